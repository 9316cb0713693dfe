"""A house's template, read and checked: what of it the writer uses."""

import hashlib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.translation import gettext as _

from reports.writers.docx.template.errors import TemplateRefused
from reports.writers.docx.template.page import Page
from reports.writers.docx.template.parts import Parts
from reports.writers.docx.template.security import security_problems
from reports.writers.docx.xml import Element, qualified, w

__all__ = ["DocxTemplate", "TemplateRefused", "read_template"]

_WORD_KINDS = (".wordprocessingml.document.main+xml", ".wordprocessingml.template.main+xml")
MOST_XML = 20 * 1024 * 1024
_STRICT = "http://purl.oclc.org/ooxml/"
# What a header may hold besides text: the rest would need parts that no paper has.
_IN_MARGINS = frozenset({"image", "hyperlink"})
_TRACKED = ("ins", "del", "moveFrom", "moveTo", "commentReference", "commentRangeStart")
# What comes along from the template besides its text; (tag of the reference, "default") → part.
Margins = Mapping[tuple[str, str], str]


@dataclass(frozen=True, eq=False)
class DocxTemplate:
    """A checked template. Its trees are shared: whoever changes one copies it first."""

    parts: Parts
    main: str
    sha256: str

    @property
    def styles(self) -> Element:
        """styles.xml; an empty one where the file has none."""
        path = self.part("styles")
        return self.parts.tree(path) if path else w("styles")

    def part(self, kind: str) -> str:
        """The path of a part of the document, such as "numbering"; empty where there is none."""
        for relation in self.parts.relations(self.main):
            if relation.kind == kind and relation.target in self.parts.files:
                return relation.target
        return ""

    @cached_property
    def section(self) -> Element:
        """The properties of the last section: size, margins, columns."""
        sections = list(self._sections())
        return deepcopy(sections[-1]) if sections else w("sectPr")

    @cached_property
    def margins(self) -> Margins:
        """Headers and footers in force in the last section; one left out is the section before's."""
        paths = {one.id: one.target for one in self.parts.relations(self.main)}
        found: dict[tuple[str, str], str] = {}
        for section in self._sections():
            for tag in ("headerReference", "footerReference"):
                for reference in section.iter(qualified(f"w:{tag}")):
                    path = paths.get(reference.get(qualified("r:id"), ""), "")
                    if path in self.parts.files:
                        found[tag, reference.get(qualified("w:type"), "default")] = path
        return found

    @cached_property
    def page(self) -> Page:
        """Size and margins of its page."""
        return Page.of(self.section)

    def _sections(self) -> Iterator[Element]:
        return self.parts.tree(self.main).iter(qualified("w:sectPr"))


# All editions of a draft wear the same one.
@lru_cache(maxsize=2)
def read_template(content: bytes) -> DocxTemplate:
    """Open and check what somebody brings. Raises `TemplateRefused` with every reason."""
    parts = Parts.open(content)
    _refuse_much_xml(parts)
    for path in parts.xml_paths():
        parts.tree(path)  # refuses what is no sound XML
    problems = list(dict.fromkeys(security_problems(parts)))
    if problems:
        raise TemplateRefused(*problems)
    template = DocxTemplate(parts, _main(parts), hashlib.sha256(content).hexdigest())
    problems = [*_margin_problems(template), *template.page.problems()]
    if problems:
        raise TemplateRefused(*problems)
    return template


def _refuse_much_xml(parts: Parts) -> None:
    """Read, XML takes ten times its size of memory."""
    size = sum(len(parts.files[path]) for path in parts.xml_paths())
    if size > MOST_XML:
        raise TemplateRefused(
            _(
                "The file holds %(size)d megabytes of XML; at most %(most)d are taken. Save an empty "
                "document with your styles, header and footer from Word, and upload that."
            )
            % {"size": size // 2**20, "most": MOST_XML // 2**20}
        )


def _main(parts: Parts) -> str:
    """The path of the document; refuses other kinds of Office files."""
    for relation in parts.relations(""):
        if relation.kind != "officeDocument" or relation.target not in parts.files:
            continue
        if parts.tree(relation.target).nsmap.get("w", "").startswith(_STRICT):
            raise TemplateRefused(
                _(
                    "This is a “Strict Open XML Document”. In Word save it as “Word Document (.docx)” "
                    "and upload that file."
                )
            )
        if parts.kind(relation.target).endswith(_WORD_KINDS):
            return relation.target
    raise TemplateRefused(
        _(
            "This is an Office file, but not a document or template of Word. Open your template in Word "
            "and save it as “Word Document (.docx)” or “Word Template (.dotx)”."
        )
    )


def _margin_problems(template: DocxTemplate) -> Iterator[str]:
    for path in sorted(set(template.margins.values())):
        tree = template.parts.tree(path)
        if any(True for _one in tree.iter(*(qualified(f"w:{tag}") for tag in _TRACKED))):
            yield _(
                "“%(path)s” holds tracked changes or comments, and it is not for a program to decide "
                "which of them count. In Word accept or reject all changes, delete the comments, "
                "save, and upload it again."
            ) % {"path": path}
        for relation in template.parts.relations(path):
            if relation.kind not in _IN_MARGINS:
                yield _(
                    "“%(path)s” holds something that is not taken over (%(kind)s). Headers and footers "
                    "may hold text, tables, fields, pictures and links; put the rest in as a picture."
                ) % {"path": path, "kind": relation.kind}
            elif not relation.external and relation.target not in template.parts.files:
                yield _(
                    "A picture of “%(path)s” is missing in the file. Insert it again in Word, save, and "
                    "upload it again."
                ) % {"path": path}
