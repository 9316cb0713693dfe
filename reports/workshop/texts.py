"""The text of one place of the paper for its editor: as it is stored, and as the editor holds it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.history.past import known_at
from core.languages import profile
from core.languages.translated import text_in
from core.numbers.syntax import find_tokens
from reports.composing.computed_numbers import compute_numbers
from reports.composing.inline import Inliner
from reports.composing.merge import Paper, PaperParagraph
from reports.composing.numbering import Numbering, number
from reports.document import tree
from reports.document.editor_doc import EditorDoc, Printed, editor_doc, editor_line
from reports.document.markup import parse, read_heading
from reports.document.spans import Passage, PointList, Spans, runs
from reports.document.tokens import translation_check
from reports.drafts import services
from reports.models import Report
from reports.writing.services import (
    ParagraphGone,
    TextRefused,
    cover_text_save,
    heading_save,
    paragraph_text_save,
)
from reports.writing.texts import COVER_TEXTS, clean


@dataclass(frozen=True)
class PlaceText:
    """What stands at a place in one edition, in markup; `original` is what it translates, if anything,
    and `then` what that said when it was translated, where it says something else now."""

    target: str
    text: str
    original: str = ""
    then: str = ""

    @property
    def kind(self) -> str:
        """Of what it is: "para", "section" (a heading) or "cover"."""
        return self.target.partition("/")[0]


def place_text(report: Report, current: Paper, language: str, target: str) -> PlaceText:
    """The text at `target` ("para/KEY", "section/KEY", "cover/FIELD"). Raises `ParagraphGone`."""
    kind, _stroke, key = target.partition("/")
    texts: dict[str, str] = {}
    was: Mapping[str, str] = {}
    match kind:
        case "para":
            paragraph = paragraph_of(current, key)
            texts, was = dict(paragraph.every), paragraph.behind
        case "section":
            found = [one for one in (*current.sections, *current.silent) if one.key == key]
            if not found:
                raise ParagraphGone(key)
            texts, was = dict(found[0].headings), found[0].behind
        case "cover" if key in COVER_TEXTS:
            codes = {language, report.original_language}
            texts = {code: text_in(report, key, code) for code in codes}
            was = current.behind.get(key, {})
        case _:
            raise ParagraphGone(target)
    original = report.original_language
    above = "" if language == original else clean(texts.get(original, ""))
    return PlaceText(target, clean(texts.get(language, "")), above, was.get(language, ""))


def paragraph_of(current: Paper, key: str) -> PaperParagraph:
    """A paragraph of the paper by its key; raises `ParagraphGone`."""
    for section in current.sections:
        for one in section.paragraphs:
            if one.key == key:
                return one
    raise ParagraphGone(key)


def place_save(*, report: Report, target: str, language: str, text: str, base: str) -> None:
    """Save what stands at `target`. Raises as `reports.writing.services` do."""
    kind, _stroke, key = target.partition("/")
    match kind:
        case "para":
            paragraph_text_save(report=report, key=key, language=language, text=text, base=base)
        case "section":
            heading_save(report=report, section=key, language=language, text=text, base=base)
        case "cover":
            cover_text_save(report=report, field=key, language=language, text=text, base=base)
        case _:
            raise ParagraphGone(target)


def refuse_other_tokens(report: Report, language: str, target: str, text: str) -> None:
    """A translator places live numbers, notes and references, and neither drops nor doubles them."""
    original = place_text(report, services.report_paper(report), language, target).original
    if text and (problems := translation_check(original, text)):
        raise TextRefused("\n".join(problems))


def doc_of(report: Report, current: Paper, language: str, place: PlaceText) -> EditorDoc:
    """What an editor holds of a text: numbers and references stand there as they print.

    Raises `ValueError` for a stored text that cannot be read.
    """
    if place.kind == "section":
        return editor_line(read_heading(place.text), Printed())
    if not place.text:
        return editor_doc("", Printed())
    printed = Printed(_printed(report, number(current), language, place))
    return editor_doc(place.text, printed)


def _printed(
    report: Report, numbering: Numbering, language: str, place: PlaceText
) -> Sequence[Sequence[tree.Inline]]:
    """The runs of a text as they are composed, without its tables and boxes."""
    where = place.target.partition("/")[2]
    tokens = [token for _start, _end, token in find_tokens(place.text)]

    def make() -> Sequence[Sequence[tree.Inline]]:
        with known_at(report.known_at):
            computed = compute_numbers(tokens, report.number_context)
        inliner = Inliner(
            computed=computed,
            profile=profile(language),
            style=report.style,
            numbering=numbering,
            appendix=numbering.within.get(where, ""),
        )
        return [inliner.inline(where, spans, "") for spans in _lines(place.text)]

    return services.in_one_snapshot(make)


def _lines(text: str) -> Iterator[Spans]:
    markup = parse(text)
    yield markup.children
    for block in markup.blocks:
        if isinstance(block, Passage | PointList):
            yield from (spans for spans, _in_cell in runs([block]))


def refuse_unreadable(error: ValueError) -> str:
    """What an editor says of a stored text that it cannot show."""
    said = _("This text cannot be read as it is stored: %(problem)s Mend it in its markup.")
    return said % {"problem": error}
