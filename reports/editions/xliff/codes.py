"""The tokens of a run as numbered codes: n1 a live number, r1 a reference, f1 a footnote, l1 a link.

Codes are counted in the original; a translation's own spelling of a token (its form, its gender, the
address of the page in its language) goes by the code of the original's.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.numbers.syntax import token_signature
from reports.document.spans import (
    CrossReference,
    FootnoteText,
    Hyperlink,
    LiveNumber,
    Span,
    Spans,
)
from reports.document.tokens import reference_source

CodedSpan = LiveNumber | CrossReference | FootnoteText | Hyperlink
_LETTERS: Mapping[type, str] = {
    LiveNumber: "n",
    CrossReference: "r",
    FootnoteText: "f",
    Hyperlink: "l",
}


@dataclass(frozen=True)
class Codes:
    """The codes of a run: the original's spans, and those that the translation has for them.

    `order` are the ids in the order in which the translation uses them; without one, or where it does not
    hold the same tokens, there is none.
    """

    original: Mapping[str, CodedSpan]
    used: Mapping[str, CodedSpan]
    order: Sequence[str] | None = field(default=None)


def coded(spans: Spans) -> Iterator[CodedSpan]:
    """What is a code, in reading order, links before what stands in them; notes are runs of their own."""
    for span in spans:
        if isinstance(span, CodedSpan):
            yield span
        if isinstance(span, Hyperlink):
            yield from coded(span.children)


def codes_of(original: Spans, translation: Spans | None) -> Codes:
    """The codes of a run, and of its translation where that holds the same."""
    own: dict[str, CodedSpan] = {}
    counts: dict[str, int] = {}
    for span in coded(original):
        letter = _LETTERS[type(span)]
        counts[letter] = counts.get(letter, 0) + 1
        own[f"{letter}{counts[letter]}"] = span
    order = None if translation is None else _matched(own, [*coded(translation)])
    if order is None or translation is None:
        return Codes(own, own)
    return Codes(own, dict(zip(order, coded(translation), strict=True)), order)


def _matched(own: Mapping[str, CodedSpan], spans: Sequence[CodedSpan]) -> list[str] | None:
    """For each span of a translation the code of the original's; None where they are not the same.

    A link to another address stands for one of the original's that nothing else stands for.
    """
    waiting: dict[object, deque[str]] = {}
    for code, span in own.items():
        waiting.setdefault(_key(span), deque()).append(code)
    found = [codes.popleft() if (codes := waiting.get(_key(span))) else "" for span in spans]
    left = deque(code for codes in waiting.values() for code in codes)
    for place, span in enumerate(spans):
        if not found[place] and isinstance(span, Hyperlink) and left and left[0].startswith("l"):
            found[place] = left.popleft()
    return None if left or "" in found else found


def _key(span: Span) -> object:
    """What two editions of a token share."""
    match span:
        case LiveNumber():
            return "number", token_signature(span.token)
        case CrossReference():
            return "reference", reference_source(span)
        case Hyperlink():
            return "link", span.href
    return "note"
