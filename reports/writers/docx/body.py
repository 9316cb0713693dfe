"""The blocks of the paper after the cover."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from reports.tree import Appendix, Block, BulletList, Figure, Heading, Paragraph, Table
from reports.writers.docx.blocks import field as word_field
from reports.writers.docx.blocks import paragraph
from reports.writers.docx.bookmarks import Bookmarks
from reports.writers.docx.charts import Chart, make_chart
from reports.writers.docx.drawing import inline_chart
from reports.writers.docx.inline import InlineWriter, plain_runs
from reports.writers.docx.tables import paper_table
from reports.writers.docx.xml import Element, w

NO_BREAK_SPACE = "\u00a0"


@dataclass
class BodyWriter:
    """Writes blocks in order. `add_chart` puts a chart into the package and returns its id."""

    inline: InlineWriter
    bookmarks: Bookmarks
    language: str
    dated: date
    add_chart: Callable[[Chart], str]
    _drawings: int = field(default=0, init=False)

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[Element]:
        """All blocks; each knows what follows, to stay with a list it announces."""
        for block, following in pairwise((*blocks, None)):
            if block is not None:
                yield from self._block(block, following)

    def _block(self, block: Block, following: Block | None) -> Iterator[Element]:
        if isinstance(block, Heading):
            yield self._heading(block)
        elif isinstance(block, Paragraph):
            yield self._paragraph(block, announces=isinstance(following, BulletList))
        elif isinstance(block, BulletList):
            yield from self._list(block)
        elif isinstance(block, Figure):
            yield from self._figure(block)
        elif isinstance(block, Appendix):
            yield self._appendix(block)
        else:
            yield from self._table(block)

    def _appendix(self, appendix: Appendix) -> Element:
        words = [*plain_runs(f"{appendix.label}  "), *self.inline.runs(appendix.children)]
        content = self.bookmarks.around(appendix.id, words)
        return paragraph("Heading1", content, w("pageBreakBefore"))

    def _heading(self, heading: Heading) -> Element:
        content = self.bookmarks.around(heading.id, self.inline.runs(heading.children))
        return paragraph(f"Heading{heading.level}", content)

    def _paragraph(self, block: Paragraph, *, announces: bool) -> Element:
        language = block.language if block.language != self.language else ""
        runs = list(self.inline.runs(block.children, language))
        if block.untranslated:
            mark = f"[{block.language}]"
            runs = [*plain_runs(mark, "UntranslatedMark"), *plain_runs(NO_BREAK_SPACE), *runs]
        content = self.bookmarks.around(block.id, runs)
        return paragraph("NumberedParagraph", content, w("keepNext") if announces else None)

    def _list(self, block: BulletList) -> Iterator[Element]:
        language = block.language if block.language != self.language else ""
        for item in block.items:
            yield paragraph("ListBullet", self.inline.runs(item, language))

    def _figure(self, figure: Figure) -> Iterator[Element]:
        caption = [*_caption_label(figure), *plain_runs(f". {figure.caption}")]
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

    def _table(self, table: Table) -> Iterator[Element]:
        if table.title:
            caption = self.bookmarks.around(table.id, plain_runs(table.title))
            yield paragraph("Caption", caption)
        if table.columns:
            yield paper_table(table)
        # Without a paragraph after it a table swallows the next one.
        yield paragraph("FigureNote" if table.note else "CoverGap", plain_runs(table.note))


def _caption_label(figure: Figure) -> Iterator[Element]:
    """ "Figure 1" with its number as a field, so that Word can list the figures of the paper."""
    number = str(figure.number)
    if not figure.label.endswith(number):
        yield from plain_runs(figure.label)
        return
    yield from plain_runs(figure.label.removesuffix(number))
    yield word_field("SEQ Figure \\* ARABIC", number)
