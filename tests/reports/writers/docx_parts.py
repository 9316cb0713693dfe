"""Reading a .docx in tests: parts by path, XPath with the usual prefixes, text of paragraphs."""

import io
import zipfile
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from reports.document.tree import Document
from reports.writers.docx import write
from reports.writers.docx.xml import NAMESPACES, Element

MAIN = "word/document.xml"


class Parts:
    """The parts of a written paper."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def main(self) -> Element:
        return self.xml(MAIN)

    def xml(self, path: str) -> Element:
        return etree.fromstring(self.files[path])

    def trees(self) -> Iterator[tuple[str, Element]]:
        """Every XML part with its path."""
        for path in self.files:
            if path.endswith((".xml", ".rels")):
                yield path, self.xml(path)

    def find(self, query: str, path: str = MAIN) -> list[Element]:
        """The elements an XPath finds in a part."""
        return find(self.xml(path), query)

    def styled(self, style: str, path: str = MAIN) -> list[str]:
        """The texts of the paragraphs of a style."""
        query = f"//w:p[w:pPr/w:pStyle/@w:val='{style}']"
        return [text_of(paragraph) for paragraph in self.find(query, path)]


def parts_of(document: Document) -> Parts:
    """Write the paper and open it."""
    return Parts(write(document))


def find(element: Element, query: str) -> list[Element]:
    """XPath with the prefixes of the writer."""
    found = element.xpath(query, namespaces=NAMESPACES)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, etree._Element)]


def value(element: Element, name: str = "w:val") -> str:
    """An attribute by its prefixed name; "" where it is missing."""
    prefix, _, local = name.rpartition(":")
    return element.get(f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local, "")


def text_of(element: Element) -> str:
    """What an element prints: words, tabs, line breaks, and a footnote's mark as [1]."""
    pieces = []
    wanted = ".//w:t | .//w:tab[not(parent::w:tabs)] | .//w:br | .//w:footnoteReference"
    for node in find(element, wanted):
        tag = str(node.tag).rpartition("}")[2]
        mark = {"tab": "\t", "br": "\n"}.get(tag, f"[{value(node, 'w:id')}]")
        pieces.append(node.text or "" if tag == "t" else mark)
    return "".join(pieces)
