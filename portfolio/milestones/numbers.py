"""Live numbers about milestones."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.numbers.registry import NumberContext, NumberSpec, NumberValue, numbers
from portfolio.models import Milestone
from portfolio.projects.numbers import OF_PLAN
from portfolio.projects.population import population, years_asked
from portfolio.rows.numbers import count_value, part_value

MILESTONES = _("milestones")
PAGE = "portfolio:milestone-list"


def _milestones_due(context: NumberContext, params: Mapping[str, str]) -> Any:
    of_plan = Milestone.objects.filter(project__in=population(context, params))
    return of_plan.due_in(years_asked(context, params), context.at)


def _due(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    return count_value(_milestones_due(context, params), MILESTONES)


def _met(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    due = _milestones_due(context, params)
    return part_value(due.reached(context.at), due, MILESTONES)


def _missed(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    due = _milestones_due(context, params)
    return part_value(due.missed(context.at), due, MILESTONES)


NUMBERS = (
    NumberSpec(
        key="milestones.due",
        label=_("Milestones due"),
        definition=_(
            "Milestones of projects in the work plan of the year that were planned for that "
            "year, by the day of the data; without a plan, the forecast counts."
        ),
        compute=_due,
        optional=OF_PLAN,
        page=PAGE,
        columns=("project", "baseline_on", "forecast_on", "reached_on", "state", "manager"),
    ),
    NumberSpec(
        key="milestones.met",
        label=_("Milestones met"),
        definition=_("Milestones due in the year that were reached by the day of the data."),
        compute=_met,
        optional=OF_PLAN,
        page=PAGE,
        columns=("project", "kind", "baseline_on", "reached_on", "slip", "unit"),
    ),
    NumberSpec(
        key="milestones.missed",
        label=_("Milestones missed"),
        definition=_(
            "Milestones due in the year whose planned day lies before the day of the data and "
            "that were not reached by then."
        ),
        compute=_missed,
        optional=OF_PLAN,
        page=PAGE,
        columns=("project", "baseline_on", "late_by", "forecast_on", "manager", "unit"),
    ),
)


def register() -> None:
    """Declare the numbers about milestones."""
    numbers.register(*NUMBERS)
