"""What is stored of a report's drafts, read once and shared between requests until it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from reports.document import tree
from reports.document.recorded import RecordedNumber, numbers_from_json
from reports.kept_data import kept_of_data
from reports.models import Draft, DraftEdition, Export, Report

COMPARED = 2  # drafts: the latest, and the one it is compared with


@dataclass(frozen=True)
class StoredFile:
    """A file of a draft."""

    language: str
    format: str
    size: int


@dataclass(frozen=True)
class StoredDrafts:
    """The editions of a report, its latest drafts, and of the first of these what it lacks and has.

    The drafts are rows: nobody may change them.
    """

    languages: tuple[str, ...]
    drafts: tuple[Draft, ...]
    missing: Mapping[str, int]
    files: tuple[StoredFile, ...]

    @property
    def latest(self) -> Draft | None:
        """The latest draft; None before the first."""
        return self.drafts[0] if self.drafts else None


def stored_drafts(report: Report) -> StoredDrafts:
    """What the page of `report` needs of its drafts beside their text."""
    return kept_of_data("reports.drafts", lambda: _drafts(report), report.pk)


def _drafts(report: Report) -> StoredDrafts:
    drafts = tuple(report.drafts.all()[:COMPARED])
    editions = drafts[0].editions.values_list("language", "missing") if drafts else ()
    files = Export.objects.filter(edition__draft__in=drafts[:1]).order_by("pk")
    return StoredDrafts(
        languages=tuple(report.editions.values_list("language", flat=True)),
        drafts=drafts,
        missing=dict(editions),
        files=tuple(
            StoredFile(*row) for row in files.values_list("edition__language", "format", "size")
        ),
    )


@dataclass(frozen=True)
class StoredEdition:
    """The paper of a draft in one language, and the numbers it was made with."""

    document: tree.Document
    numbers: Mapping[str, RecordedNumber]
    made_at: datetime


def stored_edition(draft: Draft, language: str) -> StoredEdition | None:
    """The edition of `draft` in `language`; None where it has none."""
    rows = DraftEdition.objects.filter(draft=draft, language=language)
    return kept_of_data("reports.edition_of_draft", lambda: _first(rows), draft.pk, language)


def latest_edition(report: Report, language: str) -> StoredEdition | None:
    """The latest that was drafted in `language`; None where nothing was."""
    rows = DraftEdition.objects.filter(draft__report=report, language=language)
    return kept_of_data("reports.latest_edition", lambda: _first(rows), report.pk, language)


def _first(rows: "QuerySet[DraftEdition]") -> StoredEdition | None:
    row = rows.select_related("draft").order_by("-draft__number").first()
    if row is None:
        return None
    numbers = numbers_from_json(row.draft.numbers)
    return StoredEdition(tree.from_json(row.tree), numbers, row.draft.made_at)
