"""What only decision papers have: the points of the draft decision, and the way to it on the cover."""

import string
from collections.abc import Sequence
from dataclasses import replace

from core.languages import LanguageProfile
from reports.document import tree
from reports.document.markup import CrossReference, FootnoteText, Hyperlink, Span, TextSpan

# However the author has ended a point, and whatever "and" stands there already.
_END = f"{string.whitespace}\u00a0\u202f;,."


def ended_points(
    points: Sequence[tuple[Span, ...]], words: LanguageProfile
) -> list[tuple[Span, ...]]:
    """The points joined as a draft decision joins them: "…; (b) …; and (c) …."."""
    endings = words.point_endings([_first_word(point) for point in points[1:]])
    return [
        _ended(point, ending, words.and_word) for point, ending in zip(points, endings, strict=True)
    ]


def _first_word(point: Sequence[Span]) -> str:
    for span in point:
        if isinstance(span, TextSpan) and span.text.split():
            return span.text.split()[0]
        if isinstance(span, Hyperlink):
            return _first_word(span.children)
    return ""


def _ended(point: tuple[Span, ...], ending: str, and_word: str) -> tuple[Span, ...]:
    """`point` with `ending` behind its last words, before the notes that follow them."""
    place = len(point)
    while place and isinstance(point[place - 1], FootnoteText):
        place -= 1
    if not place:
        return point
    last = point[place - 1]
    if not isinstance(last, TextSpan):
        return (*point[:place], TextSpan(ending), *point[place:])
    bare = last.text.rstrip(_END).removesuffix(f" {and_word}").rstrip(_END)
    return (*point[: place - 1], replace(last, text=bare + ending), *point[place:])


def refers_to(spans: Sequence[Span], key: str) -> bool:
    """Whether the text already leads to the paragraph `key`."""
    return any(
        isinstance(span, CrossReference) and span.kind == "para" and key in (span.key, span.last)
        for span in spans
    )


def with_way_to_decision(
    box: tuple[tree.Inline, ...], key: str, number: int, words: LanguageProfile, language: str
) -> tuple[tree.Inline, ...]:
    """The purpose with "(see the draft decision in paragraph 36)" before its full stop."""
    phrase = words.phrase("see_draft_decision", n=number)
    named = f"{words.paragraph_word} {number}"
    before, found, after = phrase.partition(named)
    if not found:  # the language declines the word
        before, found, after = phrase.partition(str(number))
    text = words.paragraph(number) if found == named else found
    way = (
        tree.Text(text=f" {before}", language=language),
        tree.Reference(target=f"para/{key}", text=text),
        tree.Text(text=f"{after}.", language=language),
    )
    last = box[-1] if box else None
    if isinstance(last, tree.Text):
        box = (*box[:-1], tree.Text(
            text=last.text.rstrip().removesuffix("."),
            strong=last.strong,
            emphasis=last.emphasis,
            language=last.language,
        ))  # fmt: skip
    return (*box, *way)
