"""What a text in the report's markup consists of, once it is read: words, numbers, points, tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.numbers.syntax import Token

# How many of the words at a mistake a message shows.
_SHOWN = 40


def with_words(message: str, near: str) -> str:
    """A message with the words that it is about, unless they stand in it."""
    words = near.strip().split("\n")[0][:_SHOWN]
    return message if not words or words[: _SHOWN // 3] in message else f"{message} (“{words}”)"


class MarkupError(ValueError):
    """A text cannot be read; the message says what and how to mend it, `near` is where."""

    def __init__(self, message: str, near: str) -> None:
        super().__init__(message)
        self.near = near

    def __reduce__(self) -> tuple[type["MarkupError"], tuple[str, str]]:
        """Let the error travel from a worker; else it would be rebuilt from its message."""
        return type(self), (str(self), self.near)


@dataclass(frozen=True)
class TextSpan:
    """Plain words, perhaps strong or emphasised."""

    text: str
    strong: bool = False
    emphasis: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether its words have no mark."""
        return not (self.strong or self.emphasis)


@dataclass(frozen=True)
class LiveNumber:
    """A token, still to be computed and rendered."""

    token: Token
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True)
class CrossReference:
    """A reference still to be numbered: `kind` is one of `REFERENCES`, `last` ends a range."""

    kind: str
    key: str
    last: str = ""


@dataclass(frozen=True)
class Hyperlink:
    """Words that lead to an address."""

    href: str
    children: "tuple[TextSpan | LiveNumber, ...]"


@dataclass(frozen=True)
class FootnoteText:
    """A footnote where its mark stands."""

    children: "tuple[Span, ...]"


Span = TextSpan | LiveNumber | CrossReference | Hyperlink | FootnoteText
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Point:
    """A point of a list, with the lists under it."""

    children: Spans
    below: "tuple[PointList, ...]" = ()


@dataclass(frozen=True)
class PointList:
    """A list: `mark` is what its first point was typed with, "(a)" or "1."; empty for bullets."""

    mark: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Passage:
    """Text that goes on in a numbered paragraph, behind a list, a table, a picture or a box."""

    children: Spans


@dataclass(frozen=True)
class TypedTable:
    """A table typed in the text. `key` may be empty; `numeric` columns align right."""

    key: str
    caption: Spans
    columns: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    numeric: tuple[int, ...] = ()
    note: Spans = ()


@dataclass(frozen=True)
class TypedPicture:
    """An uploaded picture, by its `key`, with its words: `alt` is for those who cannot see it."""

    key: str
    caption: Spans
    alt: str
    note: Spans = ()


@dataclass(frozen=True)
class TextBox:
    """Text set apart in a frame, under a title that may be empty."""

    title: str
    blocks: "tuple[Passage | PointList | TypedTable | TypedPicture, ...]"


TextBlock = Passage | PointList | TypedTable | TypedPicture | TextBox


@dataclass(frozen=True)
class ParagraphMarkup:
    """One numbered paragraph: its first sentences, and what stands under them in order."""

    children: Spans
    blocks: tuple[TextBlock, ...] = ()


def every_run(markup: ParagraphMarkup) -> Iterator[Spans]:
    """Every run of words in a paragraph, in reading order."""
    yield markup.children
    yield from (spans for spans, _in_cell in runs(markup.blocks))


def runs(blocks: Iterable[TextBlock]) -> Iterator[tuple[Spans, bool]]:
    """Every run of words in some blocks, in reading order, and whether it is a cell of a table."""
    for block in blocks:
        match block:
            case Passage():
                yield block.children, False
            case PointList():
                for point in block.points:
                    yield point.children, False
                    yield from runs(point.below)
            case TypedTable():
                yield from ((cell, True) for row in block.rows for cell in row)
            case TextBox():
                yield from runs(block.blocks)
