"""Writes of reviews: opened by an administrator, decided by those whose roles they are not, closed."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from core.access import Action
from core.history.saving import locked
from core.models import AccessReview, AccessReviewLine, RoleAssignment, User
from core.models.review import AccessReviewLineQuerySet, ReviewResult
from core.people.services import NotAllowed, role_end

TIME_TO_FINISH = timedelta(days=30)
A_YEAR = timedelta(days=365)


class AlreadyOpen(Exception):
    """There is an open review; it is closed before another begins."""


class AlreadyDecided(Exception):
    """Somebody has decided on one of the lines, or it is no line of an open review."""


class NotDecided(Exception):
    """Lines of the review are still open; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


def review_open(*, by: User, on: date, due_on: date | None = None) -> AccessReview:
    """Begin a review of every role that is held on the day `on` or later.

    Without `due_on` there are thirty days for it. Raises `NotAllowed` for whoever may not,
    `AlreadyOpen` while another is open.
    """
    _must_review(by)
    due_on = due_on or on + TIME_TO_FINISH
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Whoever comes second waits, and then sees the first one's review.
            cursor.execute("LOCK TABLE core_accessreview IN SHARE ROW EXCLUSIVE MODE")
        if AccessReview.objects.open().exists():
            raise AlreadyOpen
        review = AccessReview.objects.create(opened_on=on, opened_by=by, due_on=due_on)
        AccessReviewLine.objects.bulk_create(
            AccessReviewLine(
                review=review,
                assignment=role,
                user_id=role.user_id,
                role=role.role,
                unit_id=role.unit_id,
                language=role.language,
                starts_on=role.starts_on,
                ends_on=role.ends_on,
                lent_by_id=role.lent_by_id,
            )
            for role in _not_over(on)
        )
    return review


def lines_decide(
    *, by: User, lines: Sequence[AccessReviewLine], result: ReviewResult, reason: str, on: date
) -> None:
    """Confirm roles, or end them as of the day `on`; all of `lines` or none.

    Raises `NotAllowed` where one is their own or of somebody they stand in for, `AlreadyDecided`
    where somebody was quicker.
    """
    _must_review(by)
    keys = [line.pk for line in lines]
    with transaction.atomic():
        rows = AccessReviewLine.objects.filter(review__closed_on__isnull=True).open()
        found = list(rows.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
        if len(found) != len(set(keys)):
            raise AlreadyDecided
        if AccessReviewLine.objects.decidable_by(by).filter(pk__in=keys).count() != len(found):
            raise NotAllowed
        for line in found:
            line.result, line.reason = result, reason
            line.decided_by, line.decided_at = by, timezone.now()
            line.save()
        if result == ReviewResult.ENDED:
            # Afterwards: with a role goes what was lent of it, which may be another of these lines.
            for role in RoleAssignment.objects.filter(review_lines__in=keys).select_related("user"):
                role_end(by=by, assignment=role, on=on)


def lines_settle(review: AccessReview, on: date) -> int:
    """Open lines whose role has ended meanwhile need no decision; how many there were."""
    over = over_meanwhile(review.lines.open(), on)
    with transaction.atomic():
        rows = list(over.select_for_update(of=("self",)))
        for line in rows:
            line.result = ReviewResult.OVER
            line.save()
    return len(rows)


def review_close(*, by: User, review: AccessReview, on: date) -> None:
    """End a review whose lines are all decided. Raises `NotDecided` while they are not."""
    _must_review(by)
    with transaction.atomic():
        current = locked(AccessReview, review.pk)
        if current.closed_on is not None:
            return
        lines_settle(current, on)
        if open_count := current.lines.open().count():
            raise NotDecided(open_count)
        current.closed_on, current.closed_by = on, by
        current.save()


def over_meanwhile(lines: AccessReviewLineQuerySet, on: date) -> AccessReviewLineQuerySet:
    """Those whose role gives nothing any more: removed, ended, or of somebody who has left."""
    return lines.filter(
        Q(assignment__isnull=True) | Q(assignment__ends_on__lt=on) | Q(user__is_active=False)
    )


def review_is_due(on: date) -> bool:
    """Whether a review must begin: the last was opened more than a year ago, or none ever was."""
    last = AccessReview.objects.order_by("-opened_on").first()
    if last is not None:
        return last.closed_on is not None and last.opened_on + A_YEAR < on
    return RoleAssignment.objects.exists()


def review_is_late(on: date) -> AccessReview | None:
    """The open review whose day has passed."""
    return AccessReview.objects.open().filter(due_on__lt=on).first()


def _not_over(on: date) -> "list[RoleAssignment]":
    rows = RoleAssignment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return list(rows.filter(user__is_active=True).order_by("user", "role", "pk"))


def _must_review(by: User) -> None:
    if not by.access.may(Action.MANAGE_PEOPLE):
        raise NotAllowed
