"""The Word writer: a document tree becomes a .docx that opens like an official paper.

The file is built from raw parts, since what matters here (native footnotes, charts, automatic
numbering, equal bytes) lies below what libraries for Word offer.
"""

from reports.tree import Document
from reports.writers.docx.blocks import field, paragraph
from reports.writers.docx.body import BodyWriter
from reports.writers.docx.bookmarks import Bookmarks
from reports.writers.docx.charts import Chart
from reports.writers.docx.checks import check
from reports.writers.docx.cover import cover_blocks, cover_foot
from reports.writers.docx.document_properties import core_properties, extended_properties
from reports.writers.docx.footnotes import footnotes_part
from reports.writers.docx.inline import InlineWriter, plain_runs
from reports.writers.docx.numbering import numbering_part
from reports.writers.docx.package import Package
from reports.writers.docx.settings import font_table_part, section, settings_part
from reports.writers.docx.styles import styles_part
from reports.writers.docx.text import is_rtl_language
from reports.writers.docx.theme import theme_part
from reports.writers.docx.xml import Element, root, w
from reports.writers.places import DocumentError

__all__ = ["DocumentError", "write"]

_MAIN = "word/document.xml"
_FOOTNOTES = "word/footnotes.xml"


def write(document: Document) -> bytes:
    """Return the paper as a .docx, the same bytes for the same tree.

    Raises `DocumentError`, naming the place, for characters no Word file can hold and for numbers
    of paragraphs or footnotes that Word would count otherwise.
    """
    check(document)
    package = Package()
    _add_fixed_parts(package, document)
    package.add(_MAIN, _main_part(package, document), "document")
    package.add("docProps/core.xml", core_properties(document), "core")
    package.add("docProps/app.xml", extended_properties(document), "app")
    return package.to_bytes()


def _add_fixed_parts(package: Package, document: Document) -> None:
    """The parts that depend on nothing but the language; they are made once."""
    language = document.word_language
    package.add("word/styles.xml", styles_part(language), "styles", source=_MAIN)
    package.add("word/settings.xml", settings_part(language), "settings", source=_MAIN)
    package.add("word/numbering.xml", numbering_part(), "numbering", source=_MAIN)
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

    body = BodyWriter(inline, bookmarks, document.language, document.dated, add_chart)
    content = [*cover_blocks(document.cover, inline), *body.blocks(document.blocks)]
    links = package.relationships(_FOOTNOTES)
    notes = footnotes_part(inline.notes, links, bookmarks.names)
    package.add(_FOOTNOTES, notes, "footnotes", source=_MAIN)
    content.append(_section(package, document))
    return root("w", "document", w("body", content), uses="r wp a c")


def _add_chart(package: Package, chart: Chart, number: int) -> str:
    part, book = f"word/charts/chart{number}.xml", f"word/embeddings/chart{number}.xlsx"
    package.add(book, chart.workbook, "package", source=part)
    return package.add(part, chart.part, "chart", source=_MAIN)


def _section(package: Package, document: Document) -> Element:
    number = [w("r", w("tab")), field("PAGE", "2")]
    running = paragraph("Header", [*plain_runs(document.symbol), *number])
    foot = cover_foot(document.cover) or [paragraph("Footer")]

    def add(name: str, tag: str, kind: str, *content: Element) -> str:
        return package.add(f"word/{name}.xml", root("w", tag, content), kind, source=_MAIN)

    return section(
        header=add("header1", "hdr", "header", running),
        # Left out, LibreOffice would take a taller one of its own.
        first_header=add("header2", "hdr", "header", paragraph("CoverGap")),
        first_footer=add("footer1", "ftr", "footer", *foot),
        rtl=is_rtl_language(document.word_language),
    )
