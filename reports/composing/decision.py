"""What only decision papers have: the points of the draft decision, and the way to it on the cover."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.languages import LanguageProfile
from reports.document import tree
from reports.document.spans import (
    CrossReference,
    FootnoteText,
    Hyperlink,
    Point,
    PointList,
    Span,
    Spans,
    TextSpan,
)

# Between points, however the author has ended them.
_BETWEEN = " \t\n\u00a0\u202f;,"
# A point that belongs to the last word: "etc.", "U.S.", "...".
_OWN_POINT = re.compile(r"(?:\b(?:etc|usw|ff|al)|\.\w|\.)\.$")
# Another word than "and" before the next point is the author's choice.
_OTHER_WORD = re.compile(r"(?:;\s+\w+|,\s+(?:or|oder|ou|o|u))$")
# What under points of a decision stands before points that were typed as bullets.
_MARKS = ("(i)", "a)")


def ended_points(points: PointList, words: LanguageProfile, last: str | None = None) -> PointList:
    """The points joined as a draft decision joins them: "…; (b) …; and (c) ….".

    Points under a point end as it would have, and what announces them stays as typed. `last` is how
    the last one ends, if not with a full stop; empty for as typed.
    """
    endings = words.point_endings([_first_word(point.children) for point in points.points[1:]])
    if last is not None:
        endings[-1] = last
    pairs = zip(points.points, endings, strict=True)
    return replace(points, points=tuple(_ended_point(*pair, words) for pair in pairs))


def _ended_point(point: Point, ending: str, words: LanguageProfile) -> Point:
    if not point.below:
        return Point(_ended(point.children, ending, words.and_word))
    *above, innermost = point.below
    lists = [*(ended_points(one, words, ";") for one in above)]
    return Point(point.children, (*lists, ended_points(innermost, words, ending)))


def decision_mark(mark: str, depth: int) -> str:
    """What stands before points of the decision, `depth` lists deep, that were typed with `mark`."""
    if depth == 0:
        return "" if mark == "(a)" else mark
    return mark or _MARKS[depth - 1]


def _first_word(point: Sequence[Span]) -> str:
    for span in point:
        if isinstance(span, TextSpan) and span.text.split():
            return span.text.split()[0]
        if isinstance(span, Hyperlink):
            return _first_word(span.children)
    return ""


def _ended(point: Spans, ending: str, and_word: str) -> Spans:
    """`point` with `ending` behind its last words, before the notes that follow them."""
    place = len(point)
    while place and isinstance(point[place - 1], FootnoteText):
        place -= 1
    if not place or not ending:
        return point
    last = point[place - 1]
    if not isinstance(last, TextSpan):
        return (*point[:place], TextSpan(ending), *point[place:])
    ended = replace(last, text=_with_ending(last.text, ending, and_word))
    return (*point[: place - 1], ended, *point[place:])


def _with_ending(text: str, ending: str, and_word: str) -> str:
    """The words with one ending: the author's own where it is none that joins points."""
    words = text.rstrip(_BETWEEN).removesuffix(f" {and_word}")
    if words.endswith((":", "?", "!")) or _OTHER_WORD.search(words):
        return text
    bare = words.rstrip(_BETWEEN)
    if _OWN_POINT.search(bare):
        return bare + ending.removeprefix(".")
    return bare.removesuffix(".") + ending


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
