"""Live numbers about milestones."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.numbers.registry import NumberContext, NumberSpec, NumberValue, numbers
from portfolio.models import Milestone
from portfolio.projects.numbers import YEAR
from portfolio.projects.population import population, year_asked
from portfolio.rows.numbers import count_value, part_value

MILESTONES = _("milestones")
MILESTONE_PAGE = "portfolio:milestone-list"


def _milestones_due(context: NumberContext, params: Mapping[str, str]) -> Any:
    of_plan = Milestone.objects.filter(project__in=population(context, params))
    return of_plan.due_in(year_asked(context, params), context.at)


def _due(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    return count_value(_milestones_due(context, params), MILESTONES)


def _met(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    due = _milestones_due(context, params)
    return part_value(due.reached(context.at), due, MILESTONES)


def _missed(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    due = _milestones_due(context, params)
    return part_value(due.missed(context.at), due, MILESTONES)


def register() -> None:
    """Declare the numbers about milestones."""
    for key, label, definition, compute in (
        (
            "milestones.due",
            _("Milestones due"),
            _(
                "Milestones of projects in the work plan of the year that were planned for that "
                "year, by the day of the data; without a plan, the forecast counts."
            ),
            _due,
        ),
        (
            "milestones.met",
            _("Milestones met"),
            _("Milestones due in the year that were reached by the day of the data."),
            _met,
        ),
        (
            "milestones.missed",
            _("Milestones missed"),
            _(
                "Milestones due in the year whose planned day lies before the day of the data and "
                "that were not reached by then."
            ),
            _missed,
        ),
    ):
        numbers.register(
            NumberSpec(key, label, definition, compute, optional=YEAR, page=MILESTONE_PAGE)
        )
