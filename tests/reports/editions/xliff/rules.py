"""The rules of XLIFF 1.2 that the program's files keep, checked strictly and without a schema."""

from collections.abc import Iterator

from lxml import etree

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
XML = "{http://www.w3.org/XML/1998/namespace}"
# Of each element: attributes that must be there, those that may, and what stands in it in which order.
INLINE = ("g", "x", "ph", "mrk")
RULES: dict[str, tuple[set[str], set[str], tuple[str, ...]]] = {
    "xliff": ({"version"}, set(), ("file+",)),
    "file": (
        {"original", "source-language", "datatype"},
        {"target-language", "tool-id"},
        ("header?", "body"),
    ),
    "header": (set(), set(), ("tool*", "note*")),
    "tool": ({"tool-id", "tool-name"}, set(), ()),
    "body": (set(), set(), ("group*",)),
    "group": (set(), {"id", "resname", "restype"}, ("context-group*", "note*", "trans-unit*")),
    "context-group": (set(), {"purpose"}, ("context+",)),
    "context": ({"context-type"}, set(), ()),
    "note": (set(), {"from"}, ()),
    "trans-unit": ({"id"}, {"restype", f"{XML}space"}, ("source", "target?", "note*")),
    "source": (set(), {f"{XML}lang"}, INLINE),
    "target": (set(), {f"{XML}lang", "state"}, INLINE),
    "g": ({"id"}, {"ctype"}, INLINE),
    "x": ({"id"}, {"ctype", "xid", "equiv-text"}, ()),
    "ph": ({"id"}, {"ctype", "equiv-text"}, ()),
}
MIXED = {"source", "target", "g"}
TEXT = {"context", "note", "ph", *MIXED}
STATES = {"new", "translated", "needs-review-translation"}
CTYPES = {"bold", "italic", "link"}


def broken_rules(content: bytes) -> list[str]:
    """What a file does not keep; empty for a valid one."""
    root = etree.fromstring(content)
    return [*_element(root), *_ids(root)]


def _element(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element)
    if name.namespace != NAMESPACE or name.localname not in RULES:
        yield f"{element.tag} is no element"
        return
    needed, allowed, content = RULES[name.localname]
    given = set(map(str, element.attrib))
    yield from (f"{name.localname} lacks {one}" for one in needed - given)
    yield from (f"{name.localname} has {one}" for one in given - needed - allowed)
    words = (element.text or "") + "".join(child.tail or "" for child in element)
    if name.localname not in TEXT and words.strip():
        yield f"{name.localname} holds words"
    yield from _order(name.localname, [etree.QName(child).localname for child in element], content)
    for attribute, known in (("state", STATES), ("ctype", CTYPES), ("restype", set())):
        value = element.get(attribute)
        standard = {"listitem", "caption", "header", "cell"} if attribute == "restype" else known
        if value is not None and value not in standard and not value.startswith("x-"):
            yield f"{attribute}={value}"
    for child in element:
        yield from _element(child)


def _order(name: str, children: list[str], content: tuple[str, ...]) -> Iterator[str]:
    if name in MIXED:
        yield from (f"{one} in {name}" for one in children if one not in content)
        return
    place = 0
    for rule in content:
        wanted, count = rule.rstrip("*+?"), 0
        while place < len(children) and children[place] == wanted:
            place, count = place + 1, count + 1
        if (rule[-1] == "?" and count > 1) or (rule[-1] == "+" and not count):
            yield f"{count} {wanted} in {name}"
        if rule[-1] not in "*+?" and count != 1:
            yield f"{count} {wanted} in {name}"
    if place < len(children):
        yield f"{children[place]} is out of place in {name}"


def _ids(root: etree._Element) -> Iterator[str]:
    """Units stand once; the codes of a source stand once in it and in its target."""
    ids = [one.get("id") for one in root.iter(f"{{{NAMESPACE}}}trans-unit")]
    yield from (f"unit {one} twice" for one in set(ids) if ids.count(one) > 1)
    for unit in root.iter(f"{{{NAMESPACE}}}trans-unit"):
        for part in ("source", "target"):
            own = unit.find(f"{{{NAMESPACE}}}{part}")
            codes = (
                [one.get("id") for one in own.iter() if one is not own] if own is not None else []
            )
            yield from (f"code {one} twice" for one in set(codes) if codes.count(one) > 1)
        for note in unit.iter(f"{{{NAMESPACE}}}x"):
            if note.get("ctype") == "x-footnote" and note.get("xid") not in ids:
                yield f"{note.get('xid')} leads nowhere"
