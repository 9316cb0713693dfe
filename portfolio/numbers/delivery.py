"""Live numbers about milestones and promises."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.numbers import NumberContext, NumberSpec, NumberValue, numbers
from portfolio.models import Commitment, Milestone
from portfolio.numbers.population import population, year_asked
from portfolio.numbers.projects import YEAR

MILESTONES = _("milestones")
PROMISES = _("promises")
MILESTONE_PAGE = "portfolio:milestone-list"
PROMISE_PAGE = "portfolio:promise-list"
MADE_IN = {
    "year": _("the year of the report that made the promises; the reported year when left out")
}


def _milestones_due(context: NumberContext, params: Mapping[str, str]) -> Any:
    of_plan = Milestone.objects.filter(project__in=population(context, params))
    return of_plan.due_in(year_asked(context, params), context.at)


def _due(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    return _count(_milestones_due(context, params), MILESTONES)


def _met(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    due = _milestones_due(context, params)
    return _part(due.reached(context.at), due, MILESTONES)


def _missed(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    due = _milestones_due(context, params)
    return _part(due.missed(context.at), due, MILESTONES)


def _count(rows: Any, unit: Any) -> NumberValue:
    invented = rows.model is Milestone and rows.filter(illustrative=True).exists()
    return NumberValue(value=Decimal(rows.count()), unit=unit, rows=rows, illustrative=invented)


def _part(rows: Any, whole: Any, unit: Any) -> NumberValue:
    counted, of = _count(rows, unit), _count(whole, unit)
    return NumberValue(
        value=counted.value, of=of.value, unit=unit, rows=rows, illustrative=of.illustrative
    )


def promises(context: NumberContext, params: Mapping[str, str]) -> Any:
    """What the report on a year has promised."""
    made = Commitment.objects.of_strategy(context.strategy)
    return made.made_in(year_asked(context, params))


def _made(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    return _count(promises(context, params), PROMISES)


def _kept(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    made = promises(context, params)
    return _part(made.kept(context.at), made, PROMISES)


def _open(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    made = promises(context, params)
    return _part(made.open(context.at), made, PROMISES)


def _overdue(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    made = promises(context, params)
    return _part(made.overdue(context.at), made, PROMISES)


def register() -> None:
    """Declare the numbers about milestones and promises."""
    _register_milestones()
    _register_promises()


def _register_milestones() -> None:
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


def _register_promises() -> None:
    for key, label, definition, compute in (
        (
            "promises.made",
            _("Promises made"),
            _("What the report on the year has said will be done, dated or not."),
            _made,
        ),
        (
            "promises.kept",
            _("Promises kept"),
            _(
                "Promises of the report on the year that were answered as kept by the day of the "
                "data; partly kept is not kept."
            ),
            _kept,
        ),
        (
            "promises.open",
            _("Open promises"),
            _(
                "Promises of the report on the year that nobody had answered by the day of the data."
            ),
            _open,
        ),
        (
            "promises.overdue",
            _("Overdue promises"),
            _(
                "Open promises of the report on the year whose last day lies before the day of "
                "the data. “Early 2022” ends with April; a promise without a date is never overdue."
            ),
            _overdue,
        ),
    ):
        numbers.register(
            NumberSpec(key, label, definition, compute, optional=MADE_IN, page=PROMISE_PAGE)
        )
