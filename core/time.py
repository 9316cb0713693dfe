"""The working date: the one clock that views, jobs and checks ask; and the day that rights end by.

Three clocks are never mixed: `at` (valid time, "as it was on that day"), `known_at` (recorded time,
"as we knew it then", see `core.history`) and the working date (today, or the fixed day of a
demonstration). The system clock itself is for leases and log lines only.

Days are the organization's: it is the same day for everybody, wherever they sit.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.request_cache import once_a_request

EARLIEST = date(1990, 1, 1)  # nothing that is reported on is older


@once_a_request
def working_date() -> date:
    """The day on which this installation stands: fixed, or today where the organization is."""
    return installation_facts()[0] or day_of(timezone.now())


@once_a_request
def rights_day() -> date:
    """The day by which a right has ended or not: the latest on which this installation ever stood.

    It is the working date, unless that was set back; then it stays, so that nobody gets back what
    they had lost (decision 034).
    """
    return max(working_date(), installation_facts()[2] or date.min)


@once_a_request
def installation_facts() -> tuple[date | None, bool, date | None]:
    """The fixed day, if there is one; whether the data are a demonstration; the latest day stood on
    that the history knows of."""
    # core.kept needs this module while it loads.
    from core.kept import kept_on_all_days

    return kept_on_all_days("installation", (), _installation_facts)


def _installation_facts() -> tuple[date | None, bool, date | None]:
    # So does core.models.people.
    from core.models.installation import Installation

    facts = Installation.objects.values_list("fixed_date", "is_demonstration").first()
    return *(facts or (None, False)), _latest_day(_days_fixed())


def _days_fixed() -> list[tuple[date | None, datetime]]:
    """Each day that was fixed (None: none) with the moment since when, oldest first."""
    # So does core.models.people.
    from core.history.tracking import event_model_of
    from core.models.installation import Installation

    events = event_model_of(Installation)._default_manager.order_by("pgh_id")
    return [*events.values_list("fixed_date", "pgh_created_at")]


def _latest_day(stood: list[tuple[date | None, datetime]]) -> date | None:
    """The latest of the days that were fixed, and of those on which a time without one ended."""
    fixed = [day for day, _since in stood if day is not None]
    ended = [day_of(since) for (day, _), (_next, since) in pairwise(stood) if day is None]
    return max([*fixed, *ended], default=None)


def day_of(moment: datetime) -> date:
    """The day of a moment where the organization is."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def day_begins(day: date) -> datetime:
    """The moment at which a day of the organization begins.

    Where the working date is fixed, the days beside it are those beside today.
    """
    shift = day_of(timezone.now()) - working_date()
    return datetime.combine(day + shift, time(), timezone.get_default_timezone())


def recorded_until(day: date) -> datetime:
    """The last moment at which this installation stood on `day` or before.

    What was recorded until then was known on that day, also where days are fixed.
    """
    ends = (
        _end_of(day, fixed, since, until - timedelta(microseconds=1))
        for (fixed, since), (_next, until) in pairwise([*_standings(), (None, _far_from_now())])
    )
    # The first of these times has no beginning, so that one of them is always there.
    return max(end for end in ends if end is not None)


def day_recorded(moment: datetime) -> date:
    """The day on which this installation stood at a moment of the record."""
    fixed = next(fixed for fixed, since in reversed(_standings()) if since <= moment)
    return fixed or day_of(moment)


@once_a_request
def _standings() -> list[tuple[date | None, datetime]]:
    # core.kept needs this module while it loads.
    from core.kept import kept_on_all_days

    stood = kept_on_all_days("days fixed", (), _days_fixed)
    return [(None, datetime.min.replace(tzinfo=UTC)), *stood]


def _far_from_now() -> datetime:
    """No event is later."""
    return timezone.now() + timedelta(days=1)


def _end_of(day: date, fixed: date | None, since: datetime, until: datetime) -> datetime | None:
    """The end of `day` within a time on which one day was fixed, or none; None: it is all later."""
    if fixed is not None:
        return until if fixed <= day else None
    midnight = datetime.combine(day + timedelta(days=1), time.min)
    end = timezone.make_aware(midnight, timezone.get_default_timezone())
    return min(until, end - timedelta(microseconds=1)) if end > since else None


def has_been(day: date) -> None:
    """Validator: a day to stand on is one that was or is."""
    if not EARLIEST <= day <= day_of(timezone.now()):
        raise ValidationError(
            _("The program can stand on a day from %(first)s until today."),
            code="day_to_come",
            params={"first": date_format(EARLIEST, "DATE_FORMAT")},
        )
