"""What a workbook says of itself besides its cells: its sheets, and the names it defines."""

from dataclasses import dataclass, field

from lxml import etree

from core.imports.excel_parts import WORKBOOK, elements, unpacked_parts, xml_of
from core.imports.problems import FileCheck


@dataclass(frozen=True)
class WorkbookNames:
    """The names of the sheets in their order, and texts that stand under a defined name."""

    sheets: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)


def names_in(content: bytes) -> WorkbookNames:
    """The names of a workbook; none of a file that is none, which reading its cells tells."""
    parts = unpacked_parts(content, FileCheck(""))
    if parts is None:
        return WorkbookNames()
    try:
        book = xml_of(parts[WORKBOOK])
    except (etree.XMLSyntaxError, ValueError):
        return WorkbookNames()
    sheets = tuple(str(one.get("name", "")) for one in elements(book, "sheet"))
    defined = elements(book, "definedName")
    found = {str(one.get("name")): str(one.text or "") for one in defined}
    texts = {
        name: text[1:-1]
        for name, text in found.items()
        if len(text) > 1 and text.startswith('"') and text.endswith('"')
    }
    return WorkbookNames(sheets, texts)
