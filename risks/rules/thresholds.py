"""How long an assessment of a risk holds: a setting, read here and nowhere else."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import ngettext

from core.figures.annexes import active_profile


def assessment_holds() -> timedelta:
    """An open risk of the register that was last assessed longer ago needs an assessment."""
    return timedelta(days=settings.ASSESS_WITHIN_DAYS)


def unassessed_choice() -> str:
    """The filter of the register, in the reader's language."""
    days = assessment_holds().days
    words = ngettext("Not assessed for %(days)s day", "Not assessed for %(days)s days", days)
    return words % {"days": active_profile().integer(days)}


def assessed_long_ago(date: str) -> str:
    """What the page of a risk says whose last assessment, of `date`, holds no more."""
    days = assessment_holds().days
    words = ngettext(
        "Last assessed on %(date)s: more than %(days)s day ago.",
        "Last assessed on %(date)s: more than %(days)s days ago.",
        days,
    )
    return words % {"date": date, "days": active_profile().integer(days)}
