"""The blocks of one paragraph in one language: its sentences, and what stands under them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from reports.composing.decision import decision_mark, ended_points
from reports.composing.inline import Inliner
from reports.composing.numbering import table_name
from reports.document import tree
from reports.document.inline_markup import words_in
from reports.document.picture_files import PictureFile
from reports.document.spans import (
    MarkupError,
    ParagraphMarkup,
    Passage,
    PointList,
    Spans,
    TextBlock,
    TextBox,
    TextSpan,
    TypedPicture,
    TypedTable,
)


@dataclass
class TextBlocks:
    """Makes the blocks of the paragraph `key`.

    `language` is set where its text is not in the document's; `printed` names the tables that the
    paper has already, `generated` those that are made from data and that no text can have; `pictures` are
    those of the report.
    """

    inliner: Inliner
    key: str
    language: str
    decides: bool
    printed: set[str]
    generated: Collection[str]
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    tables: int = 0
    boxes: int = 0

    def blocks(self, markup: ParagraphMarkup) -> Iterator[tree.Block]:
        """The numbered paragraph, then what stands under it in order."""
        yield tree.Paragraph(
            id=f"para/{self.key}",
            number=self.inliner.numbering.paragraphs[self.key],
            children=self.inliner.inline(self.key, markup.children, self.language),
            language=self.language,
            untranslated=bool(self.language),
            decision=self.decides,
        )
        for block, following in pairwise((*markup.blocks, None)):
            if block is not None:
                yield self._block(block, following)

    def _block(self, block: TextBlock, following: TextBlock | None) -> tree.Block:
        match block:
            case Passage():
                return self._passage(block, decides=self.decides)
            case PointList():
                if self.decides:
                    goes_on = isinstance(following, Passage)
                    words = self.inliner.speaking(self.language)
                    block = ended_points(block, words, "" if goes_on else None)
                return self._list(block, decides=self.decides)
            case TypedTable():
                return self._table(block)
            case TypedPicture():
                return self._picture(block)
            case TextBox():
                return self._box(block)

    def _passage(self, passage: Passage, *, decides: bool) -> tree.Passage:
        return tree.Passage(
            children=self.inliner.inline(self.key, passage.children, self.language),
            language=self.language,
            decision=decides,
        )

    def _list(self, points: PointList, *, decides: bool, depth: int = 0) -> tree.BulletList:
        items: list[tree.PointItem] = []
        for point in points.points:
            words = self.inliner.inline(self.key, point.children, self.language)
            below = (self._list(one, decides=decides, depth=depth + 1) for one in point.below)
            items.append((*words, *below))
        return tree.BulletList(
            items=tuple(items),
            language=self.language,
            letters=decides,
            mark=decision_mark(points.mark, depth) if decides else points.mark,
        )

    def _table(self, table: TypedTable) -> tree.Table:
        name = table_name(self.key, table.key, self.tables)
        self.tables += 1
        if name in self.printed or name in self.generated:
            message = _("the table %(key)s stands in the paper already; give this one another key.")
            raise MarkupError(message % {"key": name}, words_in(table.caption))
        self.printed.add(name)
        return tree.Table(
            id=f"table/{name}",
            label=self.inliner.profile.table(self.inliner.numbering.tables[name]),
            caption=self._typed(table.caption),
            columns=tuple(map(self._typed, table.columns)),
            rows=tuple(tuple(map(self._cell, row)) for row in table.rows),
            numeric=table.numeric,
            note=self._typed(table.note),
            language=self.language,
        )

    def _picture(self, picture: TypedPicture) -> tree.Picture:
        file, target = self.pictures.get(picture.key), f"fig/{picture.key}"
        if file is None:
            message = _(
                "the report has no picture %(key)s. Upload it under Pictures, or take it out of the text."
            )
            raise MarkupError(message % {"key": picture.key}, words_in(picture.caption))
        if target in self.printed:
            message = _("the picture %(key)s stands in the paper already; upload another for here.")
            raise MarkupError(message % {"key": picture.key}, words_in(picture.caption))
        self.printed.add(target)
        number = self.inliner.numbering.figures[picture.key]
        return tree.Picture(
            id=target,
            number=number,
            label=self.inliner.profile.figure(number),
            caption=self._typed(picture.caption),
            alt=self._typeset(picture.alt),
            sha256=file.sha256,
            width=file.width,
            height=file.height,
            note=self._typed(picture.note),
            language=self.language,
        )

    def _cell(self, cell: Spans) -> tree.CellWords:
        nodes = self.inliner.inline(self.key, cell, self.language, in_cell=True)
        return tree.CellWords(children=nodes)

    def _box(self, box: TextBox) -> tree.Box:
        self.boxes += 1
        return tree.Box(
            id=f"box/{self.key}/{self.boxes}",
            title=self._typeset(box.title),
            blocks=tuple(map(self._in_box, box.blocks)),
            language=self.language,
        )

    def _in_box(
        self, block: Passage | PointList | TypedTable | TypedPicture
    ) -> tree.Passage | tree.BulletList | tree.Table | tree.Picture:
        match block:
            case Passage():
                return self._passage(block, decides=False)
            case PointList():
                return self._list(block, decides=False)
            case TypedTable():
                return self._table(block)
            case TypedPicture():
                return self._picture(block)

    def _typed(self, words: Spans) -> tree.TypedWords:
        """A caption, head or note: plain words, unless they have marks."""
        if all(isinstance(span, TextSpan) and span.is_plain for span in words):
            return self._typeset(words_in(words))
        return tree.CellWords(children=self.inliner.inline(self.key, words, self.language))

    def _typeset(self, text: str) -> str:
        return text if self.language else self.inliner.profile.typeset(text)
