"""The document tree: a whole paper as plain, JSON-able values, with no model in sight.

Every writer (Word, HTML, JSON, later PDF and text) reads this tree and nothing else, so a paper can
be stored, compared and rendered again without the database. The order of blocks is the order of the
paper; numbers of paragraphs, notes and figures are already computed, and writers that let Word
number (paragraphs, notes) must arrive at the same ones: a test compares them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from core.figures.registry import FigureData
from reports.document.links import safe_address

SCHEMA_VERSION = 1


class Node(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True):
    """Base of every node; `type` in the JSON tells which."""


# --- Inline -------------------------------------------------------------------------------------


class Text(Node, frozen=True, tag="text"):
    """A run of words. `language` is set only where it differs from the document's."""

    text: str
    strong: bool = False
    emphasis: bool = False
    language: str = ""


class Number(Node, frozen=True, tag="number"):
    """A live number as rendered: `text` stands in the paper, the rest proves where it is from.

    `uid` names this very use in the draft ("introduction/total#1"); `signature` is key and
    parameters, the same in every edition; `exact` is the unrounded value as a decimal string, or
    empty where there is no data.
    """

    text: str
    uid: str
    key: str
    signature: str
    exact: str
    form: str
    rounding: str
    strong: bool = False
    emphasis: bool = False


class Link(Node, frozen=True, tag="link"):
    """Words that lead to an address outside the paper; with an empty `href` they are only words.

    Whatever makes or reads a tree, it holds no address to which a reader may not be led: all formats
    drop the same ones because none of them sees them.
    """

    href: str
    children: tuple[Text | Number, ...]

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "href", safe_address(self.href))


class Reference(Node, frozen=True, tag="reference"):
    """A computed cross reference: `target` is the id of the block, `text` what is printed."""

    target: str
    text: str


class Note(Node, frozen=True, tag="note"):
    """The mark of footnote `number`, with its text."""

    number: int
    children: "tuple[Text | Number | Link | Reference, ...]"


Inline = Text | Number | Link | Reference | Note


def plain(nodes: "Sequence[Inline | BulletList]") -> str:
    """The words as printed, notes and the lists under a point left out."""
    return "".join(
        plain(node.children) if isinstance(node, Link) else node.text
        for node in nodes
        if not isinstance(node, Note | BulletList)
    )


# --- Blocks -------------------------------------------------------------------------------------


class Heading(Node, frozen=True, tag="heading"):
    """A heading of level 1 to 4. Headings never restart the numbering of paragraphs.

    `subtitle` is a second line under it, of words alone.
    """

    id: str
    level: int
    children: tuple[Inline, ...]
    subtitle: tuple[Text, ...] = ()


class Paragraph(Node, frozen=True, tag="paragraph"):
    """A paragraph with its number in the paper.

    `untranslated` is true where the edition lacks this text and shows the original; `language`
    is then the original's. `decision` marks the draft decision, which is printed in bold.
    """

    id: str
    number: int
    children: tuple[Inline, ...]
    language: str = ""
    untranslated: bool = False
    decision: bool = False


class Passage(Node, frozen=True, tag="passage"):
    """Text that goes on in the paragraph before it, behind a list, a table, a picture or a box; it has
    no number.

    `language` and `decision` are as in `Paragraph`.
    """

    children: tuple[Inline, ...]
    language: str = ""
    decision: bool = False


class BulletList(Node, frozen=True, tag="list"):
    """Unnumbered points that belong to the paragraph before them.

    A point is its words and, behind them, the lists under it. `mark` is what stands before the first
    point, "(a)", "1)" or "i)"; without it they are bullets. With `letters` they are points of the draft
    decision, in bold like it, the outermost (a), (b) …; the words that join them ("; and") stand in
    the items already.
    """

    items: "tuple[tuple[Inline | BulletList, ...], ...]"
    language: str = ""
    letters: bool = False
    mark: str = ""

    @property
    def first_mark(self) -> str:
        """What stands before the first point; empty for bullets."""
        return self.mark or ("(a)" if self.letters else "")


PointItem = tuple[Inline | BulletList, ...]


def words_of(item: PointItem) -> tuple[Inline, ...]:
    """A point without the lists under it."""
    return tuple(node for node in item if not isinstance(node, BulletList))


def lists_under(item: PointItem) -> tuple[BulletList, ...]:
    """The lists under a point."""
    return tuple(node for node in item if isinstance(node, BulletList))


class Figure(Node, frozen=True, tag="figure"):
    """A figure under the paragraph that announces it. `label` is "Figure 1", computed."""

    id: str
    number: int
    label: str
    caption: str
    data: FigureData


class CellWords(Node, frozen=True, tag="cell"):
    """A cell of a table that somebody typed: words with their marks, live numbers, notes."""

    children: tuple[Inline, ...]


# A cell is plain words; a `Text` where they are in another language than the paper.
TableCell = str | Text | CellWords


# A caption, a note or a head that somebody typed: with marks it is `CellWords`.
TypedWords = str | CellWords


def cell_text(cell: TableCell) -> str:
    """The words of a cell, whatever their language."""
    match cell:
        case str():
            return cell
        case Text():
            return cell.text
        case CellWords():
            return plain(cell.children)


class Table(Node, frozen=True, tag="table"):
    """A plain table: `columns` are headings, each row as long as they. `numeric` columns align right.

    `label` is "Table 1", computed, or empty for a table without a number. `groups` are (row, heading):
    before that row (from 0) stands a heading across all columns. `widths` are the columns' shares of
    the width (any unit); without them each writer shares it by the longest words. `language` is set where
    an edition shows the table of the original.
    """

    id: str
    caption: TypedWords
    columns: tuple[TypedWords, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    numeric: tuple[int, ...] = ()
    note: TypedWords = ""
    label: str = ""
    groups: tuple[tuple[int, TableCell], ...] = ()
    widths: tuple[int, ...] = ()
    language: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        """The words of the headings, without their marks."""
        return tuple(map(cell_text, self.columns))

    @property
    def is_typed(self) -> bool:
        """Whether it stands in a text, and not behind the paragraphs of a section."""
        return any(isinstance(cell, CellWords) for row in self.rows for cell in row)

    @property
    def title(self) -> str:
        """Label and caption as one line: "Table 1. Risks"."""
        return ". ".join(filter(None, (self.label, cell_text(self.caption))))


class Picture(Node, frozen=True, tag="picture"):
    """A picture that somebody has uploaded, under the paragraph that it belongs to.

    `sha256` names its file (`reports.document.picture_files`), `width` and `height` are in pixels; `alt`
    is for those who cannot see it. It is numbered with the figures: `label` is "Figure 1", computed.
    `language` is set where an edition shows the words of the original.
    """

    id: str
    number: int
    label: str
    caption: TypedWords
    alt: str
    sha256: str
    width: int
    height: int
    note: TypedWords = ""
    language: str = ""

    @property
    def title(self) -> str:
        """Label and caption as one line."""
        return f"{self.label}. {cell_text(self.caption)}"


class Appendix(Node, frozen=True, tag="appendix"):
    """An appendix begins here, on a new page: its paragraphs and its notes count from 1 again.

    `label` is "Appendix" or "Appendix II", computed; `landscape` asks for pages on their side.
    """

    id: str
    label: str
    children: tuple[Inline, ...]
    landscape: bool = False


class Box(Node, frozen=True, tag="box"):
    """Text set apart in a frame, under a title that may be empty; part of the paragraph before it."""

    id: str
    title: str
    blocks: tuple[Passage | BulletList | Table | Picture, ...]
    language: str = ""


Block = Heading | Paragraph | Passage | BulletList | Figure | Table | Picture | Box | Appendix


def runs(block: Block) -> Iterator[tuple[Inline, ...]]:
    """The runs of words in a block, in reading order; those of a table only where somebody typed it."""
    match block:
        case Heading():
            yield block.children
            if block.subtitle:
                yield block.subtitle
        case Paragraph() | Passage() | Appendix():
            yield block.children
        case BulletList():
            for item in block.items:
                yield words_of(item)
                for one in lists_under(item):
                    yield from runs(one)
        case Table():
            for row in block.rows:
                yield from (cell.children for cell in row if isinstance(cell, CellWords))
        case Box():
            for inner in block.blocks:
                yield from runs(inner)


def with_inner(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks in order, each box followed by what it holds."""
    for block in blocks:
        yield block
        if isinstance(block, Box):
            yield from block.blocks


def block_id(block: Block) -> str:
    """The id that a note or a reference can lead to; empty for what belongs to the block before it."""
    return "" if isinstance(block, Passage | BulletList) else block.id


# --- The paper ----------------------------------------------------------------------------------


class CoverLine(Node, frozen=True, tag="cover_line"):
    """One labelled line of the box of a decision paper, such as "Legal implications: None."."""

    label: str
    text: str


class Cover(Node, frozen=True, tag="cover"):
    """The first page's head and foot; every string is ready to print in the paper's language.

    Where the cover stands `alone`, the text begins on the page after it.
    """

    body: str
    session: str
    session_place_dates: str
    symbol: str
    section: str
    section_code: str
    segment: str
    banner: str
    date: str
    original: str
    title: str
    box_label: str
    box: tuple[Inline, ...] = ()
    lines: tuple[CoverLine, ...] = ()
    agenda_item: str = ""
    author_label: str = ""
    author: str = ""
    related_label: str = ""
    related: tuple[str, ...] = ()
    alone: bool = False

    @property
    def author_line(self) -> tuple[str, str]:
        """Label and words of the author unit, which end as a sentence does."""
        return self.author_label, _ended(self.author)

    @property
    def related_line(self) -> tuple[str, str]:
        """Label and words of the related documents, which end alike."""
        return self.related_label, _ended("; ".join(self.related))


def _ended(words: str) -> str:
    return words if not words or words.endswith((".", "!", "?", "…")) else f"{words}."


class Document(Node, frozen=True, tag="document"):
    """A whole paper in one language."""

    language: str
    word_language: str
    symbol: str
    title: str
    subject: str
    author: str
    keywords: tuple[str, ...]
    dated: date
    draft: int
    file_stem: str
    cover: Cover
    blocks: tuple[Block, ...]
    version: int = SCHEMA_VERSION


def to_json(document: Document) -> dict[str, object]:
    """The tree as plain dictionaries and lists, ready for a JSON column."""
    plain: dict[str, object] = msgspec.to_builtins(document, str_keys=True)
    return plain


def from_json(plain: object) -> Document:
    """The tree back from plain values; `msgspec.ValidationError` names the place of what is wrong."""
    return msgspec.convert(plain, Document)
