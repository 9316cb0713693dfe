"""The blocks of a paper as HTML: headings, numbered paragraphs, lists, figures, tables, notes."""

import base64
from collections.abc import Sequence
from typing import Final

from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from core.figures.page import figure_view
from core.figures.registry import FigureData
from core.figures.svg import Address
from reports.document.picture_files import CONTENT_TYPE
from reports.document.tree import (
    Appendix,
    Block,
    Box,
    BulletList,
    CellWords,
    Figure,
    Heading,
    Note,
    Paragraph,
    Passage,
    Picture,
    PointItem,
    Table,
    TableCell,
    TypedWords,
    lists_under,
    words_of,
)
from reports.writers.columns import column_kind
from reports.writers.html.inline import InlineWriter
from reports.writers.html.options import MovedPoint, MovedRow, Options
from reports.writers.pictures import picture_bytes

NOTHING: Final = SafeString("")
# The look of what stands before a point, by what the first was typed with (paper.css).
_MARKED: Final = {
    "1.": "by-figure",
    "1)": "by-figure-half",
    "(1)": "by-figure-full",
    "a)": "by-letter-half",
    "(a)": "by-letter-full",
    "i)": "by-roman-half",
    "(i)": "by-roman-full",
}
DEEPEST = 6


def heading_tag(level: int) -> str:
    """`h1` to `h6`; HTML has no deeper one."""
    return f"h{min(max(level, 1), DEEPEST)}"


def language_attribute(language: str) -> SafeString:
    """` lang="de"`, or nothing where the language is that of the surroundings."""
    return format_html(' lang="{}"', language) if language else NOTHING


class BlockWriter:
    """Writes blocks of a document in `language`, in order."""

    def __init__(self, language: str, options: Options) -> None:
        self.language = language
        self.options = options
        self.inline = InlineWriter(options)

    def all(self, blocks: Sequence[Block]) -> SafeString:
        """A whole document, with the notes of each part at its end; an appendix is a part of its own."""
        lines: list[SafeString] = []
        for block in blocks:
            if isinstance(block, Appendix):
                lines += self._end()
                self.inline.notes, self.inline.part = [], block.id
                look = SafeString("appendix landscape" if block.landscape else "appendix")
                title = self.options.anchor(block.id)
                lines.append(format_html('<section class="{}" aria-labelledby="{}">', look, title))
            lines.append(self.one(block))
        lines += self._end()
        return format_html_join("\n", "{}", ((line,) for line in lines if line))

    def _end(self) -> list[SafeString]:
        return [self._notes(), SafeString("</section>") if self.inline.part else NOTHING]

    def one(self, block: Block) -> SafeString:
        """One block."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block)
            case Passage():
                return self._passage(block)
            case BulletList():
                return self._list(block)
            case Figure():
                return self._figure(block)
            case Table():
                return self._table(block)
            case Picture():
                return self._picture(block)
            case Box():
                return self._box(block)
            case Appendix():
                return self._appendix(block)

    def _heading(self, heading: Heading) -> SafeString:
        tag = heading_tag(self.options.top + heading.level)
        sign = SafeString('<span aria-hidden="true">▶ </span>') if heading.level == 1 else NOTHING
        words = format_html(
            '<{0} class="heading heading-{1}" id="{2}">{3}{4}</{0}>',
            SafeString(tag),
            heading.level,
            self.options.anchor(heading.id),
            sign,
            self.inline.run(heading.children),
        )
        if not heading.subtitle:
            return words
        line = self.inline.run(heading.subtitle)
        return format_html('{}\n<p class="subtitle">{}</p>', words, line)

    def _appendix(self, appendix: Appendix) -> SafeString:
        return format_html(
            '<{0} class="heading heading-1" id="{1}">'
            '<span class="appendix-label">{2}</span> {3}</{0}>',
            SafeString(heading_tag(self.options.top + 1)),
            self.options.anchor(appendix.id),
            appendix.label,
            self.inline.run(appendix.children),
        )

    def _paragraph(self, paragraph: Paragraph) -> SafeString:
        return format_html(
            '<div class="para{}" id="{}"><b class="para-number">{}.</b>'
            '<div class="para-text">{}<p{}>{}</p></div></div>',
            " decision" if paragraph.decision else "",
            self.options.anchor(paragraph.id),
            paragraph.number,
            self._untranslated() if paragraph.untranslated else NOTHING,
            language_attribute(paragraph.language),
            self.inline.run(paragraph.children),
        )

    def _untranslated(self) -> SafeString:
        return format_html(
            '<span class="untranslated" lang="{}">{}</span>',
            get_language() or self.language,
            gettext("Not translated yet"),
        )

    def _passage(self, passage: Passage) -> SafeString:
        return format_html(
            '<p class="para-more{}"{}>{}</p>',
            " decision" if passage.decision else "",
            language_attribute(passage.language),
            self.inline.run(passage.children),
        )

    def _list(self, points: BulletList) -> SafeString:
        mark = points.first_mark
        return format_html(
            '<{0} class="points{1}"{2}>{3}</{4}>',
            SafeString(_ordered(mark) if mark else "ul"),
            (" lettered" if points.letters else "")
            + (f" {_MARKED[points.mark]}" if points.mark else ""),
            language_attribute(points.language),
            format_html_join("", "<li>{}{}</li>", map(self._point, points.items)),
            SafeString("ol" if mark else "ul"),
        )

    def _point(self, item: PointItem) -> tuple[SafeString, SafeString]:
        below = format_html_join("", "{}", ((self._list(one),) for one in lists_under(item)))
        return self.inline.run(words_of(item)), below

    def _box(self, box: Box) -> SafeString:
        inner = format_html_join(
            "",
            "{}",
            ((self.one(one),) for one in box.blocks),
        )
        title = format_html('<p class="text-box-title">{}</p>', box.title) if box.title else NOTHING
        return format_html(
            '<div class="text-box" role="group" id="{}"{}{}>{}{}</div>',
            self.options.anchor(box.id),
            format_html(' aria-label="{}"', box.title) if box.title else NOTHING,
            language_attribute(box.language),
            title,
            inner,
        )

    def _figure(self, figure: Figure) -> SafeString:
        downloads = self.options.downloads
        drawn = figure_view(
            figure.data,
            id=self.options.anchor(figure.id),
            label=figure.label,
            caption=figure.caption,
            language=self.language,
            address=self._address(figure.data),
            interactive=self.options.interactive,
            downloads=downloads(figure) if downloads else (),
        ).html()
        return format_html(
            "{}{}", drawn, self._moved(self.options.moved_figures.get(figure.id, ()))
        )

    def _picture(self, picture: Picture) -> SafeString:
        return format_html(
            '<figure class="paper-picture" id="{}"{}><figcaption>'
            '<span aria-hidden="true">▶ </span><b>{}.</b> {}</figcaption>'
            '<img src="{}" alt="{}" width="{}" height="{}">{}</figure>',
            self.options.anchor(picture.id),
            language_attribute(picture.language),
            picture.label,
            self._cell(picture.caption),
            self._source(picture),
            picture.alt,
            picture.width,
            picture.height,
            self._note_under(picture.note),
        )

    def _source(self, picture: Picture) -> str:
        """Where the picture is had: at an address of ours, or in the page itself."""
        if self.options.picture_address is not None:
            return self.options.picture_address(picture)
        content = base64.b64encode(picture_bytes(picture)).decode("ascii")
        return f"data:{CONTENT_TYPE};base64,{content}"

    def _moved(self, points: Sequence[MovedPoint] | Sequence[MovedRow]) -> SafeString:
        """What the data say now of the bars or rows that differ."""
        if not points:
            return SafeString()
        lines = format_html_join(
            "",
            '<li>{} <s>{}</s> <span class="unseen">{} </span><ins>{}</ins></li>',
            (
                (label, "–" if old is None else old, gettext("is now"), "–" if new is None else new)
                for label, old, new in points
            ),
        )
        return format_html('<ul class="figure-moved">{}</ul>', lines)

    def _address(self, data: FigureData) -> Address | None:
        address = self.options.figure_address
        return (lambda point: address(data, point)) if address else None

    def _table(self, table: Table) -> SafeString:
        kinds = [column_kind(table, place) for place in range(len(table.columns))]
        columns = format_html_join(
            "",
            '<th scope="col"{}>{}</th>',
            (
                (_kind(kind), self._cell(name))
                for kind, name in zip(kinds, table.columns, strict=True)
            ),
        )
        return format_html(
            '<div class="paper-table" id="{0}" tabindex="0" role="region" aria-label="{1}"{6}><table>'
            "<caption>{7}</caption><thead><tr>{2}</tr></thead><tbody>{3}</tbody></table>{4}{5}</div>{8}",
            self.options.anchor(table.id),
            table.title,
            columns,
            self._rows(table, kinds),
            self._note_under(table.note),
            self._cut(table),
            language_attribute(table.language),
            self._titled(table),
            self._moved(self.options.moved_tables.get(table.id, ())),
        )

    def _titled(self, table: Table) -> SafeString:
        """Label and caption, with its marks."""
        between = ". " if table.label and table.caption else ""
        return format_html("{}{}{}", table.label, between, self._cell(table.caption))

    def _note_under(self, note: TypedWords) -> SafeString:
        return format_html('<p class="paper-note">{}</p>', self._cell(note)) if note else NOTHING

    def _cut(self, table: Table) -> SafeString:
        """That a long table goes on in the files; in the reader's language, not the paper's."""
        most = self.options.most_rows
        if most is None or len(table.rows) <= most:
            return NOTHING
        words = gettext("The first %(shown)s of %(count)s rows. The files hold all of them.")
        numbers = {"shown": number_format(most), "count": number_format(len(table.rows))}
        return format_html(
            '<p class="soft" lang="{}">{}</p>', get_language() or "", words % numbers
        )

    def _rows(self, table: Table, kinds: list[str]) -> SafeString:
        """The rows, with a heading across all columns before each group."""
        groups, form = dict(table.groups), _row(kinds)
        lines = []
        for number, row in enumerate(table.rows[: self.options.most_rows]):
            if number in groups:
                lines.append(_group(self._cell(groups[number]), len(kinds)))
            lines.append(SafeString(form.format(*map(self._cell, row))))
        return SafeString("".join(lines))

    def _cell(self, cell: TableCell) -> SafeString:
        """Plain words, a run that says of what language it is, or words with their marks."""
        if isinstance(cell, CellWords):
            return self.inline.run(cell.children)
        return conditional_escape(cell) if isinstance(cell, str) else self.inline.one(cell)

    def _notes(self) -> SafeString:
        """The notes of this part met so far, each with a way back to its mark."""
        if not self.inline.notes:
            return NOTHING
        # A list of its own: writing the notes must not add to what is being walked.
        notes = tuple(self.inline.notes)
        return format_html(
            '<section class="notes" role="doc-endnotes" aria-label="{}" lang="{}"><ol>{}</ol>'
            "</section>",
            gettext("Notes"),
            self.language,
            format_html_join("", "{}", ((self._note(note),) for note in notes)),
        )

    def _note(self, note: Note) -> SafeString:
        return format_html(
            '<li id="{}" value="{}">{} <a class="back" href="{}" role="doc-backlink"'
            ' aria-label="{}">↩︎</a></li>',
            self.options.anchor(self.inline.note_id(note)),
            note.number,
            self.inline.run(note.children),
            self.options.target(f"{self.inline.note_id(note)}-mark"),
            gettext("Back to the text"),
        )


def _ordered(mark: str) -> str:
    """The start tag of a list that counts as its first mark does."""
    return f'ol type="{mark.strip("().")}"'


def _kind(kind: str) -> SafeString:
    return format_html(' class="{}"', kind) if kind else NOTHING


def _group(words: SafeString, columns: int) -> SafeString:
    return format_html(
        '<tr class="table-group"><th scope="rowgroup" colspan="{}">{}</th></tr>', columns, words
    )


def _row(kinds: list[str]) -> SafeString:
    """A row as a format: the first cell names it. Made once a table, whatever it is long."""
    first, *others = (_kind(kind) for kind in kinds)
    cells = SafeString("").join(f"<td{kind}>{{}}</td>" for kind in others)
    return SafeString(f'<tr><th scope="row"{first}>{{}}</th>{cells}</tr>')
