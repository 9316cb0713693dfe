"""The Word writer: a document tree becomes a .docx that opens like an official paper.

The file is built from raw parts, since what matters here (native footnotes, charts, automatic
numbering, equal bytes) lies below what libraries for Word offer.
"""

from reports.document.tree import Document, Picture
from reports.writers.docx.body import BodyWriter
from reports.writers.docx.bookmarks import Bookmarks
from reports.writers.docx.charts import Chart
from reports.writers.docx.checks import check
from reports.writers.docx.cover import cover_blocks, on_a_new_page
from reports.writers.docx.document_properties import core_properties, extended_properties
from reports.writers.docx.footnotes import footnotes_part
from reports.writers.docx.inline import InlineWriter
from reports.writers.docx.numbering import Lists, numbering_part
from reports.writers.docx.package import Package
from reports.writers.docx.sections import Sections
from reports.writers.docx.settings import font_table_part, settings_part
from reports.writers.docx.styles import styles_part
from reports.writers.docx.template import apply_template, read_template
from reports.writers.docx.theme import theme_part
from reports.writers.docx.xml import Element, root, w
from reports.writers.locations import DocumentError
from reports.writers.pictures import picture_bytes

__all__ = ["DocumentError", "write", "write_in"]

_MAIN = "word/document.xml"
_FOOTNOTES = "word/footnotes.xml"


def write(document: Document) -> bytes:
    """Return the paper as a .docx, the same bytes for the same tree.

    Raises `DocumentError`, naming the place, for characters no Word file can hold and for numbers
    of paragraphs or footnotes that Word would count otherwise.
    """
    return _package(document).to_bytes()


def write_in(document: Document, template: bytes) -> bytes:
    """Return the paper in a house's own template: its styles, page, header and footer.

    The same bytes for the same tree and the same template. Raises `DocumentError` like `write`, and
    `TemplateRefused` for a template that should not have been let in.
    """
    package = _package(document)
    apply_template(package, read_template(template), document)
    return package.to_bytes()


def _package(document: Document) -> Package:
    check(document)
    package = Package()
    _add_fixed_parts(package, document)
    package.add(_MAIN, _main_part(package, document), "document")
    package.add("docProps/core.xml", core_properties(document), "core")
    package.add("docProps/app.xml", extended_properties(document), "app")
    return package


def _add_fixed_parts(package: Package, document: Document) -> None:
    """The parts that depend on nothing but the language; they are made once."""
    language = document.word_language
    package.add("word/styles.xml", styles_part(language), "styles", source=_MAIN)
    package.add("word/settings.xml", settings_part(language), "settings", source=_MAIN)
    package.add("word/fontTable.xml", font_table_part(), "fontTable", source=_MAIN)
    package.add("word/theme/theme1.xml", theme_part(), "theme", source=_MAIN)


def _main_part(package: Package, document: Document) -> Element:
    """document.xml, with the footnotes, header, footer and charts it refers to."""
    bookmarks = Bookmarks(document)
    inline = InlineWriter(package.relationships(_MAIN), bookmarks.names)
    charts: list[Chart] = []

    def add_chart(chart: Chart) -> str:
        charts.append(chart)
        return _add_chart(package, chart, len(charts))

    def add_picture(picture: Picture) -> str:
        path = f"word/media/{picture.sha256[:16]}.png"
        return package.add(path, picture_bytes(picture), "image", source=_MAIN)

    lists, sections = Lists(), Sections(package, document, _MAIN)
    body = BodyWriter(
        inline,
        bookmarks,
        document.language,
        document.dated,
        add_chart,
        add_picture,
        lists,
        sections,
    )
    text = [*body.blocks(document.blocks)]
    if document.cover.alone:
        text = on_a_new_page(text)
    content = [*cover_blocks(document.cover, inline), *text]
    links = package.relationships(_FOOTNOTES)
    notes = footnotes_part(inline.notes, links, bookmarks.names)
    package.add(_FOOTNOTES, notes, "footnotes", source=_MAIN)
    content.append(sections.end(body.appendix))
    numbering = numbering_part(tuple(lists.restarts), tuple(lists.shapes))
    package.add("word/numbering.xml", numbering, "numbering", source=_MAIN)
    return root("w", "document", w("body", content), uses="r wp a c")


def _add_chart(package: Package, chart: Chart, number: int) -> str:
    part, book = f"word/charts/chart{number}.xml", f"word/embeddings/chart{number}.xlsx"
    package.add(book, chart.workbook, "package", source=part)
    return package.add(part, chart.part, "chart", source=_MAIN)
