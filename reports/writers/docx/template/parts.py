"""A brought package as parts with kinds and relationships, each read once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from django.utils.translation import gettext as _

from reports.writers.docx.template.errors import TemplateRefused
from reports.writers.docx.template.safe_xml import parse
from reports.writers.docx.template.unpack import open_package
from reports.writers.docx.xml import Element

TYPES = "[Content_Types].xml"


@dataclass(frozen=True)
class Relation:
    """One relationship: its short kind ("header"), where it leads, and whether out of the file."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass
class Parts:
    """The parts of a package."""

    files: Mapping[str, bytes]
    _kinds: dict[str, str] = field(default_factory=dict)
    _defaults: dict[str, str] = field(default_factory=dict)
    _trees: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def open(cls, content: bytes) -> "Parts":
        """Unpack `content` and read its table of kinds. Raises `TemplateRefused`."""
        parts = cls(open_package(content))
        if TYPES not in parts.files:
            raise TemplateRefused(
                _(
                    "This is a zip, but not a Word file. Open your template in Word and save it as "
                    "“Word Document (.docx)” or “Word Template (.dotx)”."
                )
            )
        for row in parts.tree(TYPES):
            kind = row.get("ContentType", "")
            if name := row.get("PartName"):
                parts._kinds[name.lstrip("/").casefold()] = kind
            elif extension := row.get("Extension"):
                parts._defaults[extension.casefold()] = kind
        return parts

    def kind(self, path: str) -> str:
        """The content type of a part, by its own line or its extension."""
        own = self._kinds.get(path.casefold())
        return own or self._defaults.get(path.rpartition(".")[2].casefold(), "")

    def kinds(self) -> Iterator[tuple[str, str]]:
        """Every part and its kind, and every kind that only the table names."""
        yield from ((path, self.kind(path)) for path in self.files)
        yield from self._kinds.items()

    def tree(self, path: str) -> Element:
        """The XML of a part, the same object each time. Raises `TemplateRefused`."""
        if path not in self._trees:
            self._trees[path] = parse(path, self.files[path])
        return self._trees[path]

    def xml_paths(self) -> Iterator[str]:
        """The parts that hold XML, by name, kind or first byte."""
        for path, content in self.files.items():
            named = path.endswith((".xml", ".rels", ".svg", ".vml"))
            if named or self.kind(path).endswith("xml") or content.lstrip()[:5] == b"<?xml":
                yield path

    def relations(self, source: str) -> list[Relation]:
        """The relationships of the part at `source` ("" is the package itself), in order."""
        folder, _slash, name = source.rpartition("/")
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        if path not in self.files:
            return []
        return [_relation(row, source) for row in self.tree(path)]

    def sources(self) -> Iterator[str]:
        """Every part that has relationships."""
        for path in self.files:
            folder, found, name = path.rpartition("_rels/")
            if found and name.endswith(".rels"):
                yield folder + name.removesuffix(".rels")


def _relation(row: Element, source: str) -> Relation:
    target, external = row.get("Target", ""), row.get("TargetMode", "") == "External"
    if not external:
        folder = "" if target.startswith("/") else dirname(source)
        target = normpath(join(folder, target.lstrip("/")))
    kind = row.get("Type", "").rstrip("/").rpartition("/")[2]
    return Relation(row.get("Id", ""), kind, target, external)
