"""The translation of a text put together from the units of a file; whatever is damaged is named."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.numbers.syntax import Token, TokenError
from reports.document.spans import (
    FootnoteText,
    Hyperlink,
    LiveNumber,
    MarkupError,
    Span,
    Spans,
    TextSpan,
)
from reports.document.tokens import translation_check
from reports.editions.texts import PaperText, TextKind
from reports.editions.xliff.inline import Element, InlineReader, RunDamaged, shown_in
from reports.editions.xliff.plural_words import (
    plural_form,
    plural_spans,
    selector_id,
    shared_selectors,
    with_plural,
)
from reports.editions.xliff.read import FileText, FileUnit
from reports.editions.xliff.seal import Remembered
from reports.editions.xliff.slots import SlotKind, filled, markup_of, slots, source_of
from reports.editions.xliff.units import Unit, by_id
from reports.editions.xliff.write import units_between


class TextDamaged(ValueError):
    """A text of a file that cannot be taken: in which line, in which unit, and why."""

    def __init__(self, message: str, line: int, unit: str = "") -> None:
        super().__init__(message)
        self.line, self.unit = line, unit


@dataclass(frozen=True)
class Rebuilt:
    """The translation that a file brings; `is_done` where its states say that somebody looked at all."""

    source: str
    is_done: bool


def rebuilt(text: PaperText, remembered: Remembered, brought: FileText) -> Rebuilt | None:
    """The source of the translation; None where nobody has translated any of it. Raises `TextDamaged`."""
    units = by_id(units_between(text, remembered.original, remembered.translation))
    _check_units(units, brought)
    translated = [one for one in brought.units.values() if one.is_translated]
    if not translated:
        return None
    if len(translated) < len(units):
        missing = next(one for one in brought.units.values() if not one.is_translated)
        message = _("%(count)d of %(of)d pieces are not translated yet, this the first.")
        facts = {"count": len(units) - len(translated), "of": len(units)}
        raise TextDamaged(message % facts, missing.line, missing.id)
    builder = _Builder(units, brought)
    source = builder.text(text, remembered)
    is_done = all(one.is_done for one in brought.units.values())
    _check_built(text, remembered, source, brought)
    return Rebuilt(source, is_done)


def _check_units(units: Mapping[str, Unit], brought: FileText) -> None:
    """Every unit that was written is there once, and no other."""
    if brought.twice is not None:
        raise TextDamaged(_("the unit stands twice."), brought.twice.line, brought.twice.id)
    for id_ in units:
        if id_ not in brought.units:
            raise TextDamaged(_("the unit is missing."), brought.line, id_)
    for id_, unit in brought.units.items():
        if id_ not in units:
            raise TextDamaged(_("the unit is none of this text."), unit.line, id_)


def _check_built(text: PaperText, remembered: Remembered, source: str, brought: FileText) -> None:
    """Whether what was put together is read as what was meant."""
    try:
        kinds = [one.kind for one in slots(markup_of(text, source))]
    except (MarkupError, TokenError) as error:
        raise TextDamaged(str(error), brought.line) from error
    wanted = [one.kind for one in slots(markup_of(text, remembered.original))]
    if kinds != wanted:
        message = _(
            "the words would be read as another list, table or box; a line begins like a point."
        )
        raise TextDamaged(message, brought.line)
    is_read = text.kind is TextKind.PARAGRAPH
    problems = translation_check(remembered.original, source) if is_read else []
    if problems:
        raise TextDamaged(" ".join(problems), brought.line)


class _Builder:
    """Reads the units of one text."""

    def __init__(self, units: Mapping[str, Unit], brought: FileText) -> None:
        self.units, self.brought = units, brought
        self.place = 0

    def text(self, text: PaperText, remembered: Remembered) -> str:
        """The source of the whole."""

        def fill(_kind: SlotKind, _spans: Spans) -> Spans:
            self.place += 1
            return self.run(f"{text.id}#{self.place}")

        return source_of(text, filled(markup_of(text, remembered.original), fill))

    def run(self, id_: str) -> Spans:
        """The run of a unit, with its notes and the plural words of its numbers."""
        unit, given = self.units[id_], self.brought.units[id_]
        self._check_source(unit, given)
        assert given.target is not None
        spans = self._read(unit, given, given.target, used=True)
        if not "".join(_plain(spans)).strip() and not unit.codes.original:
            raise TextDamaged(_("the translation is empty."), given.line, id_)
        return tuple(self._with_plural(id_, unit, one) for one in spans)

    def _read(self, unit: Unit, given: FileUnit, element: Element, *, used: bool) -> Spans:
        book = unit.codes.used if used else unit.codes.original

        def note(code: str) -> Spans:
            own = book[code]
            assert isinstance(own, FootnoteText)
            return self.run(f"{unit.id}.{code}") if used else own.children

        try:
            return InlineReader(book, shown_in(given.source), note).read(element)
        except RunDamaged as error:
            raise TextDamaged(f"{error}.", given.line, unit.id) from error

    def _check_source(self, unit: Unit, given: FileUnit) -> None:
        """A source is not the translator's: one that says something else belongs to another text."""
        if _squeezed(self._read(unit, given, given.source, used=False)) != _squeezed(unit.source):
            message = _("the source is not what the file was made with; only targets are changed.")
            raise TextDamaged(message, given.line, unit.id)

    def _with_plural(self, id_: str, unit: Unit, span: Span) -> Span:
        """A number with the plural words that the file brings, those in the words of a link too."""
        if isinstance(span, Hyperlink):
            inner = (self._with_plural(id_, unit, one) for one in span.children)
            kept = tuple(one for one in inner if isinstance(one, TextSpan | LiveNumber))
            return Hyperlink(span.href, kept)
        if not isinstance(span, LiveNumber):
            return span
        codes = unit.codes
        code = next(code for code, own in codes.used.items() if _is_of(own, span.token))
        original = codes.original[code]
        assert isinstance(original, LiveNumber)
        units = {
            each: f"{id_}.{code}.{selector_id(each)}"
            for each in shared_selectors(original.token, span.token)
        }
        before = dict(span.token.plural)
        forms = [
            (each, _form(self.run(unit_id), before[each]))
            for each, unit_id in units.items()
            if unit_id in self.units
        ]
        if not forms or forms == [*span.token.plural]:
            return span
        return LiveNumber(with_plural(span.token, forms), span.strong, span.emphasis)


def _form(brought: Spans, before: str) -> str:
    """A plural form as it was typed, unless the file says something else."""
    return before if plural_spans(before) == brought else plural_form(brought)


def _is_of(span: Span, token: Token) -> bool:
    return isinstance(span, LiveNumber) and span.token is token


def _plain(spans: Spans) -> list[str]:
    return [one.text for one in spans if isinstance(one, TextSpan)]


def _squeezed(spans: Spans) -> object:
    """A run without differences in white space; looks aside, which programs split anew."""
    found: list[object] = []
    for span in spans:
        if isinstance(span, TextSpan):
            words = " ".join(span.text.split())
            if found and isinstance(found[-1], str):
                found[-1] += words
            else:
                found.append(words)
        else:
            found.append(type(span).__name__)
    return [one for one in found if one]
