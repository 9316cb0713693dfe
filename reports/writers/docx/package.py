"""The .docx as a package: parts, their types, their relationships, and a zip with equal bytes."""

import io
import zipfile
from dataclasses import dataclass, field
from posixpath import dirname, relpath

from lxml import etree

from reports.writers.docx.xml import NAMESPACES, Element, plain_root, qualified, serialise

OFFICE = NAMESPACES["r"]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"

CONTENT_TYPES = {
    "document": f"{_WORD}.document.main+xml",
    "styles": f"{_WORD}.styles+xml",
    "settings": f"{_WORD}.settings+xml",
    "numbering": f"{_WORD}.numbering+xml",
    "fontTable": f"{_WORD}.fontTable+xml",
    "footnotes": f"{_WORD}.footnotes+xml",
    "header": f"{_WORD}.header+xml",
    "footer": f"{_WORD}.footer+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "package": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "image": "image/png",
    "core": "application/vnd.openxmlformats-package.core-properties+xml",
    "app": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
# The only time stamp every unzip accepts and no clock changes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass
class Relationships:
    """The relationships of one part; the same target asked for twice has one id."""

    _rows: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    _made: int = 0

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """Return the id ("rId3") of a relationship to a part's path or an outside address."""
        row = (_address(kind), target, external)
        for name, known in self._rows.items():
            if known == row:
                return name
        self._made += 1
        self._rows[f"rId{self._made}"] = row
        return f"rId{self._made}"

    def keep(self, name: str, kind: str, target: str, *, external: bool = False) -> None:
        """A relationship of a part that is brought as it is, under the id that stands in it."""
        self._rows[name] = (_address(kind), target, external)

    def drop(self, target: str) -> None:
        """Forget what leads to the part at `target`; its id is not given again."""
        self._rows = {name: row for name, row in self._rows.items() if row[1] != target}

    def part(self, source: str) -> bytes | None:
        """The .rels of the part at `source`; None when it has no relationships."""
        if not self._rows:
            return None
        folder = dirname(source) or "."
        top = plain_root("rel", "Relationships")
        for name, (kind, target, external) in self._rows.items():
            row = etree.SubElement(top, qualified("rel:Relationship"), Id=name, Type=kind)
            row.set("Target", target if external else relpath(target, folder))
            if external:
                row.set("TargetMode", "External")
        return serialise(top)


class Package:
    """Collects parts in order and zips them."""

    def __init__(self) -> None:
        self._parts: dict[str, tuple[bytes, str]] = {}
        self._relationships: dict[str, Relationships] = {"": Relationships()}

    def relationships(self, source: str) -> Relationships:
        """The relationships of the part at `source` ("" is the package itself)."""
        return self._relationships.setdefault(source, Relationships())

    def add(self, path: str, content: Element | bytes, kind: str, *, source: str = "") -> str:
        """Add the part at `path` and relate it to `source`; return the relationship's id."""
        content = content if isinstance(content, bytes) else serialise(content)
        self._parts[path] = (content, CONTENT_TYPES[kind])
        return self.relationships(source).add(_relation(kind), path)

    def put(self, path: str, content: bytes, content_type: str) -> None:
        """Add a part that comes from elsewhere, as it is."""
        self._parts[path] = (content, content_type)

    def paths(self, *beginnings: str) -> list[str]:
        """The parts whose paths begin so, in order."""
        return [path for path in self._parts if path.startswith(beginnings)]

    def content(self, path: str) -> bytes:
        """The bytes of the part at `path`."""
        return self._parts[path][0]

    def replace(self, path: str, content: bytes) -> None:
        """Other bytes for a part that is there."""
        self._parts[path] = (content, self._parts[path][1])

    def remove(self, path: str) -> None:
        """Take a part out, with what leads to it and from it."""
        del self._parts[path]
        self._relationships.pop(path, None)
        for relationships in self._relationships.values():
            relationships.drop(path)

    def to_bytes(self) -> bytes:
        """The zip, equal for equal parts."""
        files = {"[Content_Types].xml": self._content_types()}
        for source, relationships in self._relationships.items():
            if content := relationships.part(source):
                folder, _, name = source.rpartition("/")
                files[f"{folder}/_rels/{name}.rels".lstrip("/")] = content
        files |= {path: content for path, (content, _) in self._parts.items()}
        return _zip(files)

    def _content_types(self) -> bytes:
        top = plain_root("ct", "Types")
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        for extension, kind in (("rels", rels), ("xml", "application/xml")):
            etree.SubElement(top, qualified("ct:Default"), Extension=extension, ContentType=kind)
        for path, (_, kind) in self._parts.items():
            etree.SubElement(top, qualified("ct:Override"), PartName=f"/{path}", ContentType=kind)
        return serialise(top)


def _address(kind: str) -> str:
    return kind if "://" in kind else f"{OFFICE}/{kind}"


def _relation(kind: str) -> str:
    """The relationship type of a part; two of them are spelled unlike the others."""
    special = {
        "document": "officeDocument",
        "core": f"{_PACKAGE_REL}/metadata/core-properties",
        "app": "extended-properties",
    }
    return special.get(kind, kind)


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return buffer.getvalue()
