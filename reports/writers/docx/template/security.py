"""What no template may hold: macros, embedded objects, and whatever fetches things from elsewhere.

All parts are looked at, those too that no paper will carry: the file itself is handed to colleagues.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.writers.docx.inline import safe_address
from reports.writers.docx.template.parts import Parts, Relation
from reports.writers.docx.xml import Element, qualified

_MACRO_NAMES = re.compile(r"(^|/)(vbaproject|vbadata|vbaprojectsignature)[^/]*$", re.IGNORECASE)
_MACRO_KINDS = ("macroenabled", "vbaproject", "vbadata")
_OBJECT_KINDS = ("oleobject", "activex", "ms-office.activex")
# Relationships that stand for objects, whatever they lead to.
_OBJECTS = frozenset({"oleObject", "control", "activeXControlBinary", "aFChunk", "subDocument"})
# Fields that read files or addresses, or run something.
_FIELDS = re.compile(
    r"^\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|RD|DATABASE|MACROBUTTON|"
    r"MERGEFIELD|EMBED|CONTROL|HTMLCONTROL)\b",
    re.IGNORECASE,
)
_FETCHING = frozenset({"imagedata", "image", "fill", "stroke"})


def security_problems(parts: Parts) -> Iterator[str]:
    """Every reason why the file is refused, in words for who uploads it."""
    yield from _macros(parts)
    yield from _objects(parts)
    for source in parts.sources():
        for relation in parts.relations(source):
            if relation.external:
                yield from _outside(source, relation)
    for path in parts.xml_paths():
        yield from _fetching(path, parts.tree(path))


def _macros(parts: Parts) -> Iterator[str]:
    for path, kind in parts.kinds():
        lower = kind.casefold()
        if _MACRO_NAMES.search(path) or any(word in lower for word in _MACRO_KINDS):
            yield _(
                "The file carries macros (part “%(path)s”), even where its name says .docx. Open it in "
                "Word, save it as “Word Document (.docx)” or “Word Template (.dotx)” (not .docm or "
                ".dotm), and upload that file."
            ) % {"path": path}
            return


def _objects(parts: Parts) -> Iterator[str]:
    places = [
        path for path, kind in parts.kinds() if any(o in kind.casefold() for o in _OBJECT_KINDS)
    ]
    for source in parts.sources():
        for one in parts.relations(source):
            is_package = one.kind == "package" and "/charts/" not in source
            if one.kind in _OBJECTS or is_package:
                places.append(one.target)
    for path in parts.xml_paths():
        if any(
            True for _one in parts.tree(path).iter(qualified("w:object"), qualified("w:control"))
        ):
            places.append(path)
    if places:
        yield _(
            "The file holds an embedded object or a control (%(places)s). Word runs other programs to "
            "show them. Delete the object in Word, or paste it again as a picture."
        ) % {"places": ", ".join(sorted(set(places))[:5])}


def _outside(source: str, relation: Relation) -> Iterator[str]:
    """A relationship that leads out of the file: only a plain link to click on is harmless."""
    if relation.kind == "hyperlink":
        in_margin = re.search(r"(^|/)(header|footer)[^/]*$", source)
        if in_margin and not safe_address(relation.target):
            yield _(
                "A link in “%(source)s” leads to “%(target)s”. Only addresses with http, https or "
                "mailto are taken: remove the link (right click, Remove Hyperlink)."
            ) % {"source": source, "target": relation.target[:200]}
        return
    target = relation.target[:200]
    if relation.kind == "attachedTemplate":
        yield _(
            "The file is attached to another template (“%(target)s”), which Word would fetch on every "
            "computer. In Word open Developer, Document Template (or File, Options, Add-ins, Manage "
            "Templates), replace it by Normal, save, and upload it again."
        ) % {"target": target}
    elif relation.kind == "image":
        yield _(
            "A picture in “%(source)s” is linked from outside (“%(target)s”) and not in the file. In "
            "Word open File, Info, Edit Links to Files, choose Break Link, save, and upload it again."
        ) % {"source": source, "target": target}
    else:
        yield _(
            "The part “%(source)s” reads something from outside the file (%(kind)s: “%(target)s”). In "
            "Word open File, Info, Edit Links to Files, break the link, save, and upload it again."
        ) % {"source": source, "kind": relation.kind, "target": target}


def _fetching(path: str, tree: Element) -> Iterator[str]:
    """Fields and drawings that read from elsewhere without a relationship."""
    for name in sorted(set(_field_names(tree))):
        yield _(
            "The part “%(path)s” has a field %(field)s, which reads something from elsewhere or runs "
            "something. In Word select the field, press Ctrl+Shift+F9 to keep only its result, save, "
            "and upload it again."
        ) % {"path": path, "field": name}
    for target in _remote(tree):
        yield _(
            "A drawing in “%(path)s” is linked from outside (“%(target)s”). Insert the picture itself "
            "(Insert, Pictures), save, and upload it again."
        ) % {"path": path, "target": target[:200]}


def _remote(tree: Element) -> Iterator[str]:
    """Addresses of pictures that stand in attributes: old drawings (VML) and SVG have them."""
    for element in tree.iter("*"):
        if str(element.tag).rpartition("}")[2] not in _FETCHING:
            continue
        for name, value in element.attrib.items():
            address = str(value)
            if str(name).rpartition("}")[2] in {"src", "href"} and (
                "://" in address or address.startswith(("\\\\", "//", "file:"))
            ):
                yield address


def _field_names(tree: Element) -> Iterator[str]:
    """The forbidden fields of a part; Word may cut an instruction into several runs."""
    for simple in tree.iter(qualified("w:fldSimple")):
        if found := _FIELDS.match(simple.get(qualified("w:instr"), "")):
            yield found.group(1).upper()
    for paragraph in tree.iter(qualified("w:p")):
        text = ""
        for element in paragraph.iter(qualified("w:instrText"), qualified("w:fldChar")):
            if element.tag == qualified("w:instrText"):
                text += element.text or ""
                continue
            if found := _FIELDS.match(text):
                yield found.group(1).upper()
            text = ""
        if found := _FIELDS.match(text):
            yield found.group(1).upper()
