"""The units of a text: what is translated one by one, each with its present translation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.numbers.syntax import Token
from reports.document.spans import FootnoteText, LiveNumber, ParagraphMarkup, Spans, TextSpan
from reports.editions.xliff.codes import Codes, codes_of
from reports.editions.xliff.plural_words import plural_spans, selector_id, shared_selectors
from reports.editions.xliff.slots import SlotKind, slots


@dataclass(frozen=True)
class Unit:
    """A run of words to translate: its id in the file, its source, and what stands in the translation.

    `codes` are the tokens in it. A unit of plural words is of the number `of` in another unit.
    """

    id: str
    kind: SlotKind
    source: Spans
    target: Spans | None
    codes: Codes = field(default_factory=lambda: Codes({}, {}))


def units_of(
    id_: str, original: ParagraphMarkup, translation: ParagraphMarkup | None
) -> list[Unit]:
    """The units of a text, in reading order: each run, then its notes and the plural words in it.

    Where the translation is put together otherwise than the original, none of it can stand in the units.
    """
    ours = slots(original)
    theirs = slots(translation) if translation else None
    if theirs is None or [one.kind for one in theirs] != [one.kind for one in ours]:
        targets: Sequence[Spans | None] = [None] * len(ours)
    else:
        targets = [one.spans for one in theirs]
    found = [
        unit
        for place, (slot, target) in enumerate(zip(ours, targets, strict=True), 1)
        for unit in _units(f"{id_}#{place}", slot.kind, slot.spans, target)
    ]
    # Half of a translation beside words of another shape would mislead.
    if any(unit.target is None for unit in found):
        return [Unit(one.id, one.kind, one.source, None, one.codes) for one in found]
    return found


def _units(id_: str, kind: SlotKind, source: Spans, target: Spans | None) -> Iterator[Unit]:
    codes = codes_of(source, target)
    target = target if codes.order is not None else None
    yield Unit(id_, kind, source, target, codes)
    for code, span in codes.original.items():
        own = codes.used[code]
        if isinstance(span, FootnoteText) and isinstance(own, FootnoteText):
            inner = own.children if target is not None else None
            yield from _units(f"{id_}.{code}", SlotKind.NOTE, span.children, inner)
        elif isinstance(span, LiveNumber) and isinstance(own, LiveNumber):
            said = own.token if target is not None else None
            yield from _plural_units(f"{id_}.{code}", span.token, said)


def _plural_units(id_: str, original: Token, own: Token | None) -> Iterator[Unit]:
    """The words around a number in each plural form, where the edition has the same forms."""
    words, said = dict(original.plural), dict(own.plural) if own else {}
    for selector in shared_selectors(original, own or original):
        yield Unit(
            f"{id_}.{selector_id(selector)}",
            SlotKind.PLURAL,
            plural_spans(words[selector]),
            plural_spans(said[selector]) if own else None,
        )


def by_id(units: Sequence[Unit]) -> Mapping[str, Unit]:
    """The units by their ids."""
    return {unit.id: unit for unit in units}


def words(spans: Spans) -> str:
    """The plain words of a run."""
    return "".join(one.text for one in spans if isinstance(one, TextSpan))
