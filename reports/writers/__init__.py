"""Writers: each turns the document tree into one kind of file."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.numbers.registry import Translatable
from reports.document.tree import Document
from reports.writers import docx, html, json_, pdf, text


@dataclass(frozen=True)
class Writer:
    """A format a paper can be had in; `write_in` puts it into a house's template, where it can.

    `write_noting` also says which signs the file shows as squares, where that can happen.
    """

    format: str
    label: Translatable
    extension: str
    content_type: str
    write: Callable[[Document], bytes]
    write_in: Callable[[Document, bytes], bytes] | None = None
    write_noting: Callable[[Document], tuple[bytes, frozenset[str]]] | None = None


WRITERS = {
    writer.format: writer
    for writer in (
        Writer(
            "docx",
            _("Word"),
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx.write,
            docx.write_in,
        ),
        Writer("pdf", _("PDF"), "pdf", "application/pdf", pdf.write, None, pdf.write_noting),
        Writer("html", _("Web page"), "html", "text/html; charset=utf-8", html.write),
        Writer("txt", _("Text"), "txt", "text/plain; charset=utf-8", text.write),
        Writer("json", _("Data (JSON)"), "json", "application/json", json_.write),
    )
}
