"""styles.xml of a paper in a template: the template's styles, and ours where it has none."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from itertools import chain, count

from reports.writers.docx import look
from reports.writers.docx.template.matching import OURS, Style, StyleSheet, attribute
from reports.writers.docx.template.palette import recolour
from reports.writers.docx.template.schema_order import P_RANK, STYLE_RANK, put
from reports.writers.docx.xml import Element, qualified, w

# Sizes of type up to this many half points follow the template's body text; larger ones are the cover's.
_FOLLOWING_SIZE = 24
_OUR_SIZE = 20
_LEAST_SCALE, _MOST_SCALE = 0.8, 1.4
_GAP = 140
_SHORT_LINES = frozenset({"Title", "Heading1", "Heading2", "Heading3", "Heading4", "Caption"})
_KEPT = ("keepNext", "keepLines", "outlineLvl")
_BODY_TEXT = "body text"
# Running text takes alignment and indents from the template; these must not.
_OWN_ALIGNMENT = ("Cover", "Box", "Table", "Banner", "Agenda", "Title", "Figure")


class TemplateStyles:
    """The template's styles with ours added; `ids` says which of the two stands for one of ours."""

    def __init__(self, theirs: Element, ours: Element, colours: Mapping[str, str], text_width: int):
        self.sheet = StyleSheet(deepcopy(theirs))
        self.ours = StyleSheet(ours)
        self.text_width = text_width
        self._colours = colours
        self.found = {
            style.id: match for style in self.ours.styles if (match := self.sheet.match(style))
        }
        self.missing = [one for one in self.ours.styles if one.id not in self.found]
        self._scale = self._size_of_text() / _OUR_SIZE
        self.ids = {ours_id: theirs.id for ours_id, theirs in self.found.items()}
        self.ids |= {style.id: self._free_id(style.id) for style in self.missing}
        self._keep_together()
        self._add_defaults()
        self.added = {style.id: self._add(style) for style in self.missing}

    def style(self, our_id: str) -> Style:
        """The style that stands for ours."""
        return self.found.get(our_id) or self.added[our_id]

    def _size_of_text(self) -> float:
        size = attribute(self.sheet.resolved(self.sheet.default("paragraph"), "rPr/sz"))
        given = float(size) if size.replace(".", "", 1).isdigit() else _OUR_SIZE
        return min(max(given, _OUR_SIZE * _LEAST_SCALE), _OUR_SIZE * _MOST_SCALE)

    def _free_id(self, wanted: str) -> str:
        return _free(wanted, "Outturn", {style.id for style in self.sheet.styles})

    def _free_name(self, wanted: str) -> str:
        return _free(wanted, f"{OURS} ", {style.name for style in self.sheet.styles})

    def _keep_together(self) -> None:
        """A caption stays with its figure and a heading is one, also where the house never said so."""
        for ours in self.ours.styles:
            if (theirs := self.found.get(ours.id)) is None:
                continue
            for tag in _KEPT:
                wanted = ours.find(f"pPr/{tag}")
                if wanted is not None and self.sheet.resolved(theirs, f"pPr/{tag}") is None:
                    put(properties(theirs.element), deepcopy(wanted), P_RANK)
            if ours.id in _SHORT_LINES and self._is_stretched(theirs):
                put(properties(theirs.element), w("jc", val="left"), P_RANK)

    def _is_stretched(self, style: Style) -> bool:
        """Justified only because body text is: a title of two lines would be pulled apart."""
        inherited = style.find("pPr/jc") is None and not style.is_default
        return inherited and attribute(self.sheet.resolved(style, "pPr/jc")) == "both"

    def _add_defaults(self) -> None:
        """A part without defaults of its own takes ours: without them Word sets 10 point Times."""
        tag = qualified("w:docDefaults")
        if self.sheet.part.find(tag) is None and (ours := self.ours.part.find(tag)) is not None:
            self.sheet.part.insert(0, deepcopy(ours))

    def _add(self, style: Style) -> Style:
        added = Style(deepcopy(style.element))
        element = added.element
        element.set(qualified("w:styleId"), self.ids[style.id])
        name = element.find(qualified("w:name"))
        if name is not None:
            name.set(qualified("w:val"), self._free_name(style.name))
        for tag in ("basedOn", "next", "link"):
            reference = element.find(qualified(f"w:{tag}"))
            if reference is not None:
                reference.set(qualified("w:val"), self.ids[attribute(reference)])
        if style.is_default and self.sheet.default(style.type):
            del element.attrib[qualified("w:default")]
        if style.type == "paragraph":
            self._fit(style, added)
        recolour(element, self._colours)
        self.sheet.part.append(element)
        return added

    def _fit(self, style: Style, added: Style) -> None:
        """Make a paragraph style go with the template's body text and page."""
        element = added.element
        for size in element.iter(qualified("w:sz"), qualified("w:szCs")):
            half_points = int(attribute(size))
            if half_points <= _FOLLOWING_SIZE:
                size.set(qualified("w:val"), str(round(half_points * self._scale)))
        for tab in element.iter(qualified("w:tab")):
            if attribute(tab, "pos") == str(look.PAGE_TEXT):
                tab.set(qualified("w:pos"), str(self.text_width))
        if style.id == "NumberedParagraph":
            self._base_on_body_text(added)
        elif style.id.startswith(_OWN_ALIGNMENT):
            self._align_left(added)

    def _base_on_body_text(self, added: Style) -> None:
        """Numbered paragraphs are the body: like its style, and never without space between them."""
        body = self.sheet.named(_BODY_TEXT)
        base = body or self.sheet.default("paragraph")
        if body is not None:
            put(added.element, w("basedOn", val=body.id), STYLE_RANK)
        spacing = self.sheet.resolved(base, "pPr/spacing")
        if attribute(spacing, "after") in {"", "0"}:
            lines = {
                n: attribute(spacing, n) for n in ("line", "lineRule") if attribute(spacing, n)
            }
            put(properties(added.element), w("spacing", after=_GAP, **lines), P_RANK)

    def _align_left(self, added: Style) -> None:
        """Justified or indented body text must not pull cells and cover lines apart."""
        normal, own = self.sheet.default("paragraph"), properties(added.element)
        alignment = self.sheet.resolved(normal, "pPr/jc")
        if alignment is not None and own.find(qualified("w:jc")) is None:
            put(own, w("jc", val="left"), P_RANK)
        indent = self.sheet.resolved(normal, "pPr/ind")
        if indent is not None and own.find(qualified("w:ind")) is None:
            put(own, w("ind", left=0, right=0, firstLine=0), P_RANK)


def _free(wanted: str, prefix: str, taken: Iterable[str]) -> str:
    """A name that nobody has: as wanted, else with our name before it, else counted."""
    folded = {one.casefold() for one in taken}
    names = chain([wanted, f"{prefix}{wanted}"], (f"{prefix}{wanted}{n}" for n in count(2)))
    return next(name for name in names if name.casefold() not in folded)


def properties(style: Element) -> Element:
    """The `w:pPr` of a style, made where it is missing."""
    found = style.find(qualified("w:pPr"))
    if found is None:
        found = w("pPr")
        put(style, found, STYLE_RANK)
    return found
