"""Reading a file that a translator sends back: what stands in it, and where it is damaged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _
from lxml import etree

from core.files.xml_files import DoctypeRefused, XmlDamaged, parse_xml
from core.imports.problems import Location, Problem
from reports.editions.xliff.inline import Element, tag
from reports.editions.xliff.write import SEAL

# States in which XLIFF says that a unit has no translation yet.
_OPEN_STATES = frozenset({"new", "needs-translation", "needs-l10n", "needs-adaptation"})
# And those in which a translator has looked at it.
_DONE_STATES = frozenset({"translated", "final", "signed-off"})
MOST_UNITS = 50_000


class XliffRefused(Exception):
    """The file cannot be read at all; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class FileUnit:
    """A unit as the file has it."""

    id: str
    line: int
    source: Element
    target: Element | None

    @property
    def is_translated(self) -> bool:
        """Whether somebody has written a translation; a copy of the source marked as new is none."""
        if self.target is None or self.target.get("state", "") in _OPEN_STATES:
            return False
        return bool(len(self.target) or (self.target.text or "").strip())

    @property
    def is_done(self) -> bool:
        """Whether its state says that it was looked at."""
        return self.target is not None and self.target.get("state", "") in _DONE_STATES


@dataclass(frozen=True)
class FileText:
    """A text as the file has it: what it remembers, sealed, and its units by their ids.

    `twice` is the first unit that stands twice.
    """

    id: str
    name: str
    line: int
    seal: str
    units: Mapping[str, FileUnit]
    twice: FileUnit | None = None


def read_xliff(
    name: str, content: bytes, report: str, original: str, language: str
) -> list[FileText]:
    """The texts of a file, which must be of this report and in these languages. Raises `XliffRefused`."""

    def refuse(message: str, line: int = 0) -> XliffRefused:
        return XliffRefused(Problem(Location(name, line), "", message))

    try:
        root = parse_xml(content)
    except DoctypeRefused:
        raise refuse(_("the file declares a document type or entities, which XLIFF never needs and which "
                       "can be used to attack whoever opens it.")) from None  # fmt: skip
    except XmlDamaged as error:
        raise refuse(_("the file is damaged: %(reason)s") % {"reason": str(error)[:160]}) from None
    if root.tag != tag("xliff") or root.get("version") != "1.2":
        raise refuse(_("this is no XLIFF 1.2; save it as such in your translation program."), 1)
    files = root.findall(tag("file"))
    if len(files) != 1:
        raise refuse(_("the file holds %(count)d papers, and one is read.") % {"count": len(files)})
    for attribute, wanted in (
        ("original", report),
        ("source-language", original),
        ("target-language", language),
    ):
        found = files[0].get(attribute, "")
        if found.casefold().partition("-" if attribute != "original" else "\0")[0] != wanted:
            message = _("the file is of another paper or edition: %(attribute)s is “%(found)s”, here it "
                        "is “%(wanted)s”.")  # fmt: skip
            facts = {"attribute": attribute, "found": found[:60], "wanted": wanted}
            raise refuse(message % facts, _line(files[0]))
    texts = [*_texts(files[0])]
    if not texts:
        raise refuse(_("the file holds no text of the paper."))
    return texts


def _texts(file: Element) -> Iterator[FileText]:
    for group in file.iter(tag("group")):
        if group.find(tag("trans-unit")) is None:
            continue
        units: dict[str, FileUnit] = {}
        twice = None
        for element in group.iterchildren(tag("trans-unit")):
            unit = _unit(element)
            twice = twice or (unit if unit.id in units else None)
            units[unit.id] = unit
        contexts = group.iterfind(f"{tag('context-group')}/{tag('context')}")
        seal = next((one.text or "" for one in contexts if one.get("context-type") == SEAL), "")
        label = group.get("resname", "") or group.get("id", "")
        yield FileText(group.get("id", ""), label, _line(group), seal, units, twice)


def _unit(element: Element) -> FileUnit:
    source = element.find(tag("source"))
    if source is None:
        source = etree.Element(tag("source"))
    return FileUnit(element.get("id", ""), _line(element), source, element.find(tag("target")))


def _line(element: Element) -> int:
    return cast(int | None, element.sourceline) or 0
