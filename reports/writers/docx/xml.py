"""A small language for WordprocessingML and its neighbours: `w("b")`, `w("p", w("r"))`.

Only what every part of a .docx needs: namespaces, an element factory per namespace, serialising.
"""

from collections.abc import Iterable
from typing import TypeAlias, cast

from lxml import etree

Element: TypeAlias = etree._Element  # lxml has no public name for the class
Child: TypeAlias = "Element | str | Iterable[Element] | None"

_OPEN = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "w": f"{_OPEN}/wordprocessingml/2006/main",
    "r": f"{_OPEN}/officeDocument/2006/relationships",
    "wp": f"{_OPEN}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_OPEN}/drawingml/2006/main",
    "c": f"{_OPEN}/drawingml/2006/chart",
    "pic": f"{_OPEN}/drawingml/2006/picture",
    "rel": f"{_OPEN}/package/2006/relationships",
    "ct": f"{_OPEN}/package/2006/content-types",
    "cp": f"{_OPEN}/package/2006/metadata/core-properties",
    "ep": f"{_OPEN}/officeDocument/2006/extended-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_DECLARED = {prefix: uri for prefix, uri in NAMESPACES.items() if prefix != "xml"}


def qualified(name: str) -> str:
    """The name lxml wants: "w:val" becomes "{http://…/main}val"; a name without prefix stays."""
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


class Maker:
    """Makes the elements of one namespace.

    Word reads the attributes of `w` only with their prefix, those of charts and drawings only
    without; `qualify` says which. An attribute named with a colon ("r:id") keeps its own prefix.
    """

    def __init__(self, prefix: str, *, qualify: bool = False) -> None:
        self._prefix = prefix
        self._attribute_prefix = f"{prefix}:" if qualify else ""

    def __call__(self, tag: str, *children: Child, **attributes: str | int) -> Element:
        element = etree.Element(
            qualified(f"{self._prefix}:{tag}"), nsmap={self._prefix: NAMESPACES[self._prefix]}
        )
        for name, value in attributes.items():
            full = name if ":" in name else self._attribute_prefix + name
            element.set(qualified(full), str(value))
        append(element, *children)
        return element


def append(element: Element, *children: Child) -> None:
    """Put elements, or the one text, into `element`; None is left out."""
    for child in children:
        if child is None:
            continue
        if isinstance(child, str):
            element.text = child
        elif isinstance(child, Element):
            element.append(child)
        else:
            element.extend(list(child))


w = Maker("w", qualify=True)
wp = Maker("wp")
a = Maker("a")
c = Maker("c")
pic = Maker("pic")


def root(prefix: str, tag: str, *children: Child, uses: str = "") -> Element:
    """The top element of a part, declaring its own namespace and those named in `uses`."""
    declared = {name: _DECLARED[name] for name in (prefix, *uses.split())}
    element = etree.Element(qualified(f"{prefix}:{tag}"), nsmap=declared)
    append(element, *children)
    etree.cleanup_namespaces(element, keep_ns_prefixes=list(declared))
    return element


def plain_root(prefix: str, tag: str, *children: Child) -> Element:
    """A top element in the default namespace, as package parts have it."""
    # lxml names the default namespace None, its stubs do not know that.
    nsmap = cast("dict[str, str]", {None: _DECLARED[prefix]})
    element = etree.Element(qualified(f"{prefix}:{tag}"), nsmap=nsmap)
    append(element, *children)
    return element


def serialise(element: Element) -> bytes:
    """The bytes of a part, in UTF-8 with the declaration Word writes itself."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
