"""What was found in a template, as plain values for whoever brings it."""

from collections.abc import Iterator, Sequence

from lxml import etree

from reports.writers.docx.styles import styles_part
from reports.writers.docx.template.apply import theme_of
from reports.writers.docx.template.findings import (
    FontFound,
    MarginFound,
    PageFound,
    StyleFound,
    TemplateFindings,
)
from reports.writers.docx.template.headers_footers import PLACEHOLDERS, placeholders_in
from reports.writers.docx.template.matching import Style, StyleSheet, attribute
from reports.writers.docx.template.page import TWIPS_PER_CM
from reports.writers.docx.template.purposes import PURPOSES
from reports.writers.docx.template.read import DocxTemplate
from reports.writers.docx.xml import Element, qualified

# Where Word is, these are; any other family must be in the file to look alike everywhere.
COMMON_FONTS = frozenset(
    {
        *("aptos", "aptos display", "arial", "arial narrow", "arial black", "bookman old style"),
        *("calibri", "calibri light", "cambria", "candara", "century gothic", "comic sans ms"),
        *("consolas", "constantia", "corbel", "courier new", "garamond", "georgia", "impact"),
        *("lucida sans unicode", "palatino linotype", "segoe ui", "segoe ui light"),
        *("segoe ui semibold", "segoe ui symbol", "symbol", "tahoma", "times new roman"),
        *("trebuchet ms", "verdana", "wingdings", "wingdings 2", "wingdings 3", "book antiqua"),
    }
)
_SCRIPTS = ("ascii", "hAnsi", "cs")


def inspect_template(template: DocxTemplate) -> TemplateFindings:
    """Page, styles, fonts, margins, and what its maker should know."""
    sheet = StyleSheet(template.styles)
    ours = StyleSheet(etree.fromstring(styles_part("en-GB")))
    matched = {style.id: sheet.match(style) for style in ours.styles}
    margins = tuple(_margins(template))
    return TemplateFindings(
        page=_page(template),
        styles=tuple(
            StyleFound(key, _name(ours.by_id[key]), _name(matched[key]))
            for key in sorted(matched, key=_place)
        ),
        fonts=tuple(
            FontFound(name, embedded=name in _embedded(template), common=_is_common(name))
            for name in _fonts(template, [one for one in matched.values() if one], sheet)
        ),
        margins=margins,
        unknown_places=tuple(
            sorted({p for m in margins for p in m.places if p not in PLACEHOLDERS})
        ),
        notes=tuple(_notes(template, sheet, margins)),
    )


def _place(style_id: str) -> int:
    return list(PURPOSES).index(style_id) if style_id in PURPOSES else len(PURPOSES)


def _name(style: Style | None) -> str:
    return style.name if style else ""


def _page(template: DocxTemplate) -> PageFound:
    page = template.page
    sides = (page.top, page.right, page.bottom, page.left, page.gutter)
    differs = template.section.find(qualified("w:titlePg")) is not None
    in_cm = (round(twips / TWIPS_PER_CM, 1) for twips in sides)
    return PageFound(page.name, page.is_landscape, differs, *in_cm)


# --- Fonts --------------------------------------------------------------------------------------


def _is_common(name: str) -> bool:
    return name.casefold() in COMMON_FONTS


def _embedded(template: DocxTemplate) -> frozenset[str]:
    path = template.part("fontTable")
    fonts = template.parts.tree(path).iter(qualified("w:font")) if path else ()
    return frozenset(
        attribute(font, "name") for font in fonts if font.find(qualified("w:embedRegular")) is not None
    )  # fmt: skip


def _fonts(template: DocxTemplate, used: list[Style], sheet: StyleSheet) -> list[str]:
    """The families that papers will be set in: of the styles in use, the theme, the margins."""
    found = {name for style in used for one in sheet.line(style) for name in _named(one.element)}
    for defaults in template.styles.iter(qualified("w:docDefaults")):
        found |= set(_named(defaults))
    for path in set(template.margins.values()):
        found |= set(_named(template.parts.tree(path)))
    theme = theme_of(template)
    if theme is not None:
        for kind in ("majorFont", "minorFont"):
            for font in theme.iter(qualified(f"a:{kind}")):
                latin = font.find(qualified("a:latin"))
                found.add(latin.get("typeface", "") if latin is not None else "")
    return sorted(found - {""}, key=str.casefold)


def _named(tree: Element) -> Iterator[str]:
    for fonts in tree.iter(qualified("w:rFonts")):
        for script in _SCRIPTS:
            yield attribute(fonts, script)


# --- Margins ------------------------------------------------------------------------------------


def _margins(template: DocxTemplate) -> Iterator[MarginFound]:
    for (tag, type_), path in sorted(template.margins.items(), reverse=True):
        tree = template.parts.tree(path)
        words = ("".join(_shown(paragraph)) for paragraph in tree.iter(qualified("w:p")))
        yield MarginFound(
            kind="header" if tag == "headerReference" else "footer",
            type=type_,
            text="\n".join(line.strip() for line in words if line.strip())[:500],
            pictures=sum(1 for _one in tree.iter(qualified("wp:docPr"))),
            places=tuple(sorted(set(placeholders_in(tree)))),
        )


def _shown(paragraph: Element) -> Iterator[str]:
    """What a paragraph prints, its own text only; tabs and breaks as blanks."""
    for one in paragraph.iter(qualified("w:t"), qualified("w:tab"), qualified("w:br")):
        is_stop = next(one.iterancestors()).tag == qualified("w:tabs")
        if next(one.iterancestors(qualified("w:p"))) is paragraph and not is_stop:
            yield one.text or " "


def _notes(
    template: DocxTemplate, sheet: StyleSheet, margins: Sequence[MarginFound]
) -> Iterator[str]:
    """Keys of what the page says about it in words."""
    places = {place for margin in margins for place in margin.places}
    trees = [template.parts.tree(path) for path in set(template.margins.values())]
    if not margins:
        yield "no_margins"
    else:
        if "symbol" not in places:
            yield "no_symbol"
        if "page" not in places and not any(_counts_pages(tree) for tree in trees):
            yield "no_page"
    if attribute(sheet.resolved(sheet.named("heading 1"), "pPr/numPr/numId")) not in {"", "0"}:
        yield "headings_numbered"
    columns = template.section.find(qualified("w:cols"))
    if attribute(columns, "num") not in {"", "1"}:
        yield "columns"


def _counts_pages(tree: Element) -> bool:
    instructions = [attribute(one, "instr") for one in tree.iter(qualified("w:fldSimple"))]
    instructions += [one.text or "" for one in tree.iter(qualified("w:instrText"))]
    return any(one.split()[:1] == ["PAGE"] for one in instructions)
