"""What stands beside the paper about one part of it: where it is from, what changed, what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.access import Action
from core.history.events import Change, changes_among, changes_of
from core.languages import profile
from core.languages.word_changes import word_changes
from core.models import Unit, User
from core.models.people import people_by_id
from core.pages.changes import ChangeInWords, author_of, newest, worded
from core.pages.marked_words import marked_words
from core.pages.panels import PanelView, panels_for
from core.pages.subject_changes import subject_changes
from core.time import working_date
from reports.composing.merge import Paper
from reports.drafts import services
from reports.drafts.gate_page import GateView, gate_view
from reports.drafts.stored import stored_drafts, stored_edition
from reports.models import (
    PARAGRAPH_KIND,
    Origin,
    Paragraph,
    ParagraphText,
    PartAssignment,
    Report,
    Section,
)
from reports.models.assignment import column_of
from reports.workshop.both import BothTexts, both_texts
from reports.workshop.edition import workshop_edition
from reports.workshop.part_names import part_name
from reports.workshop.rights import may_write
from reports.workshop.texts import paragraph_of
from reports.workshop.waiting_on import given_part
from reports.writing.services import ParagraphGone, assigned, part_of


@dataclass(frozen=True)
class SourceView:
    """What the source of an edited paragraph says now: against what it said when it was edited; `own` are
    the words of the paper, `both` those with the source's changes in them, where that can be."""

    words: SafeString
    seen: str
    own: str
    both: BothTexts | None


@dataclass(frozen=True)
class VersionView:
    """How a text read at a moment, against the version before it."""

    at: datetime
    author: str
    words: SafeString
    text: str


@dataclass(frozen=True)
class AssignmentView:
    """Whom a part waits for; addresses are for who may say that it is done, or take it back."""

    row: PartAssignment
    is_late: bool
    done_url: str
    withdraw_url: str


@dataclass(frozen=True)
class PieceView:
    """A part beside the paper. One that stands in it no more has its thread and history alone.

    `ask_url` makes the row of a paragraph that was never stored, about which nobody could ask yet.
    """

    title: str
    key: str
    target: str
    origin: str = ""
    source: SourceView | None = None
    behind: SafeString | None = None
    versions: Sequence[VersionView] = ()
    language_name: str = ""
    gate: GateView | None = None
    assignment: AssignmentView | None = None
    assign_url: str = ""
    done_before: Sequence[PartAssignment] = ()
    panels: Sequence[PanelView] = ()
    ask_url: str = ""
    history: Sequence[ChangeInWords] = field(default_factory=list)


MOST_VERSIONS = 12
MOST_DONE = 5
MOST_HISTORY = 50


def piece_view(report: Report, user: User, language: str, target: str, *, whole: bool) -> PieceView:
    """A part of one edition ("para/KEY", "section/KEY"), for whoever reads the paper; who changed what,
    as far as they see it, and with the `whole` page its history. Raises `ParagraphGone`.
    """
    kind, _stroke, key = target.partition("/")
    row = part_of(report, target)
    current = services.report_paper(report)
    sees_history = user.access.to(Action.VIEW_HISTORY).everywhere
    try:
        title, stands = part_name(current, target, language), True
    except ParagraphGone:
        if not isinstance(row, Paragraph):
            raise
        title, stands = _("Paragraph that was taken out"), False
    common = {
        "title": title,
        "key": key,
        "target": target,
        "language_name": profile(language).name,
        **(_given(report, user, row, stands=stands) if row else {}),
        "panels": _panels(row, user),
        "history": _history(row) if whole and sees_history and row else [],
        "assign_url": _address("part-assign", report, language, target)
        if stands and may_write(user, report)
        else "",
    }
    if not stands or kind == "section":
        gate = _gate(report, user, language, target) if stands else None
        changed = _heading_behind(report, current, key, language) if stands else None
        return PieceView(**common, gate=gate, behind=changed)  # type: ignore[arg-type]
    one = paragraph_of(current, key)
    behind = one.behind.get(language, "")
    original = one.texts.get(report.original_language, "")
    return PieceView(
        **common,  # type: ignore[arg-type]
        origin=str(Origin(one.origin).label),
        source=_source(report, current, key, language),
        behind=marked_words(word_changes(behind, original)) if behind else None,
        versions=_versions(report, key, language) if sees_history else [],
        gate=_gate(report, user, language, target),
        ask_url=_address("paragraph-ask", report, language, target) if row is None else "",
    )


def _address(name: str, report: Report, language: str, target: str) -> str:
    return reverse(f"reports:{name}", args=[report.slug, language, target])


def _heading_behind(report: Report, current: Paper, key: str, language: str) -> SafeString | None:
    """How the original of a heading has changed since it was translated."""
    for section in current.sections:
        if section.key == key and language in section.behind:
            now = section.headings.get(report.original_language, "")
            return marked_words(word_changes(section.behind[language], now))
    return None


# --- What waits -----------------------------------------------------------------------------------


def _panels(row: object, user: User) -> list[PanelView]:
    """Questions about the paragraph and documents of it, as whoever sees the paper sees them."""
    if not isinstance(row, Paragraph):
        return []
    return panels_for(PARAGRAPH_KIND, row, user, working_date())


def _gate(report: Report, user: User, language: str, target: str) -> GateView | None:
    """The numbers and figures of the part that wait; None where none does."""
    moved = workshop_edition(report, language).gate.lines.get(target, ())
    latest = stored_drafts(report).latest
    edition = stored_edition(latest, language) if latest else None
    if not moved or edition is None:
        return None
    only = {one.signature for one in moved}
    found = gate_view(report, latest, edition, user, moved, only=only, place=target)
    return found if found.lines or found.others else None


def _given(
    report: Report, user: User, part: Paragraph | Section, *, stands: bool
) -> dict[str, object]:
    """Whom the part waits for, and who had it before."""
    row = assigned(part) if stands else None
    return {
        "assignment": _assignment(report, user, row) if row else None,
        "done_before": _done(part),
    }


def _assignment(report: Report, user: User, row: PartAssignment) -> AssignmentView:
    writes = may_write(user, report)
    is_mine = PartAssignment.objects.filter(pk=row.pk).to(user).exists()
    address = [report.slug, row.pk]
    return AssignmentView(
        row=row,
        is_late=given_part(row).is_late,
        done_url=reverse("reports:assignment-done", args=address)
        if report.is_in_drafting and (writes or is_mine)
        else "",
        withdraw_url=reverse("reports:assignment-withdraw", args=address) if writes else "",
    )


def _done(part: Paragraph | Section) -> list[PartAssignment]:
    rows = PartAssignment.objects.of(part).filter(done_at__isnull=False)
    return list(rows.select_related("person", "unit", "done_by").order_by("-done_at")[:MOST_DONE])


def _history(row: Paragraph | Section) -> list[ChangeInWords]:
    """What happened to the part, who had it, and what was said about it: queries as many as models."""
    of = column_of(row)
    found: list[tuple[str, Change]] = [("", change) for change in changes_of(row, MOST_HISTORY)]
    found += _assignments([change for _key, change in changes_among(PartAssignment, **of)])
    if isinstance(row, Paragraph):
        found += [
            (profile(change.row.language).name, change)  # type: ignore[union-attr]
            for _key, change in changes_among(ParagraphText, **of)
        ]
        found += subject_changes(PARAGRAPH_KIND, row.pk)
    return worded(newest(found, MOST_HISTORY))


def _assignments(changes: Sequence[Change]) -> list[tuple[str, Change]]:
    """Each with whom the part waited for."""
    rows: list[Any] = [change.row for change in changes]
    people = people_by_id({row.person_id for row in rows})
    units = Unit.objects.in_bulk({row.unit_id for row in rows if row.unit_id})
    names = [people.get(row.person_id) or units.get(row.unit_id) for row in rows]
    return [
        (_("Assignment: %(who)s") % {"who": name}, change)
        for name, change in zip(names, changes, strict=True)
    ]


# --- What it says ---------------------------------------------------------------------------------


def _source(report: Report, current: Paper, key: str, language: str) -> SourceView | None:
    """How the source differs from what it said when a person edited its words."""
    if (key, language) not in current.edited:
        return None
    planned = current.plan.paragraph(key)
    row = _text(report, key, language)
    if planned is None or row is None:
        return None
    now = planned.texts.get(language, "")
    words = marked_words(word_changes(row.generated, now))
    return SourceView(words, now, row.text, both_texts(row.generated, row.text, now))


def _text(report: Report, key: str, language: str) -> ParagraphText | None:
    return ParagraphText.objects.filter(
        paragraph__section__report=report, paragraph__key=key, language=language
    ).first()


def _versions(report: Report, key: str, language: str) -> list[VersionView]:
    """The latest versions of a text, newest first, each with its words against those before."""
    row = _text(report, key, language)
    if row is None:
        return []
    found = []
    for change in changes_of(row, MOST_VERSIONS):
        for each in change.fields:
            if each.field.name == "text":
                words = marked_words(word_changes(each.old or "", each.new or ""))
                found.append(VersionView(change.at, author_of(change), words, each.new or ""))
    return found
