"""A PDF taken apart for tests: its tags with the words in them, languages, links, metadata.

The words of a tag are read as a screen reader reads them: by the tag tree, out of the marked
stretches of the pages, through the fonts' tables of Unicode.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

from reports.document.tree import Document
from reports.writers.pdf import write

SPACES = re.compile(r"\s+")
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass
class Tag:
    """An element of the tag tree: what it is, what it says, what is in it."""

    kind: str
    alt: str = ""
    language: str = ""
    headers: tuple[str, ...] = ()
    children: "list[Tag | Words]" = field(default_factory=list)

    def all(self, kind: str) -> "list[Tag]":
        """Every tag of a kind below this one, in reading order."""
        return [tag for tag in self.walk() if tag.kind == kind]

    def walk(self) -> "Iterator[Tag]":
        """This tag and every one below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Tag):
                yield from child.walk()

    @property
    def pieces(self) -> "list[Words]":
        """The stretches of words below, in reading order, each as it was drawn."""
        found: list[Words] = []
        for child in self.children:
            found += child.pieces if isinstance(child, Tag) else [child]
        return found

    @property
    def text(self) -> str:
        """All the words, spaces made one."""
        return SPACES.sub(" ", "".join(piece.text for piece in self.pieces)).strip()

    @property
    def line(self) -> str:
        """The words without those of footnotes and their marks."""
        words = ""
        for child in self.children:
            if isinstance(child, Words):
                words += child.text
            elif child.kind not in {"Note", "Lbl"}:
                words += child.line
        return words


@dataclass(frozen=True)
class Words:
    """A marked stretch of a page: one line, or a part of it of one style."""

    text: str
    language: str = ""

    def and_(self, text: str) -> "Words":
        """The stretch with more words at its end."""
        return Words(self.text + text, self.language)


class Pdf:
    """A PDF file, read back."""

    def __init__(self, source: Document | bytes) -> None:
        self.content = source if isinstance(source, bytes) else write(source)
        self.reader = PdfReader(io.BytesIO(self.content))
        self.root: Any = self.reader.trailer["/Root"]

    @cached_property
    def tags(self) -> Tag:
        """The root of the tag tree."""
        return self._tag(self.root["/StructTreeRoot"], None)

    @cached_property
    def text(self) -> str:
        """The words of all pages as any reader extracts them."""
        return "\n".join(page.extract_text() for page in self.reader.pages)

    @cached_property
    def words(self) -> str:
        """The words by the tag tree, in reading order, spaces made one."""
        return SPACES.sub(" ", " ".join(block.text for block in _blocks(self.tags)))

    @property
    def outline(self) -> list[tuple[int, str]]:
        """The bookmarks as (depth, title)."""

        def walk(items: Any, depth: int) -> Iterator[tuple[int, str]]:
            for item in items:
                if isinstance(item, list):
                    yield from walk(item, depth + 1)
                else:
                    yield depth, str(item.title)

        return list(walk(self.reader.outline, 1))

    @property
    def addresses(self) -> list[str]:
        """Where the links out of the paper lead."""
        actions = [note.get("/A") for page in self.reader.pages for note in _notes_of(page)]
        return [str(action["/URI"]) for action in actions if action and "/URI" in action]

    @property
    def metadata(self) -> str:
        """The XMP packet."""
        return str(self.root["/Metadata"].get_data().decode())

    @cached_property
    def _marked(self) -> dict[Any, dict[int, Words]]:
        return {page.indirect_reference.idnum: _marked_of(page) for page in self.reader.pages}

    def _tag(self, node: Any, page: Any) -> Tag:
        node = node.get_object()
        page = node.raw_get("/Pg") if "/Pg" in node else page
        attributes = node.get("/A", [])
        headers = tuple(str(one) for a in attributes if "/Headers" in a for one in a["/Headers"])
        tag = Tag(
            str(node.get("/S", "/Root"))[1:],
            str(node.get("/Alt", "")),
            str(node.get("/Lang", "")),
            headers,
        )
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            tag.children += self._child(child, page)
        return tag

    def _child(self, child: Any, page: Any) -> "list[Tag | Words]":
        child = child.get_object()
        if isinstance(child, int):
            return [self._marked[page.idnum][int(child)]]
        if child.get("/Type") == "/OBJR":
            return []
        if child.get("/Type") == "/MCR":
            page = child.raw_get("/Pg") if "/Pg" in child else page
            return [self._marked[page.idnum][int(child["/MCID"])]]
        return [self._tag(child, page)]


def fonts_of(page: Any) -> dict[str, Any]:
    """The typefaces of a page by their names in it."""
    return {name: font.get_object() for name, font in page["/Resources"]["/Font"].items()}


def _notes_of(page: Any) -> Iterator[Any]:
    for note in page.get("/Annots") or []:
        yield note.get_object()


def _blocks(tag: Tag) -> Iterator[Tag]:
    """The smallest tags that stand for themselves, so that their words do not run together."""
    inner = [child for child in tag.children if isinstance(child, Tag)]
    inline = {"Span", "Link", "Lbl", "Note", "Strong", "Em", "Reference"}
    if len(inner) < len(tag.children) or all(child.kind in inline for child in inner):
        yield tag
        return
    for child in inner:
        yield from _blocks(child)


def _marked_of(page: Any) -> dict[int, Words]:
    """The words of every marked stretch of a page, by its number."""
    fonts = {name: _unicode(font) for name, font in fonts_of(page).items()}
    found: dict[int, Words] = {}
    table: dict[int, str] = {}
    # What is open around: the number of a stretch, and whether its glyphs say what they show.
    opened: list[tuple[int | None, bool]] = [(None, True)]
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        mark, honest = opened[-1]
        if operator in {b"BDC", b"BMC"}:
            properties = operands[1] if operator == b"BDC" else {}
            if "/MCID" in properties:
                mark = int(properties["/MCID"])
                found[mark] = Words("", str(properties.get("/Lang", "")))
            if mark is not None and "/ActualText" in properties:
                found[mark] = found[mark].and_(str(properties["/ActualText"]))
                honest = False
            opened.append((mark, honest))
        elif operator == b"EMC":
            opened.pop()
        elif operator == b"Tf":
            table = fonts[operands[0]]
        elif operator in {b"Tj", b"TJ"} and mark is not None and honest:
            strings = operands[0] if operator == b"TJ" else operands
            found[mark] = found[mark].and_("".join(_decoded(one, table) for one in strings))
    return found


def _decoded(operand: Any, table: dict[int, str]) -> str:
    if not isinstance(operand, str | bytes):
        return ""
    raw = operand if isinstance(operand, bytes) else operand.original_bytes  # type: ignore[attr-defined]
    codes = (int.from_bytes(raw[place : place + 2]) for place in range(0, len(raw), 2))
    return "".join(table.get(code, "\ufffd") for code in codes)


def _unicode(font: Any) -> dict[int, str]:
    """What each glyph of a font says; Typst writes pairs one by one, never ranges."""
    data = font["/ToUnicode"].get_data()
    assert b"beginbfrange" not in data
    body = data.partition(b"endcodespacerange")[2]
    return {
        int(code, 16): bytes.fromhex(said.decode()).decode("utf-16-be")
        for code, said in _PAIR.findall(body)
    }


def ends_of_words(page: Any) -> Iterator[float]:
    """Where each drawn string ends on the page, in points from the left, by the fonts' widths."""
    widths = {name: _widths(font) for name, font in fonts_of(page).items()}
    shift, stack, x, size, table = 0.0, [], 0.0, 0.0, widths[next(iter(widths))]
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator == b"q":
            stack.append(shift)
        elif operator == b"Q":
            shift = stack.pop()
        elif operator == b"cm":
            shift += float(operands[4])
        elif operator == b"Tf":
            table, size = widths[operands[0]], float(operands[1])
        elif operator == b"Tm":
            x = float(operands[4])
        elif operator in {b"Tj", b"TJ"}:
            for one in operands[0] if operator == b"TJ" else operands:
                x += _advance(one, table) * size / 1000
            yield shift + x


def _advance(operand: Any, table: dict[int, float]) -> float:
    if not isinstance(operand, str | bytes):
        return -float(operand)
    raw = operand if isinstance(operand, bytes) else operand.original_bytes  # type: ignore[attr-defined]
    codes = [int.from_bytes(raw[place : place + 2]) for place in range(0, len(raw), 2)]
    return sum(table.get(code, 0.0) for code in codes)


def _widths(font: Any) -> dict[int, float]:
    """The width of each glyph: runs of "first [width …]" or "first last width"."""
    (below,) = font["/DescendantFonts"]
    items = list(below.get_object()["/W"])
    found: dict[int, float] = {}
    while items:
        first, second = int(items.pop(0)), items.pop(0)
        if isinstance(second, list):
            found |= {first + place: float(width) for place, width in enumerate(second)}
        else:
            width = float(items.pop(0))
            found |= dict.fromkeys(range(first, int(second) + 1), width)
    return found
