"""A translator that changes words only, as a program of a translator would: placeholders stay."""

import copy
import re
from collections.abc import Callable

from lxml import etree

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
Change = Callable[[str], str]


def tag(name: str) -> str:
    """The full name of an element."""
    return f"{{{NAMESPACE}}}{name}"


def louder(words: str) -> str:
    """Every word with capitals, figures and signs as they are."""
    return re.sub(r"[^\W\d_]+", lambda found: found.group().title(), words)


def unchanged(words: str) -> str:
    """The words as they are."""
    return words


def translated(content: bytes, change: Change = louder, *, only_new: bool = False) -> bytes:
    """The file with every target made of its source, words changed; with `only_new` where none is."""
    root = etree.fromstring(content)
    for unit in root.iter(tag("trans-unit")):
        target = unit.find(tag("target"))
        source = copy.deepcopy(unit.find(tag("source")))
        assert source is not None and target is not None
        if only_new and target.get("state") != "new":
            continue
        for child in list(target):
            target.remove(child)
        target.extend(list(source))
        target.text = change(source.text or "")
        for child in target.iter():
            if child is not target:
                child.text = change(child.text or "") if child.tag == tag("g") else child.text
                child.tail = change(child.tail or "") if child.tail else child.tail
        target.set("state", "translated")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def edited(content: bytes, unit: str, edit: Callable[[etree._Element], None]) -> bytes:
    """The file with one unit changed."""
    root = etree.fromstring(content)
    edit(next(one for one in root.iter(tag("trans-unit")) if one.get("id") == unit))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
