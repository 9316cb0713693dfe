"""The sections of a paper on the template's page, and what must grow or shrink with the text's width."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise

from reports.writers.docx import look
from reports.writers.docx.template.matching import attribute
from reports.writers.docx.template.page import Page
from reports.writers.docx.template.read import DocxTemplate
from reports.writers.docx.template.schema_order import SECTION_RANK, local, put
from reports.writers.docx.xml import Element, qualified, w

# Taken from the template's section; the rest is the paper's.
_EVERYWHERE = ("pgBorders", "lnNumType", "docGrid", "paperSrc")
_AT_FIRST = ("pgNumType", "titlePg", "vAlign")
# Of the paper's own section: notes and pages that start anew in an appendix, direction of the text.
_OURS = ("footnotePr", "type", "bidi", "cols", "pgNumType")
_SECTION = qualified("w:sectPr")


def sections(body: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Each section's properties with the blocks it holds, in order."""
    blocks: list[Element] = []
    for block in body:
        if block.tag == _SECTION:
            yield block, blocks
            return
        blocks.append(block)
        inner = block.find(f"{qualified('w:pPr')}/{_SECTION}")
        if inner is not None:
            yield inner, blocks
            blocks = []


def page_of(section: Element, template: DocxTemplate) -> Page:
    """The template's page, on its side where the paper's section is and the template's is not."""
    sideways = Page.of(section).is_landscape and not template.page.is_landscape
    return template.page.turned() if sideways else template.page


def template_section(
    section: Element, template: DocxTemplate, references: Sequence[Element], *, first: bool
) -> Element:
    """A section of the paper as the template has it; `references` are its headers and footers."""
    new = w("sectPr", list(references))
    if not template.margins:
        kept = [
            one for one in section if local(one).endswith("Reference") or local(one) == "titlePg"
        ]
        for one in kept:
            new.append(deepcopy(one))
    for name in _OURS:
        _copy(section, new, name)
    for name in (*_EVERYWHERE, *(_AT_FIRST if first else ())):
        if name != "titlePg" or template.margins:
            _copy(template.section, new, name)
    columns = template.section.find(qualified("w:cols"))
    if columns is not None and attribute(columns, "num") in {"", "1"}:
        put(new, deepcopy(columns), SECTION_RANK)
    for element in page_of(section, template).elements():
        put(new, element, SECTION_RANK)
    new[:] = sorted(new, key=lambda one: SECTION_RANK[local(one)])
    return new


def _copy(source: Element, target: Element, name: str) -> None:
    found = source.find(qualified(f"w:{name}"))
    if found is not None:
        put(target, deepcopy(found), SECTION_RANK)


def fit(blocks: Sequence[Element], ours: int, theirs: int, indent: int) -> None:
    """Give tables and drawings the width they have of `ours`, of `theirs`; `indent` is a figure's."""
    for block in blocks:
        for table in block.iter(qualified("w:tbl")):
            _fit_table(table, theirs / ours)
        for extent in block.iter(qualified("wp:extent")):
            hang = look.HANG * look.EMU_PER_TWIP
            wide = round((int(extent.get("cx", "0")) + hang) * theirs / ours)
            extent.set("cx", str(wide - indent * look.EMU_PER_TWIP))


def _fit_table(table: Element, scale: float) -> None:
    indent = _whole(table.find(f"{qualified('w:tblPr')}/{qualified('w:tblInd')}"))
    columns = table.findall(f"{qualified('w:tblGrid')}/{qualified('w:gridCol')}")
    old = [_whole(column) for column in columns]
    target = round((sum(old) + indent) * scale) - indent
    edges = [round(sum(old[:count]) * target / sum(old)) for count in range(len(old) + 1)]
    new = [right - left for left, right in pairwise(edges)]
    for column, width in zip(columns, new, strict=True):
        column.set(qualified("w:w"), str(width))
    _set_width(table.find(f"{qualified('w:tblPr')}/{qualified('w:tblW')}"), target)
    for row in table.iter(qualified("w:tr")):
        at = 0
        for cell in row.findall(qualified("w:tc")):
            properties = qualified("w:tcPr")
            span = attribute(cell.find(f"{properties}/{qualified('w:gridSpan')}"))
            count = int(span or 1)
            _set_width(cell.find(f"{properties}/{qualified('w:tcW')}"), sum(new[at : at + count]))
            at += count


def _whole(element: Element | None) -> int:
    return int(attribute(element, "w") or 0)


def _set_width(element: Element | None, width: int) -> None:
    if element is not None:
        element.set(qualified("w:w"), str(width))
