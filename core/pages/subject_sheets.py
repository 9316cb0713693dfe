"""What was asked about a row and what is kept with it, as sheets of its workbook."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from core.models import Answer, Document, DocumentVersion, Question
from core.subjects import on_page_of

# What the program finds rows, people and files by; the sheets say it in words.
KEYS_OF_SUBJECTS = ("row", "mentioned", "file")


def sheets_of(kind: str, row: int) -> Iterator["QuerySet[Any, Any]"]:
    """Questions, answers, documents and their versions, of a row that the person sees."""
    yield Question.objects.filter(on_page_of(kind, row)).order_by("asked_at", "pk")
    yield Answer.objects.filter(on_page_of(kind, row, "question__")).order_by("pk")
    yield Document.objects.filter(on_page_of(kind, row), removed_at__isnull=True)
    yield DocumentVersion.objects.filter(
        on_page_of(kind, row, "document__"), document__removed_at__isnull=True
    )
