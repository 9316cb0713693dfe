"""From where on a project is slipping, silent or stuck, read here and nowhere else.

A strategy may have days of its own (`outcomes.models.thresholds`); what it leaves open is a setting of
the environment. Both are read at every call, so that all pages, numbers and drafts of a process count
alike.
"""

from typing import Any

from django.db.models import DateField, ExpressionWrapper, F, OuterRef, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from core.figures.annexes import active_profile
from outcomes.models.thresholds import (
    Thresholds,
    own_thresholds,
    thresholds_of,
    usual_thresholds,
)


def in_force(name: str, strategy: Any = F) -> Coalesce:
    """A threshold in a query on projects: its strategy's own, else the setting.

    `strategy` makes the reference where the query is one below it, as `OuterRef` does.
    """
    return Coalesce(strategy(f"strategy__{name}"), Value(getattr(usual_thresholds(), name)))


def of_stage(path: str) -> OuterRef:
    """The reference from a query two below that on projects."""
    return OuterRef(OuterRef(path))


def slips_from() -> "ExpressionWrapper[Any]":
    """For a query on projects: a forecast that lies further than this day is slipping."""
    days = F("baseline_finish") + in_force("slip_days")
    return ExpressionWrapper(days, output_field=DateField())


def silent_since(at: Any, strategy: Any) -> "ExpressionWrapper[Any]":
    """For a query below one on projects: whose last word lies no later than this day is silent."""
    day = at if hasattr(at, "resolve_expression") else Value(at, output_field=DateField())
    return ExpressionWrapper(day - in_force("silent_days", strategy), output_field=DateField())


def thresholds() -> Thresholds:
    """What whoever keeps what was counted by them depends on, beside the strategies' rows."""
    return usual_thresholds()


def slipping_definition(strategy: int | str) -> str:
    """What the number of slipping projects counts in a strategy, in the reader's language."""
    days = thresholds_of(strategy).slip_days
    return _with_days(
        ngettext(
            "Projects in the work plan of the year that are not finished and whose forecast "
            "lies more than %(days)s day after the planned finish.",
            "Projects in the work plan of the year that are not finished and whose forecast "
            "lies more than %(days)s days after the planned finish.",
            days,
        ),
        days,
    )


def silent_definition(strategy: int | str) -> str:
    """What the number of silent projects counts."""
    days = thresholds_of(strategy).silent_days
    return _with_days(
        ngettext(
            "Projects in the work plan of the year that have begun, are not finished, and "
            "have had no update for %(days)s day; a confirmation by the manager is an update.",
            "Projects in the work plan of the year that have begun, are not finished, and "
            "have had no update for %(days)s days; a confirmation by the manager is an update.",
            days,
        ),
        days,
    )


def stuck_definition(strategy: int | str) -> str:
    """What the number of stuck projects counts."""
    updates = thresholds_of(strategy).stuck_updates
    return _with_updates(
        # Translators: updates is a number in words up to ten: "whose last three updates".
        ngettext(
            "Projects in the work plan of the year, begun and not on hold, whose last %(updates)s "
            "update was amber or red, or gave the same per cent done in the same words.",
            "Projects in the work plan of the year, begun and not on hold, whose last %(updates)s "
            "updates were all amber or red, or gave the same per cent done in the same words.",
            updates,
        ),
        updates,
    )


def silent_choice(strategy: int | str) -> str:
    """The filter of the list, beginning with a capital; of all strategies, where they differ, no days."""
    if not strategy and _differ("silent_days"):
        return _("Silent for longer than its strategy says")
    days = thresholds_of(strategy).silent_days
    return _with_days(ngettext("Silent for %(days)s day", "Silent for %(days)s days", days), days)


def silent_label(strategy: int | str) -> str:
    """The count of the dashboard, behind its figure."""
    days = thresholds_of(strategy).silent_days
    words = npgettext(
        "short, behind a figure: 13 silent for 60 days",
        "silent for %(days)s day",
        "silent for %(days)s days",
        days,
    )
    return _with_days(words, days)


def stuck_label(strategy: int | str) -> str:
    """What is wrong with a project that is stuck."""
    updates = thresholds_of(strategy).stuck_updates
    words = ngettext("stuck for %(updates)s update", "stuck for %(updates)s updates", updates)
    return _with_updates(words, updates)


def _differ(name: str) -> bool:
    """Whether some strategy has another threshold than the rest."""
    usual = usual_thresholds()
    own = {getattr(thresholds_of(each), name) for each in own_thresholds()}
    return bool(own - {getattr(usual, name)})


def _with_days(words: str, days: int) -> str:
    """A measured time stands in figures."""
    return words % {"days": active_profile().integer(days)}


def _with_updates(words: str, updates: int) -> str:
    """A count stands as in running text: to ten in words."""
    return words % {"updates": active_profile().text_number(updates)}
