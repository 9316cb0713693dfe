"""A document of a row, made for tests."""

from core.documents.services import document_add, document_check
from core.models import Document, DocumentVersion
from tests.core.discussions.rows import ROWS, person


def bring(kind: str = "project", title: str = "Minutes of May") -> DocumentVersion:
    """The first version of a document of a row of a kind."""
    return document_add(
        document=Document(kind=kind, row=ROWS[kind]().pk, title=title, purpose="minutes"),
        file=document_check(b"%PDF-1.7 minutes", "Minutes of May.pdf"),
        user=person("pmo"),
    )
