"""Sections of the paper: the first with its cover, then one for each appendix.

Word keeps a section's properties where it ends; the size of its pages belongs to it. A section that
names no header has that of the one before.
"""

from reports.document.tree import Appendix, Document
from reports.writers.docx import look
from reports.writers.docx.blocks import field, paragraph
from reports.writers.docx.cover import cover_foot
from reports.writers.docx.inline import plain_runs
from reports.writers.docx.package import Package
from reports.writers.docx.text import is_rtl_language
from reports.writers.docx.xml import Element, root, w


class Sections:
    """Makes the properties of a section that ends; adds headers and footers as they are needed."""

    def __init__(self, package: Package, document: Document, main: str) -> None:
        self._package, self._document, self._main = package, document, main
        self._headers: dict[bool, str] = {}
        self._rtl = is_rtl_language(document.word_language)

    def end(self, appendix: Appendix | None) -> Element:
        """The `sectPr` of the section that `appendix` began, or of the first one."""
        landscape = appendix is not None and appendix.landscape
        references = [_reference("header", "default", self._header(landscape))]
        if appendix is None:
            references += self._first_page()
        return w(
            "sectPr",
            references,
            w("type", val="nextPage") if appendix else None,
            _page(landscape),
            w("cols", space=708),
            w("titlePg") if appendix is None else None,
            w("bidi") if self._rtl else None,
        )

    def break_before(self, ended: Appendix | None) -> Element:
        """The paragraph that ends a section, too low to be seen; the next begins on a new page."""
        low = w("spacing", after=0, line=20, lineRule="exact")
        return paragraph("CoverGap", (), low, self.end(ended))

    def _header(self, landscape: bool) -> str:
        """Symbol and page number; where the page lies on its side, the number stands further out."""
        if landscape not in self._headers:
            tabs = None
            if landscape:
                old = w("tab", val="clear", pos=look.PAGE_TEXT)
                tabs = w("tabs", old, w("tab", val="right", pos=look.LANDSCAPE_TEXT))
            number = [w("r", w("tab")), field("PAGE", "2")]
            running = paragraph("Header", [*plain_runs(self._document.symbol), *number], tabs)
            name = "header3" if landscape else "header1"
            self._headers[landscape] = self._add(name, "hdr", "header", running)
        return self._headers[landscape]

    def _first_page(self) -> list[Element]:
        foot = cover_foot(self._document.cover) or [paragraph("Footer")]
        # Left out, LibreOffice would take a taller one of its own.
        header = self._add("header2", "hdr", "header", paragraph("CoverGap"))
        footer = self._add("footer1", "ftr", "footer", *foot)
        return [_reference("header", "first", header), _reference("footer", "first", footer)]

    def _add(self, name: str, tag: str, kind: str, *content: Element) -> str:
        part = root("w", tag, content)
        return self._package.add(f"word/{name}.xml", part, kind, source=self._main)


def _reference(what: str, kind: str, relationship: str) -> Element:
    return w(f"{what}Reference", type=kind, **{"r:id": relationship})


def _page(landscape: bool) -> list[Element]:
    """A4, upright or on its side."""
    sizes: dict[str, str | int] = {"w": look.PAGE_WIDTH, "h": look.PAGE_HEIGHT}
    if landscape:
        sizes = {"w": look.PAGE_HEIGHT, "h": look.PAGE_WIDTH, "orient": "landscape"}
    margins = w(
        "pgMar",
        top=look.MARGIN_TOP,
        right=look.MARGIN_SIDE,
        bottom=look.MARGIN_BOTTOM,
        left=look.MARGIN_SIDE,
        header=look.HEADER_DISTANCE,
        footer=look.FOOTER_DISTANCE,
        gutter=0,
    )
    return [w("pgSz", **sizes), margins]
