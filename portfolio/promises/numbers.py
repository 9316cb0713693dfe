"""Live numbers about promises."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.numbers.registry import NumberContext, NumberSpec, NumberValue, numbers
from portfolio.models import Commitment
from portfolio.projects.population import year_asked
from portfolio.rows.numbers import count_value, part_value

PROMISES = _("promises")
PROMISE_PAGE = "portfolio:promise-list"
MADE_IN = {
    "year": _("the year of the report that made the promises; the reported year when left out")
}


def promises(context: NumberContext, params: Mapping[str, str]) -> Any:
    """What the report on a year has promised."""
    made = Commitment.objects.of_strategy(context.strategy)
    return made.made_in(year_asked(context, params))


def _made(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    return count_value(promises(context, params), PROMISES)


def _kept(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    made = promises(context, params)
    return part_value(made.kept(context.at), made, PROMISES)


def _open(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    made = promises(context, params)
    return part_value(made.open(context.at), made, PROMISES)


def _overdue(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    made = promises(context, params)
    return part_value(made.overdue(context.at), made, PROMISES)


def register() -> None:
    """Declare the numbers about promises."""
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
