"""Live numbers about promises."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.numbers.registry import NumberContext, NumberSpec, NumberValue, numbers
from portfolio.models import Commitment, Project
from portfolio.projects.narrowing import NARROWED, narrowed, narrowings_in
from portfolio.projects.population import years_asked
from portfolio.rows.numbers import count_value, part_value

PROMISES = _("promises")
PAGE = "portfolio:promise-list"
MADE_IN = {
    "year": _(
        "the year of the report that made the promises, or several as in 2016-17; the reported ones "
        "when left out"
    ),
    **NARROWED,
}


def promises(context: NumberContext, params: Mapping[str, str]) -> Any:
    """What the report on a year has promised; of some projects alone if the parameters say so."""
    made = Commitment.objects.of_strategy(context.strategy)
    if narrowings_in(params):
        every = Project.objects.of_strategy(context.strategy)
        made = made.filter(project__in=narrowed(every, context, params))
    return made.made_in(years_asked(context, params))


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


NUMBERS = (
    NumberSpec(
        key="promises.made",
        label=_("Promises made"),
        definition=_("What the report on the year has said will be done, dated or not."),
        compute=_made,
        optional=MADE_IN,
        page=PAGE,
        columns=("project", "due", "state", "manager", "unit"),
    ),
    NumberSpec(
        key="promises.kept",
        label=_("Promises kept"),
        definition=_(
            "Promises of the report on the year that were answered as kept by the day of the "
            "data; partly kept is not kept."
        ),
        compute=_kept,
        optional=MADE_IN,
        page=PAGE,
        columns=("project", "due", "answered_on", "answer", "unit"),
    ),
    NumberSpec(
        key="promises.open",
        label=_("Open promises"),
        definition=_(
            "Promises of the report on the year that nobody had answered by the day of the data."
        ),
        compute=_open,
        optional=MADE_IN,
        page=PAGE,
        columns=("project", "due", "late_by", "manager", "unit"),
    ),
    NumberSpec(
        key="promises.overdue",
        label=_("Overdue promises"),
        definition=_(
            "Open promises of the report on the year whose last day lies before the day of "
            "the data. “Early 2022” ends with April; a promise without a date is never overdue."
        ),
        compute=_overdue,
        optional=MADE_IN,
        page=PAGE,
        columns=("project", "due", "late_by", "manager", "unit"),
    ),
)


def register() -> None:
    """Declare the numbers about promises."""
    numbers.register(*NUMBERS)
