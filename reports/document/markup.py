"""The text of a report: numbered paragraphs with lists, tables, pictures and boxes under their sentences.

A blank line ends a paragraph. Under its sentences may stand, in order, lists nested to three levels,
tables, pictures, boxes, and text that goes on: `docs/text-format.md` has every mark. What is no mark of
it is printed as typed, and what a paper cannot print is refused with its place; nothing is left out.
"""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import gettext as _

from reports.document.inline_markup import plain_words, read_spans
from reports.document.list_marks import without_escape
from reports.document.list_reader import ListReader, above, ahead, begins_list, refuse_plus
from reports.document.picture_markup import begins_picture, read_picture
from reports.document.spans import (
    FootnoteText,
    Hyperlink,
    LiveNumber,
    MarkupError,
    ParagraphMarkup,
    Passage,
    Spans,
    TextBlock,
    TextBox,
)
from reports.document.table_markup import begins_table, read_table, table_keys

__all__ = ["parse", "read_heading", "read_line", "read_sentences", "split_paragraphs", "table_keys"]

GOES_ON = "+"
FENCE = ":::"


def split_paragraphs(text: str) -> list[str]:
    """The source of each numbered paragraph: what blank lines separate.

    A list, a table, a picture and a box belong to the paragraph above, and so does what stands below a
    line "+".
    """
    found: list[list[str]] = []
    box = False
    for block in _blocks(text):
        attached = found and (
            box
            or block[0].strip() == GOES_ON
            or found[-1][-1].strip() == GOES_ON
            or block[0].startswith(FENCE)
            or begins_table(block)
            or begins_picture(block)
            or begins_list(block, found[-1][-1])
        )
        if attached:
            found[-1] += ["", *block]
        else:
            found.append(block)
        fences = sum(line.startswith(FENCE) for line in block)
        box = box != (fences % 2 == 1)
    return ["\n".join(lines) for lines in found]


def _blocks(text: str) -> list[list[str]]:
    """The lines of a text, parted where blank ones stand."""
    blocks: list[list[str]] = [[]]
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def read_heading(text: str) -> Spans:
    """A heading: one run of words with its marks, and no number that may move."""
    spans = read_spans(" ".join(text.split("\n")).strip())
    if any(isinstance(span, LiveNumber) for span in spans):
        message = _("A heading holds no live number: “%(near)s”. Write it in the text below.")
        raise MarkupError(message % {"near": text[:60]}, text)
    return spans


def read_sentences(text: str) -> Spans:
    """A text that may be sentences only, as in the box of the cover."""
    markup = parse(text)
    if markup.blocks:
        raise MarkupError(_("The box of the cover holds no points; write one paragraph."), text)
    return markup.children


def read_line(text: str) -> Spans:
    """A line of the box, which is printed as plain words."""
    spans = read_sentences(text)
    if any(isinstance(span, FootnoteText | Hyperlink) for span in spans):
        message = _("A line of the box holds neither footnotes nor links: “%(near)s”.")
        raise MarkupError(message % {"near": text[:60]}, text)
    return spans


@lru_cache(maxsize=2048)
def parse(text: str) -> ParagraphMarkup:
    """Read the source of one paragraph.

    Raises `MarkupError`, or `core.numbers.syntax.TokenError` for a live number that cannot be read.
    """
    blocks = _BlockReader(text.replace("\r\n", "\n").strip("\n").split("\n")).read()
    if not blocks:
        return ParagraphMarkup(children=())
    first, *below = blocks
    if not isinstance(first, Passage):
        raise MarkupError(_("A paragraph begins with a sentence; put the points below it."), text)
    return ParagraphMarkup(first.children, tuple(below))


class _BlockReader:
    """Goes through the lines of one paragraph, from block to block."""

    def __init__(self, lines: Sequence[str], *, in_box: bool = False) -> None:
        self.lines = lines
        self.in_box = in_box
        self.at = 0
        self.blocks: list[TextBlock] = []
        # Whether the next text may stand by itself behind other text.
        self.goes_on = in_box

    def read(self) -> list[TextBlock]:
        """All blocks, in order."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.at += 1
                continue
            if line.strip() == GOES_ON and self.blocks:
                self.goes_on = True
                self.at += 1
                continue
            if line.startswith(FENCE):
                self._box()
            elif begins_table(self.lines[self.at : self.at + 2]):
                self._table()
            elif begins_picture(self.lines[self.at : self.at + 2]):
                self._picture()
            elif self._begins_list(refuses=bool(self.blocks)):
                self._list()
            else:
                self._passage()
            self.goes_on = self.in_box
        if self.goes_on and not self.in_box:
            message = _(
                "Nothing stands below the line “+”; write the text that goes on, or take it out."
            )
            raise MarkupError(message, GOES_ON)
        return self.blocks

    def _passage(self) -> None:
        """Sentences up to a blank line or whatever else begins."""
        start = self.at
        words = []
        while self.at < len(self.lines) and self._is_text(start):
            words.append(without_escape(self.lines[self.at]))
            self.at += 1
        if self.blocks and isinstance(self.blocks[-1], Passage) and not self.goes_on:
            message = _("a second paragraph begins here; a paragraph of the report stands alone.")
            raise MarkupError(message, self.lines[start])
        self.blocks.append(Passage(read_spans(" ".join(words))))

    def _is_text(self, start: int) -> bool:
        line = self.lines[self.at]
        if self.at == start:
            refuse_plus(line)
            return True
        if not line.strip() or line.strip() == GOES_ON or line.startswith(FENCE):
            return False
        refuse_plus(line)
        rest = self.lines[self.at : self.at + 2]
        marked = begins_table(rest) or begins_picture(rest)
        return not marked and not self._begins_list(refuses=True)

    def _begins_list(self, *, refuses: bool) -> bool:
        before = above(self.lines, self.at)
        return begins_list(ahead(self.lines, self.at), before, refuses=refuses)

    def _list(self) -> None:
        if not self.blocks:
            message = _("A paragraph begins with a sentence; put the points below it.")
            raise MarkupError(message, self.lines[self.at])
        reader = ListReader(self.lines, self.at)
        self.blocks.append(reader.read())
        self.at = reader.at

    def _table(self) -> None:
        table, self.at = read_table(self.lines, self.at)
        self.blocks.append(table)

    def _picture(self) -> None:
        picture, self.at = read_picture(self.lines, self.at)
        self.blocks.append(picture)

    def _box(self) -> None:
        """From ":::" with a title to ":::" alone."""
        opening = self.lines[self.at]
        title = opening.strip().strip(":").strip()
        ends = (n for n in range(self.at + 1, len(self.lines)) if self.lines[n].startswith(FENCE))
        end = next(ends, 0)
        if self.in_box or not end or self.lines[end].strip().strip(":"):
            message = _("A box is not closed: “%(near)s”. End it with a line “:::”.")
            raise MarkupError(message % {"near": opening[:30]}, opening)
        inner = _BlockReader(self.lines[self.at + 1 : end], in_box=True).read()
        blocks = tuple(one for one in inner if not isinstance(one, TextBox))
        if not blocks:
            message = _("A box is empty: “%(near)s”. Write its text, or take it out.")
            raise MarkupError(message % {"near": opening[:30]}, opening)
        self.blocks.append(TextBox(plain_words(title, _("The title of a box")), blocks))
        self.at = end + 1
