"""The paper as one `<article>`, for the preview page and inside the file of its own."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.document.tree import Document
from reports.writers.html.blocks import BlockWriter
from reports.writers.html.cover import cover_html
from reports.writers.html.options import Options


def article(document: Document, options: Options) -> SafeString:
    """`document` as HTML; the page brings figure.css, cover.css, paper.css and the tokens."""
    writer = BlockWriter(document.language, options)
    cover = cover_html(document.cover, writer.inline, options)
    blocks = writer.all(document.blocks)
    return format_html(
        '<article class="sheet paper" lang="{}" aria-labelledby="{}">\n{}\n{}\n</article>',
        document.language,
        options.anchor("title"),
        cover,
        blocks,
    )
