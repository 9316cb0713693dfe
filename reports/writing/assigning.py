"""Giving a part of a paper to a person or a unit, and saying that it is done."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from core.history.saving import locked
from core.models import Unit, User
from reports.models import Paragraph, PartAssignment, Report, Section
from reports.models.assignment import column_of
from reports.writing.errors import ParagraphGone
from reports.writing.opened import Opened, opened


def part_of(report: Report, target: str) -> Paragraph | Section | None:
    """The row of a part ("para/KEY", "section/KEY"), wherever it stands; None where it has none yet."""
    kind, _stroke, key = target.partition("/")
    if kind == "para":
        rows = Paragraph.objects.filter(section__report=report, key=key)
        return rows.select_related("section__report__strategy").order_by("removed").first()
    return report.sections.filter(key=key).first() if kind == "section" else None


def assigned(part: Paragraph | Section) -> PartAssignment | None:
    """The open assignment of a part, with whom it waits for."""
    rows = PartAssignment.objects.of(part).undone()
    return rows.select_related("person", "unit", "assigned_by", "paragraph", "section").first()


def paragraph_row(*, report: Report, key: str) -> Paragraph:
    """The row of a paragraph, made if the paper was never stored. Raises `ParagraphGone`, and
    `TextRefused` for a report that is locked."""
    row = part_of(report, f"para/{key}")
    if row is None:
        with opened(report) as paper:
            paper.kept()
        row = part_of(report, f"para/{key}")
    if not isinstance(row, Paragraph):
        raise ParagraphGone(key)
    return row


def part_assign(
    *,
    report: Report,
    target: str,
    to: User | Unit,
    due_on: date | None,
    user: User,
) -> PartAssignment:
    """Let a part of the paper wait for somebody, in the place of whom it waited for.

    Raises `ParagraphGone`, and `TextRefused` for a report that is locked.
    """
    with opened(report) as paper:
        part = _part(paper, target)
        row = PartAssignment.objects.of(part).undone().first()
        row = row or PartAssignment(report=paper.report, **column_of(part))
        row.person, row.unit = (to, None) if isinstance(to, User) else (None, to)
        row.due_on = due_on
        row.assigned_by, row.assigned_at = user, timezone.now()
        row.save()
    return row


def _part(paper: Opened, target: str) -> Paragraph | Section:
    paper.kept()
    part = part_of(paper.report, target)
    if part is None or (isinstance(part, Paragraph) and part.removed):
        raise ParagraphGone(target)
    return part


def assignment_done(*, assignment: PartAssignment, user: User) -> bool:
    """Say that nothing is left to do; False where somebody has said so already."""
    with transaction.atomic():
        row = locked(PartAssignment, assignment.pk)
        if row.done_at is not None:
            return False
        row.done_at, row.done_by = timezone.now(), user
        row.save()
    return True


def assignment_withdraw(*, assignment: PartAssignment) -> None:
    """Let the part wait for nobody any more; the history keeps it."""
    assignment.delete()
