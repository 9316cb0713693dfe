"""The first page: masthead, reference lines, banner, title, box; and its foot."""

from collections.abc import Iterator
from typing import TypedDict

from reports.document.tree import Cover
from reports.writers.docx import look
from reports.writers.docx.blocks import SIDES, box_cell, cell, paragraph, row, table
from reports.writers.docx.inline import InlineWriter, plain_runs
from reports.writers.docx.xml import Element, qualified, w

_FRAME, _CODE = 2900, 1250


class _Framed(TypedDict):
    colour: str
    align: str


_FRAMED: _Framed = {"colour": look.BLUE, "align": "center"}


def cover_blocks(cover: Cover, inline: InlineWriter) -> Iterator[Element]:
    """Everything above the first heading; lines without text are left out."""
    # Before a table that begins the paper LibreOffice would put a whole empty line.
    yield paragraph("CoverGap", (), w("spacing", after=0, line=20, lineRule="exact"))
    yield _masthead(cover)
    yield paragraph("CoverGap")
    yield from _reference_lines(cover)
    yield from _line("Banner", cover.banner)
    yield from _line("AgendaItem", cover.agenda_item)
    if not (cover.banner or cover.agenda_item):
        yield paragraph("CoverGap")
    yield from _line("Title", cover.title)
    if cover.box or cover.lines:
        yield _box(cover, inline)
        # Two tables, or a table and a heading, touch without a paragraph between them.
        yield paragraph("CoverGap")


def on_a_new_page(blocks: list[Element]) -> list[Element]:
    """The text behind a cover that stands alone. Before a table a paragraph of no height breaks the page,
    since a table cannot."""
    first = blocks[0] if blocks else None
    if first is None or first.tag != qualified("w:p"):
        return [paragraph("CoverGap", (), w("pageBreakBefore")), *blocks]
    properties = first.find(qualified("w:pPr"))
    if properties is None:
        properties = w("pPr")
        first.insert(0, properties)
    before = {qualified(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines")}
    place = sum(each.tag in before for each in properties)
    properties.insert(place, w("pageBreakBefore"))
    return blocks


def _line(style: str, text: str) -> Iterator[Element]:
    if text:
        yield paragraph(style, plain_runs(text))


def _masthead(cover: Cover) -> Element:
    name = [
        *_line("CoverBody", cover.body),
        *_line("CoverSession", cover.session),
        *_line("CoverSession", cover.session_place_dates),
    ]
    section = [*_line("CoverSection", cover.section), *_line("CoverSegment", cover.segment)]
    code = [*_line("CoverCode", cover.section_code)]
    widths = [look.PAGE_TEXT - _FRAME - _CODE, _FRAME, _CODE]
    if not section and not code:
        return table([look.PAGE_TEXT], [row([cell(look.PAGE_TEXT, name)])])
    cells = [cell(widths[0], name, margins=(0, 0, 0, 200), align="center")]
    cells += _framed(section, code, widths)
    return table(widths, [row(cells)])


def _framed(section: list[Element], code: list[Element], widths: list[int]) -> list[Element]:
    """Section and segment beside the code, in one frame; without a code the frame is theirs."""
    inner = (100, 160, 100, 120)
    if not code:
        width = widths[1] + widths[2]
        return [cell(width, section, frame=SIDES, margins=inner, span=2, **_FRAMED)]
    left = cell(widths[1], section, frame=("top", "left", "bottom"), margins=inner, **_FRAMED)
    around = ("top", "bottom", "right")
    right = cell(
        widths[2], code, fill=look.BLUE, frame=around, margins=(100, 60, 100, 60), **_FRAMED
    )
    return [left, right]


def _reference_lines(cover: Cover) -> Iterator[Element]:
    """The symbol at the left; date and original language at the right, under one rule."""
    for index, right in enumerate(text for text in (cover.date, cover.original) if text):
        symbol = cover.symbol if index == 0 else ""
        yield paragraph("CoverReference", _tabbed(symbol, right))
    if cover.symbol and not (cover.date or cover.original):
        yield paragraph("CoverReference", _tabbed(cover.symbol, ""))


def _tabbed(left: str, right: str) -> Iterator[Element]:
    yield from plain_runs(left, "CoverSymbol")
    if right:
        yield w("r", w("tab"))
        yield from plain_runs(right)


def _box(cover: Cover, inline: InlineWriter) -> Element:
    content = [*_line("BoxLabel", cover.box_label)]
    if cover.box:
        content.append(paragraph("BoxText", inline.runs(cover.box)))
    for line in cover.lines:
        label = plain_runs(line.label, strong=True)
        text = plain_runs(f" {line.text}" if line.label and line.text else line.text)
        content.append(paragraph("BoxText", [*label, *text]))
    return table([look.PAGE_TEXT], [row([box_cell(look.PAGE_TEXT, content)])])


def cover_foot(cover: Cover) -> list[Element]:
    """The foot of the first page: author unit and related documents, joined as the papers do."""
    return [line for _name, line in foot_lines(cover)]


def foot_lines(cover: Cover) -> Iterator[tuple[str, Element]]:
    """The lines of the foot that have a text, each with its name."""
    for name, (label, text) in (("author", cover.author_line), ("related", cover.related_line)):
        if text:
            runs = [*plain_runs(label, "FootLabel"), *plain_runs(f" {text}" if label else text)]
            yield name, paragraph("CoverFoot", runs)
