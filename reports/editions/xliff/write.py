"""The file for a translator: one edition of a paper as XLIFF 1.2, the same bytes for the same paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import etree

from core.numbers.registry import numbers
from reports.composing.merge import Paper
from reports.document.spans import FootnoteText, Hyperlink, LiveNumber
from reports.document.translations import numbers_apart
from reports.editions.texts import PaperText, TextKind, paper_texts
from reports.editions.xliff.codes import coded
from reports.editions.xliff.inline import NAMESPACE, Element, InlineWriter, Printed, tag
from reports.editions.xliff.plural_words import COUNT
from reports.editions.xliff.printing import printing
from reports.editions.xliff.seal import Remembered, sealed
from reports.editions.xliff.slots import SlotKind, markup_of
from reports.editions.xliff.units import Unit, units_of
from reports.models import IMPLICATIONS, Report
from reports.writers.docx.text import ILLEGAL

DATATYPE, TOOL, SEAL = "x-outturn", "outturn", "x-outturn-seal"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_COVER = ("title", "summary", *IMPLICATIONS)


@dataclass(frozen=True)
class TextUnits:
    """A text with its units; `is_behind` where its translation is older than the original."""

    text: PaperText
    original: str
    translation: str
    units: Sequence[Unit]
    is_behind: bool = False


def is_translated_here(text: PaperText) -> bool:
    """Whether a text is translated with the paper, and not where its facts or its strategy are kept."""
    if text.kind is TextKind.COVER:
        return text.key in _COVER
    return text.kind is not TextKind.SUBTITLE


def text_units(report: Report, paper: Paper, language: str) -> list[TextUnits]:
    """Every text of an edition that is translated, with its units; raises what reading markup raises."""
    found = []
    for text in paper_texts(report, paper):
        original = text.texts.get(report.original_language, "")
        if not original or not is_translated_here(text):
            continue
        translation = text.texts.get(language, "")
        found.append(
            TextUnits(
                text,
                original,
                translation,
                units_between(text, original, translation),
                is_behind=language in text.behind
                or language in numbers_apart(text.texts, report.original_language),
            )
        )
    return found


def units_between(text: PaperText, original: str, translation: str) -> list[Unit]:
    """The units of a text in two languages."""
    theirs = markup_of(text, translation) if translation else None
    return units_of(text.id, markup_of(text, original), theirs)


def xliff(report: Report, paper: Paper, language: str) -> bytes:
    """The file. Raises what reading markup raises."""
    every = text_units(report, paper, language)
    tokens = [
        span.token
        for one in every
        for unit in one.units
        for run in (unit.source, unit.target or ())
        for span in coded(run)
        if isinstance(span, LiveNumber)
    ]
    return Writer(report, language, printing(report, paper, language, tokens)).file(every)


class Writer:
    """Writes one file; `printed` is how a token prints in the translation."""

    def __init__(self, report: Report, language: str, printed: Printed) -> None:
        self.report, self.language, self.printed = report, language, printed

    def file(self, every: Sequence[TextUnits]) -> bytes:
        """The file of these texts."""
        content: bytes = etree.tostring(self._root(every), encoding="UTF-8", xml_declaration=True)
        return content

    def _root(self, every: Sequence[TextUnits]) -> Element:
        root = etree.Element(tag("xliff"), {"version": "1.2"}, nsmap={None: NAMESPACE})  # type: ignore[dict-item]
        file = etree.SubElement(
            root,
            tag("file"),
            {
                "original": self.report.slug,
                "source-language": self.report.original_language,
                "target-language": self.language,
                "datatype": DATATYPE,
                "tool-id": TOOL,
            },
        )
        header = etree.SubElement(file, tag("header"))
        etree.SubElement(header, tag("tool"), {"tool-id": TOOL, "tool-name": "Outturn"})
        self._note(header, _("Placeholders carry numbers as the translation prints them. Place each "
                             "where your language wants it; leave none out, add none."))  # fmt: skip
        body = etree.SubElement(file, tag("body"))
        for one in every:
            _line(body)
            self._group(body, one)
        _line(body)
        return root

    def _group(self, body: Element, one: TextUnits) -> None:
        """A text: what it remembers, notes for the translator, its units."""
        text = one.text
        group = etree.SubElement(
            body,
            tag("group"),
            {"id": text.id, "resname": text.label, "restype": f"x-{text.kind}"},
        )
        context = etree.SubElement(group, tag("context-group"), {"purpose": "x-outturn"})
        seal = etree.SubElement(context, tag("context"), {"context-type": SEAL})
        facts = (self.report.slug, self.language, text.id, one.original, one.translation)
        seal.text = sealed(Remembered(*facts))
        if one.translation and any(unit.target is None for unit in one.units):
            self._note(group, _("There is a translation that is put together otherwise: %(words)s")
                       % {"words": one.translation})  # fmt: skip
        for unit in one.units:
            _line(group)
            self._unit(group, unit, is_behind=one.is_behind)
        _line(group)

    def _unit(self, group: Element, unit: Unit, *, is_behind: bool) -> None:
        element = etree.SubElement(
            group,
            tag("trans-unit"),
            {"id": unit.id, "restype": unit.kind, f"{_XML}space": "preserve"},
        )
        source = etree.SubElement(
            element, tag("source"), {f"{_XML}lang": self.report.original_language}
        )
        InlineWriter(unit.id, iter(unit.codes.original), self._printed_source(unit)).write(
            source, unit.source
        )
        if unit.target is None:
            etree.SubElement(element, tag("target"), {f"{_XML}lang": self.language, "state": "new"})
        else:
            state = "needs-review-translation" if is_behind else "translated"
            target = etree.SubElement(
                element, tag("target"), {f"{_XML}lang": self.language, "state": state}
            )
            order = iter(unit.codes.order or ())
            InlineWriter(unit.id, order, self.printed).write(target, unit.target)
        for words in self._told(unit):
            self._note(element, words)

    def _printed_source(self, unit: Unit) -> Printed:
        """The source's placeholders show what the translation prints, so that both are one."""
        by_span = {id(span): unit.codes.used[code] for code, span in unit.codes.original.items()}

        def printed(span: "LiveNumber | object") -> str:
            return self.printed(by_span.get(id(span), span))  # type: ignore[arg-type]

        return printed

    def _told(self, unit: Unit) -> Iterator[str]:
        """What a translator should know of the codes."""
        footnote = _("footnote")
        for code, span in unit.codes.original.items():
            if isinstance(span, LiveNumber) and span.token.key in numbers:
                spec = numbers[span.token.key]
                yield f"{code}: {spec.label}. {spec.definition}"
            elif isinstance(span, Hyperlink):
                yield f"{code}: {span.href}"
            elif isinstance(span, FootnoteText):
                yield f"{code}: {footnote} {unit.id}.{code}"
        if unit.kind is SlotKind.PLURAL and COUNT in unit.source:
            yield _("# is the number; these are the words around it in one plural form.")

    def _note(self, parent: Element, words: str) -> None:
        note = etree.SubElement(parent, tag("note"), {"from": "Outturn"})
        note.text = ILLEGAL.sub("", words)


def _line(parent: Element) -> None:
    """A new line behind what stands in an element so far, so that a mistake has a line of its own."""
    if len(parent):
        parent[-1].tail = "\n"
    else:
        parent.text = "\n"
