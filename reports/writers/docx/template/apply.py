"""A written paper put into a template, whose styles, lists, page, header and footer it takes."""

from collections.abc import Iterator, Mapping

from lxml import etree

from reports.document.tree import Document
from reports.writers.docx import look
from reports.writers.docx.cover import foot_lines
from reports.writers.docx.package import Package
from reports.writers.docx.template.headers_footers import filled, placeholders_in, values_of
from reports.writers.docx.template.matching import StyleSheet, attribute
from reports.writers.docx.template.numbering import TemplateNumbering
from reports.writers.docx.template.palette import palette, recolour
from reports.writers.docx.template.read import DocxTemplate
from reports.writers.docx.template.schema_order import P_RANK, put
from reports.writers.docx.template.sections import fit, page_of, sections, template_section
from reports.writers.docx.template.settings import template_settings
from reports.writers.docx.template.styles import TemplateStyles
from reports.writers.docx.xml import Element, qualified, serialise, w

MAIN = "word/document.xml"
_STYLES, _NUMBERING, _THEME = "word/styles.xml", "word/numbering.xml", "word/theme/theme1.xml"
_SETTINGS, _FONTS, _NOTES = "word/settings.xml", "word/fontTable.xml", "word/footnotes.xml"
_CUSTOM = "docProps/custom.xml"
_STYLED = ("pStyle", "rStyle", "tblStyle")
_FIRST_BLOCKS = ("Heading1", "Heading2", "Heading3", "Heading4", "NumberedParagraph")


def apply_template(package: Package, template: DocxTemplate, document: Document) -> None:
    """Change `package`, which holds `document` as our own look has it, into the template's."""
    _Application(package, template, document).run()


def theme_of(template: DocxTemplate) -> Element | None:
    """The template's theme."""
    path = template.part("theme")
    return template.parts.tree(path) if path else None


class _Application:
    def __init__(self, package: Package, template: DocxTemplate, document: Document) -> None:
        self.package, self.template, self.document = package, template, document
        # Drawings have ids that are unique in the file; a paper never has so many.
        self._drawings = 10_000
        self.colours = palette(StyleSheet(template.styles), theme_of(template))
        ours = self._tree(_STYLES)
        self.styles = TemplateStyles(template.styles, ours, self.colours, template.page.text_width)

    def run(self) -> None:
        lists = self._tree(_NUMBERING)
        recolour(lists, self.colours)
        numbering = TemplateNumbering(self._theirs("numbering"), lists, self.styles)
        self._put(_STYLES, self.styles.sheet.part)
        self._put(_NUMBERING, numbering.part)
        self._copy_with_pictures(self.template.part("numbering"), _NUMBERING, content=False)
        self._copy_with_pictures(self.template.part("theme"), _THEME)
        self._copy_with_pictures(self.template.part("fontTable"), _FONTS)
        self._put(_SETTINGS, template_settings(self._theirs("settings"), self._tree(_SETTINGS)))
        self._custom_properties()
        self._document(numbering)
        for path in [_NOTES, *self.package.paths("word/charts/"), *self._our_margins()]:
            tree = self._tree(path)
            self._restyle(tree, numbering)
            self._put(path, tree)

    # --- Parts ------------------------------------------------------------------------------------

    def _tree(self, path: str) -> Element:
        return etree.fromstring(self.package.content(path))

    def _put(self, path: str, tree: Element) -> None:
        self.package.replace(path, serialise(tree))

    def _theirs(self, kind: str) -> Element | None:
        path = self.template.part(kind)
        return self.template.parts.tree(path) if path else None

    def _copy_with_pictures(self, source: str, target: str, *, content: bool = True) -> None:
        """Their part in place of ours, with the pictures and fonts it points to."""
        if not source:
            return
        if content:
            self.package.replace(target, self.template.parts.files[source])
        self._copy_relations(source, target)

    def _copy_relations(self, source: str, target: str) -> None:
        parts = self.template.parts
        for one in parts.relations(source):
            if one.external:
                self.package.relationships(target).keep(one.id, one.kind, one.target, external=True)
            elif one.target in parts.files:
                path = self._bring(one.target)
                self.package.relationships(target).keep(one.id, one.kind, path)

    def _bring(self, path: str) -> str:
        """A part of theirs that is taken as it is, under a name of its own."""
        folder = "word/fonts" if path.endswith(".odttf") else "word/media"
        new = f"{folder}/house_{path.replace('/', '_')}"
        self.package.put(new, self.template.parts.files[path], self.template.parts.kind(path))
        return new

    def _custom_properties(self) -> None:
        """Fields of a letterhead may show them."""
        for one in self.template.parts.relations(""):
            if one.kind == "custom-properties" and one.target in self.template.parts.files:
                kind = self.template.parts.kind(one.target)
                self.package.put(_CUSTOM, self.template.parts.files[one.target], kind)
                self.package.relationships("").add("custom-properties", _CUSTOM)
                return

    # --- The text ---------------------------------------------------------------------------------

    def _restyle(self, tree: Element, numbering: TemplateNumbering) -> None:
        for element in tree.iter(*(qualified(f"w:{tag}") for tag in _STYLED)):
            element.set(qualified("w:val"), self.styles.ids[attribute(element)])
        numbering.renumber(tree)
        recolour(tree, self.colours)

    def _document(self, numbering: TemplateNumbering) -> None:
        tree = self._tree(MAIN)
        body = tree[0]
        self._place_foot(body)
        self._restyle(tree, numbering)
        self._indent_points(body, numbering)
        self._indent_passages(body, numbering)
        references = list(self._bring_margins())
        figure = self.styles.sheet.resolved(self.styles.style("Figure"), "pPr/ind")
        left = _twips(figure, "left", "start")
        for index, (section, blocks) in enumerate(list(sections(body))):
            theirs = page_of(section, self.template)
            ours = int(attribute(section.find(qualified("w:pgSz")), "w"))
            ours -= 2 * look.MARGIN_SIDE
            fit(blocks, ours, theirs.text_width, left)
            here = references if index == 0 else []
            if index:
                self._unnumber(blocks)
            new = template_section(section, self.template, here, first=index == 0)
            section.getparent().replace(section, new)  # type: ignore[union-attr]
        self._put(MAIN, tree)

    def _indent_points(self, body: Element, numbering: TemplateNumbering) -> None:
        """Under numbered paragraphs of ours their points begin where the paragraph's words do."""
        bullets = self.styles.found.get("ListBullet")
        if bullets is None or "NumberedParagraph" in self.styles.found:
            return
        indent = numbering.indent_of(self.styles, bullets)
        left = look.HANG + _twips(indent, "left", "start")
        hanging = _twips(indent, "hanging")
        for paragraph in body.iter(qualified("w:p")):
            properties = paragraph.find(qualified("w:pPr"))
            if properties is None or _style_of(paragraph) != bullets.id:
                continue
            # Points with letters have a list of their own, and its indent.
            if properties.find(qualified("w:numPr")) is None:
                put(properties, w("ind", left=left, hanging=hanging), P_RANK)

    def _indent_passages(self, body: Element, numbering: TemplateNumbering) -> None:
        """Text that goes on in a numbered paragraph of theirs begins where its words do."""
        theirs = self.styles.found.get("NumberedParagraph")
        if theirs is None or "ParagraphContinued" in self.styles.found:
            return
        left = _twips(numbering.indent_of(self.styles, theirs), "left", "start")
        ours = self.styles.style("ParagraphContinued").id
        for paragraph in body.iter(qualified("w:p")):
            properties = paragraph.find(qualified("w:pPr"))
            if properties is not None and _style_of(paragraph) == ours:
                put(properties, w("ind", left=left, firstLine=0), P_RANK)

    def _unnumber(self, blocks: list[Element]) -> None:
        """The title of an appendix has its own number ("Appendix II"), not the next chapter's."""
        heading = self.styles.style("Heading1")
        has_number = self.styles.sheet.resolved(heading, "pPr/numPr") is not None
        if not blocks or _style_of(blocks[0]) != heading.id or not has_number:
            return
        properties = blocks[0].find(qualified("w:pPr"))
        if properties is not None and "Heading1" in self.styles.found:
            put(properties, w("numPr", w("numId", val=0)), P_RANK)
            put(properties, w("ind", left=0, firstLine=0), P_RANK)

    def _place_foot(self, body: Element) -> None:
        """The foot of our first page goes under the box, but for what their margins print."""
        if not self.template.margins:
            return
        printed = {name for tree in self._margin_trees() for name in placeholders_in(tree)}
        lines = [line for name, line in foot_lines(self.document.cover) if name not in printed]
        starts = (at for at, block in enumerate(body) if _style_of(block) in _FIRST_BLOCKS)
        at = next(starts, len(body) - 1)
        body[at:at] = lines

    # --- Headers and footers ----------------------------------------------------------------------

    def _margin_trees(self) -> Iterator[Element]:
        for path in dict.fromkeys(self.template.margins.values()):
            yield self.template.parts.tree(path)

    def _our_margins(self) -> list[str]:
        """Our own header and footers, which stay where the template has none."""
        if self.template.margins:
            return []
        paths = self.package.paths("word/header", "word/footer")
        for path in paths:
            tree = self._tree(path)
            for paragraph in tree.iter(qualified("w:p")):
                self._set_tab(paragraph)
            self._put(path, tree)
        return paths

    def _set_tab(self, paragraph: Element) -> None:
        """The number of the page at the right, wherever their header style has its tabs."""
        properties = paragraph.find(qualified("w:pPr"))
        if properties is None or _style_of(paragraph) != "Header":
            return
        theirs = self.styles.sheet.resolved(self.styles.style("Header"), "pPr/tabs")
        stops = [attribute(tab, "pos") for tab in theirs] if theirs is not None else []
        ours = [attribute(tab, "pos") for tab in properties.iter(qualified("w:tab"))]
        page = self.template.page
        if str(look.LANDSCAPE_TEXT) in ours and not page.is_landscape:
            page = page.turned()
        width = str(page.text_width)
        cleared = [w("tab", val="clear", pos=stop) for stop in stops if stop != width]
        put(properties, w("tabs", cleared, w("tab", val="right", pos=width)), P_RANK)

    def _bring_margins(self) -> Iterator[Element]:
        """Their headers and footers into the package in place of ours."""
        if not self.template.margins:
            return
        for path in self.package.paths("word/header", "word/footer"):
            self.package.remove(path)
        values: Mapping[str, str] = values_of(self.document)
        names: dict[str, str] = {}
        for (tag, type_), path in self.template.margins.items():
            if path not in names:
                names[path] = self._bring_margin(path, tag.removesuffix("Reference"), values)
            yield w(tag, type=type_, **{"r:id": names[path]})

    def _bring_margin(self, path: str, kind: str, values: Mapping[str, str]) -> str:
        target = f"word/{kind}{len(self.package.paths(f'word/{kind}')) + 1}.xml"
        tree = filled(self.template.parts.tree(path), values)
        for drawing in tree.iter(qualified("wp:docPr")):
            self._drawings += 1
            drawing.set("id", str(self._drawings))
        name = self.package.add(target, tree, kind, source=MAIN)
        self._copy_relations(path, target)
        return name


def _style_of(block: Element) -> str:
    return attribute(block.find(f"{qualified('w:pPr')}/{qualified('w:pStyle')}"))


def _twips(indent: Element | None, *names: str) -> int:
    """The first of some measures that is given."""
    given = next((found for name in names if (found := attribute(indent, name))), "0")
    return int(given) if given.lstrip("-").isdigit() else 0
