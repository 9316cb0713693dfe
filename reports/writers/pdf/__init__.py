"""The PDF writer: a document tree becomes an accessible PDF (PDF/UA-1) with the look of the paper.

The tree goes as plain data to a template written in Typst (`paper.typ` and what it imports), so
no word of a user is ever read as code. Typst sets the pages, tags them, and refuses what a reader
of PDF/UA could not hear; such a refusal becomes a `DocumentError` that names the place.
"""

from functools import partial

from reports.document.tree import Document, Picture, with_inner
from reports.writers.locations import DocumentError
from reports.writers.pdf.checks import check, refused
from reports.writers.pdf.content import content, picture_name
from reports.writers.pdf.missing_glyphs import typeset_shown
from reports.writers.pdf.typesetter import Refused, typeset
from reports.writers.pictures import picture_bytes

__all__ = ["DocumentError", "write", "write_noting"]


def write(document: Document) -> bytes:
    """Return the paper as a tagged PDF, the same bytes for the same tree.

    Raises `DocumentError`, naming the place, for figures without an alternative text and whatever
    else PDF/UA forbids.
    """
    return write_noting(document)[0]


def write_noting(document: Document) -> tuple[bytes, frozenset[str]]:
    """The PDF, and the signs that stand in it as squares, since no typeface of ours has them."""
    check(document)
    blocks = (one for one in with_inner(document.blocks) if isinstance(one, Picture))
    pictures = {picture_name(one): picture_bytes(one) for one in blocks}
    try:
        set_ = partial(typeset, pictures=pictures)
        return typeset_shown(content(document), document.dated, set_)
    except Refused as refusal:
        raise refused(document, refusal) from refusal
