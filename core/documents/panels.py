"""The documents of a row, as a card on its page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext_lazy as _

from core.kept import kept
from core.models import Document, DocumentVersion, User
from core.models.documents import DocumentVersionQuerySet
from core.models.people import REACH, name_people
from core.pages.panels import Panel, panels
from core.prepared import prepared
from core.subjects import code_of_row, on_page_of, subjects


@dataclass(frozen=True)
class DocumentLine:
    """A document with its newest version and the older ones; `about` as of questions."""

    row: Document
    about: str
    newest: DocumentVersion
    older: list[DocumentVersion]
    replace_url: str
    remove_url: str


@dataclass(frozen=True)
class DocumentCard:
    """`core/documents/_card.html`; `add_url` is for who may bring documents."""

    lines: list[DocumentLine]
    add_url: str


def register(*keys: str) -> None:
    """Put a card of documents on the pages of these kinds of rows."""
    for key in keys:
        panels.register(
            Panel(
                key=f"documents-{key}",
                subject=key,
                title=_("Documents"),
                render=_card_of(key),
                position=75,
            )
        )


def _card_of(key: str) -> Callable[[Any, User, date], SafeString | None]:
    def card(row: Any, user: User, _at: date) -> SafeString | None:
        may_write = _may_write(key, row, user)
        draw = partial(_drawn, key, row.pk, may_write=may_write)
        zone = get_current_timezone_name()
        return kept(
            "documents of a row", (Document, DocumentVersion), draw, key, row.pk, may_write, zone
        )

    return card


def _may_write(key: str, row: Any, user: User) -> bool:
    """Whether the person may bring documents to a row that they see."""
    rows = subjects[key].written(user).filter(pk=row.pk)
    return kept("documents written", REACH, rows.exists, key, row.pk, user.pk)


@prepared
def _versions(key: str, *, row: int) -> DocumentVersionQuerySet:
    rows = DocumentVersion.objects.filter(
        on_page_of(key, row, "document__"), document__removed_at__isnull=True
    )
    rows = rows.select_related("document").annotate(code=code_of_row("document__"))
    return rows.order_by("document__title__sort_key", "document_id", "-number")


def _drawn(key: str, row: int, *, may_write: bool) -> SafeString | None:
    versions: dict[int, list[DocumentVersion]] = {}
    for version in _versions(key, row=row):
        versions.setdefault(version.document_id, []).append(version)
    name_people((one, ("uploaded_by",)) for some in versions.values() for one in some)
    if not (versions or may_write):
        return None
    card = DocumentCard(
        lines=[_line(some, key, may_write=may_write) for some in versions.values()],
        add_url=reverse("documents:document-create", args=[key, row]) if may_write else "",
    )
    return SafeString(render_to_string("core/documents/_card.html", {"card": card}))


def _line(versions: Sequence[DocumentVersion], key: str, *, may_write: bool) -> DocumentLine:
    newest, *older = versions
    document = newest.document

    def address(name: str) -> str:
        return reverse(f"documents:{name}", args=[document.pk]) if may_write else ""

    code: str = newest.code  # type: ignore[attr-defined]
    return DocumentLine(
        row=document,
        about="" if document.kind == key else f"{document.get_kind_display()} {code}",
        newest=newest,
        older=older,
        replace_url=address("document-replace"),
        remove_url=address("document-remove"),
    )
