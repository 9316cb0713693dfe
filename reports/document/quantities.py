"""What a text says in figures: numbers typed and live, days, years, notes, references, links, points.

Two editions of a paragraph state the same facts, each in the form of its language: "2,637" is "2.637"
and "2 637", "72" may open an English sentence as "Seventy-two", "14 February 2022" is "14. Februar 2022".
Read for comparing editions, not for computing: what cannot be told in one language (German "ein" is an
article, French "les deux" is "both") is kept apart as `possible`, and excuses a difference without making
one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from core.numbers.syntax import TokenError, token_signature
from reports.document.figures_in_words import GAP, found_in
from reports.document.markup import parse
from reports.document.spans import (
    CrossReference,
    FootnoteText,
    Hyperlink,
    LiveNumber,
    MarkupError,
    ParagraphMarkup,
    PointList,
    Spans,
    TextBlock,
    TextBox,
    TextSpan,
    TypedPicture,
    TypedTable,
    every_run,
)
from reports.document.tokens import reference_source

Kind = Literal["number", "date", "years", "live", "reference", "link", "note", "points"]


@dataclass(frozen=True, order=True)
class Fact:
    """One thing that a text states, the same in every language.

    `value` is plain: "2637", "2022-02-14" ("2022-02" for a month, "--02" without a year), "2018–2021", a
    signature, an address, how many points.
    """

    kind: Kind
    value: str


@dataclass(frozen=True)
class Facts:
    """How often a text states each fact; `possible` are what some of its words may mean as well."""

    stated: Counter[Fact] = field(default_factory=Counter)
    possible: Counter[Fact] = field(default_factory=Counter)


def facts_of(text: str, language: str) -> Counter[Fact]:
    """The facts of one paragraph's source in a language; what cannot be read counts as plain words."""
    return read_facts(text, language).stated


def lacking(one: Facts, other: Facts) -> Counter[Fact]:
    """What `one` states and `other` does not, or not as often, with what its words may mean."""
    return one.stated - (other.stated + other.possible)


@lru_cache(maxsize=4096)
def read_facts(text: str, language: str) -> Facts:
    """The facts of one paragraph's source, and what its words may mean as well."""
    found = Facts()
    try:
        markup = parse(text)
    except (MarkupError, TokenError):
        _read_words(text, language, found)
        return found
    for words in _all_words(markup, found):
        _read_words(words, language, found)
    return found


# --- From markup to words -------------------------------------------------------------------------


def _all_words(markup: ParagraphMarkup, found: Facts) -> Iterator[str]:
    """The words of every run and note; what is no words is noted on the way."""
    for run in every_run(markup):
        yield from _words(run, found)
    yield from _of_blocks(markup.blocks, found)


def _words(spans: Spans, found: Facts) -> Iterator[str]:
    run = ""
    for span in spans:
        match span:
            case TextSpan():
                run += span.text
            case Hyperlink():
                found.stated[Fact("link", span.href)] += 1
                inner = [*_words(span.children, found)]
                run += inner[0]
            case LiveNumber():
                found.stated[Fact("live", token_signature(span.token))] += 1
                run += GAP
            case CrossReference():
                found.stated[Fact("reference", reference_source(span))] += 1
                run += GAP
            case FootnoteText():
                found.stated[Fact("note", "")] += 1
                yield from _words(span.children, found)
                run += GAP
    yield run


def _of_blocks(blocks: Iterable[TextBlock], found: Facts) -> Iterator[str]:
    """Words that are no runs: captions, heads, notes and titles; and how many points lists have."""
    for block in blocks:
        match block:
            case PointList():
                _count_points(block, found)
            case TypedTable():
                for run in (block.caption, *block.columns, block.note):
                    yield from _words(run, found)
            case TypedPicture():
                yield block.alt
                for run in (block.caption, block.note):
                    yield from _words(run, found)
            case TextBox():
                yield block.title
                yield from _of_blocks(block.blocks, found)


def _count_points(points: PointList, found: Facts) -> None:
    found.stated[Fact("points", str(len(points.points)))] += 1
    for point in points.points:
        for one in point.below:
            _count_points(one, found)


def _read_words(words: str, language: str, found: Facts) -> None:
    for one in found_in(words, language):
        (found.stated if one.is_sure else found.possible)[Fact(one.kind, one.value)] += 1
