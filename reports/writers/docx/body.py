"""The blocks of the paper after the cover."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from reports.document.tree import (
    Appendix,
    Block,
    Box,
    BulletList,
    Figure,
    Heading,
    Paragraph,
    Passage,
    Picture,
    Table,
    TypedWords,
)
from reports.writers.docx import look
from reports.writers.docx.blocks import box_cell, paragraph, row, table
from reports.writers.docx.blocks import field as word_field
from reports.writers.docx.bookmarks import Bookmarks
from reports.writers.docx.charts import Chart, make_chart
from reports.writers.docx.drawing import inline_chart, inline_picture
from reports.writers.docx.inline import InlineWriter, plain_runs, word_language
from reports.writers.docx.numbering import Lists
from reports.writers.docx.points import PointWriter
from reports.writers.docx.properties import run_properties
from reports.writers.docx.sections import Sections
from reports.writers.docx.style_kit import NUMBERED, numbered
from reports.writers.docx.tables import paper_table
from reports.writers.docx.xml import Element, w

NO_BREAK_SPACE = "\u00a0"
# The white at both sides within a box, in twips.
BOX_SIDES = 454


def _at_edge(in_box: bool, *, marked: bool = False) -> list[Element]:
    """Properties of a paragraph at the edge of its cell, in a box; one that is `marked` in the column of
    numbers has no mark there."""
    if not in_box:
        return []
    unmarked = [w("numPr", w("numId", val=0))] if marked else []
    return [*unmarked, w("ind", left=0, firstLine=0)]


@dataclass
class BodyWriter:
    """Writes blocks in order. `add_chart` and `add_picture` put one into the package and return its id.

    `appendix` is the one whose section is being written, None before the first.
    """

    inline: InlineWriter
    bookmarks: Bookmarks
    language: str
    dated: date
    add_chart: Callable[[Chart], str]
    add_picture: Callable[[Picture], str]
    lists: Lists
    sections: Sections
    appendix: Appendix | None = field(default=None, init=False)
    _numbers: int = field(default=NUMBERED, init=False)
    _drawings: int = field(default=0, init=False)

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[Element]:
        """All blocks; each knows what follows, to stay with a list it announces."""
        for block, following in pairwise((*blocks, None)):
            if block is not None:
                yield from self._block(block, following)

    def _block(self, block: Block, following: Block | None) -> Iterator[Element]:
        if isinstance(block, Heading):
            yield from self._heading(block)
        elif isinstance(block, Paragraph):
            yield self._paragraph(block, announces=isinstance(following, BulletList))
        elif isinstance(block, Passage):
            yield self._passage(block, announces=isinstance(following, BulletList))
        elif isinstance(block, BulletList):
            yield from self._points().blocks(block)
        elif isinstance(block, Box):
            yield from self._box(block)
        elif isinstance(block, Figure):
            yield from self._figure(block)
        elif isinstance(block, Picture):
            yield from self._picture(block)
        elif isinstance(block, Appendix):
            yield from self._appendix(block)
        else:
            yield from self._table(block)

    def _appendix(self, appendix: Appendix) -> Iterator[Element]:
        """A section of its own, whose paragraphs count from 1; the title under the label."""
        yield self.sections.break_before(self.appendix)
        self.appendix, self._numbers = appendix, self.lists.restart(NUMBERED)
        self.inline.in_appendix = True
        title = list(self.inline.runs(appendix.children))
        words = [*plain_runs(appendix.label), *([w("r", w("br"))] if title else []), *title]
        yield paragraph("Heading1", self.bookmarks.around(appendix.id, words))

    def _heading(self, heading: Heading) -> Iterator[Element]:
        content = self.bookmarks.around(heading.id, self.inline.runs(heading.children))
        yield paragraph(f"Heading{heading.level}", content)
        if heading.subtitle:
            yield paragraph("HeadingSubtitle", self.inline.runs(heading.subtitle))

    def _paragraph(self, block: Paragraph, *, announces: bool) -> Element:
        language = block.language if block.language != self.language else ""
        runs = list(self.inline.runs(block.children, language, strong=block.decision))
        if block.untranslated:
            mark = f"[{block.language}]"
            runs = [*plain_runs(mark, "UntranslatedMark"), *plain_runs(NO_BREAK_SPACE), *runs]
        content = self.bookmarks.around(block.id, runs)
        return paragraph(
            "NumberedParagraph",
            content,
            w("keepNext") if announces else None,
            numbered(self._numbers) if self._numbers != NUMBERED else None,
            # The look of the mark at the paragraph's end is that of its number.
            run_properties("", strong=True) if block.decision else None,
        )

    def _passage(self, block: Passage, *, announces: bool) -> Element:
        """Text without a number, where the words of its paragraph stand."""
        runs = self.inline.runs(
            block.children, self._foreign(block.language), strong=block.decision
        )
        return paragraph("ParagraphContinued", runs, w("keepNext") if announces else None)

    def _foreign(self, language: str) -> str:
        return language if language != self.language else ""

    def _box(self, box: Box) -> Iterator[Element]:
        """A table of one cell, so that the frame holds the points too."""
        language = self._foreign(box.language)
        title = plain_runs(box.title, word_language=word_language(language) if language else "")
        content = [paragraph("BoxLabel", title)] if box.title else []
        for block in box.blocks:
            match block:
                case BulletList():
                    content += self._points(-look.HANG).blocks(block)
                case Table():
                    content += self._table(block, in_box=True)
                case Picture():
                    content += self._picture(block, in_box=True)
                case Passage():
                    words = self.inline.runs(block.children, language)
                    content.append(paragraph("BoxText", words))
        # What holds a table or a picture may be longer than the rest of a page.
        whole = not any(isinstance(one, Table | Picture) for one in box.blocks)
        frame = row([box_cell(self._room, content)], whole=whole)
        yield table([self._room], [frame], indent=look.HANG)
        # Without a paragraph after it a table swallows the next one.
        yield paragraph("CoverGap")

    def _points(self, shift: int = 0) -> PointWriter:
        return PointWriter(self.inline, self.lists, self.language, shift)

    def _figure(self, figure: Figure) -> Iterator[Element]:
        caption = [*_label("Figure", figure.label), *plain_runs(f". {figure.caption}")]
        yield paragraph("Caption", self.bookmarks.around(figure.id, caption))
        keep = w("keepNext") if figure.data.note else None
        yield paragraph("Figure", self._drawing(figure), keep)
        if figure.data.note:
            yield paragraph("FigureNote", plain_runs(figure.data.note))

    def _drawing(self, figure: Figure) -> list[Element]:
        """The chart; a figure of nothing has none, and its words say so."""
        if not figure.data.points:
            return list(plain_runs(figure.data.alt, emphasis=True))
        chart = make_chart(figure.data, self.language, self.dated)
        self._drawings += 1
        return [inline_chart(figure, chart, self.add_chart(chart), self._drawings)]

    def _picture(self, picture: Picture, *, in_box: bool = False) -> Iterator[Element]:
        caption = self._typed(picture.caption, picture.language, ". ")
        words = [*_label("Figure", picture.label), *caption]
        yield paragraph(
            "Caption", self.bookmarks.around(picture.id, words), *_at_edge(in_box, marked=True)
        )
        self._drawings += 1
        drawing = inline_picture(
            picture,
            self.add_picture(picture),
            self._drawings,
            self._room - (BOX_SIDES if in_box else 0),
            landscape=self.appendix is not None and self.appendix.landscape,
        )
        keep = w("keepNext") if picture.note else None
        yield paragraph("Figure", [drawing], keep, *_at_edge(in_box))
        if picture.note:
            note = self._typed(picture.note, picture.language)
            yield paragraph("FigureNote", note, *_at_edge(in_box))

    @property
    def _room(self) -> int:
        """The width of the text beside the column of numbers."""
        landscape = self.appendix is not None and self.appendix.landscape
        return (look.LANDSCAPE_TEXT if landscape else look.PAGE_TEXT) - look.HANG

    def _table(self, table: Table, *, in_box: bool = False) -> Iterator[Element]:
        if table.title:
            between = ". " if table.label and table.caption else ""
            words = [*_label("Table", table.label), *self._typed(table.caption, "", between)]
            yield paragraph(
                "Caption", self.bookmarks.around(table.id, words), *_at_edge(in_box, marked=True)
            )
        if table.columns:
            room, indent = (self._room - BOX_SIDES, 0) if in_box else (self._room, look.HANG)
            yield paper_table(table, self.inline, room, indent)
        # Without a paragraph after it a table swallows the next one.
        style = "FigureNote" if table.note else "CoverGap"
        yield paragraph(style, self._typed(table.note, ""), *_at_edge(in_box))

    def _typed(self, words: TypedWords, language: str, before: str = "") -> Iterator[Element]:
        """A caption or note in its language, `before` in front of it."""
        foreign = self._foreign(language)
        code = word_language(foreign) if foreign else ""
        if isinstance(words, str):
            yield from plain_runs(before + words, word_language=code)
            return
        yield from plain_runs(before, word_language=code) if before else ()
        yield from self.inline.runs(words.children, foreign)


def _label(what: str, label: str) -> Iterator[Element]:
    """ "Figure 1" with its number as a field, so that Word can list the figures of the paper."""
    words = label.rstrip("0123456789")
    yield from plain_runs(words)
    if number := label.removeprefix(words):
        yield word_field(f"SEQ {what} \\* ARABIC", number)
