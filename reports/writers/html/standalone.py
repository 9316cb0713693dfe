"""The paper as one HTML file: no server, no network, no script; it also prints on A4."""

from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from reports.document.tree import Box, Document, Picture, Table
from reports.writers.html.options import Options
from reports.writers.html.paper import article

STYLES = (
    "reports/standalone.css",
    "core/figures/figure.css",
    "reports/cover.css",
    "reports/paper.css",
)
# Only for a paper that has them: others stay the same bytes.
PICTURE_STYLES = "reports/pictures.css"


def write(document: Document) -> bytes:
    """`document` as a file in UTF-8; the same document gives the same bytes."""
    with override(document.language):
        body = article(document, Options(top=1, prefix="", interactive=False))
    page = format_html(
        "<!doctype html>\n"
        '<html lang="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>{}</title>\n{}<style>\n{}</style>\n</head>\n<body>\n<main>\n{}\n</main>\n"
        "</body>\n</html>\n",
        document.language,
        f"{document.symbol}: {document.title}" if document.symbol else document.title,
        _metadata(document),
        _styles(document),
        body,
    )
    return page.encode()


def _metadata(document: Document) -> SafeString:
    return format_html(
        '<meta name="author" content="{}">\n<meta name="description" content="{}">\n'
        '<meta name="keywords" content="{}">\n<meta name="dcterms.date" content="{}">\n',
        document.author,
        document.subject,
        ", ".join(document.keywords),
        document.dated.isoformat(),
    )


def _styles(document: Document) -> SafeString:
    """Our own style sheets; a style element holds raw text, so nothing in it is escaped."""
    pictured = any(
        isinstance(inner, Picture | Table)
        for block in document.blocks
        for inner in (block.blocks if isinstance(block, Box) else ())
    ) or any(isinstance(block, Picture) for block in document.blocks)
    names = (*STYLES, PICTURE_STYLES) if pictured else STYLES
    folder = Path(settings.BASE_DIR) / "static"
    return mark_safe("".join((folder / name).read_text("utf-8") for name in names))  # noqa: S308
