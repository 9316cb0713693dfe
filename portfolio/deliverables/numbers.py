"""Live numbers about what the strategy is to deliver."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from core.numbers.registry import (
    Breakdown,
    BreakdownPart,
    NumberContext,
    NumberSpec,
    NumberValue,
    numbers,
)
from outcomes.asked import DELIVERED, deliverables_asked
from outcomes.choices import DeliverableState
from outcomes.models.querysets import DeliverableQuerySet
from portfolio.projects.population import years_asked

DELIVERABLES = _("deliverables")
PAGE = "portfolio:deliverable-list"
NOT_SAID = "none"
NARROWED = {
    **DELIVERED,
    "year": _(
        "the year in which they are due, or several as in 2016-17; any or none when left out"
    ),
}


def deliverables(context: NumberContext, params: Mapping[str, str]) -> DeliverableQuerySet:
    """Those of the strategy in force on the day, as far as the token narrows them; without parts,
    which count with the whole that they are of."""
    rows: DeliverableQuerySet = context.seen(deliverables_asked(context, params))
    return rows.due_in(years_asked(context, params)) if "year" in params else rows


def _total(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    rows = deliverables(context, params)
    return NumberValue(value=context.count(rows), unit=DELIVERABLES, rows=rows)


def _those(
    narrowed: Callable[[DeliverableQuerySet, date], DeliverableQuerySet],
) -> Callable[[NumberContext, Mapping[str, str]], NumberValue]:
    """A part of them, of all of them."""

    def compute(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
        whole = deliverables(context, params)
        rows = narrowed(whole, context.at)
        return NumberValue(
            value=context.count(rows),
            of=context.count(whole),
            unit=DELIVERABLES,
            rows=rows,
            illustrative=_is_illustrative(context, whole),
        )

    return compute


def _is_illustrative(context: NumberContext, rows: DeliverableQuerySet) -> bool:
    return not context.rows_only and rows.filter(illustrative=True).exists()


def _by_state(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    rows = deliverables(context, params)
    column = "state_then"
    counts = Counter(rows.as_of(context.at).order_by().values_list(column, flat=True))
    labels = [*DeliverableState.choices, ("", _("Nothing said yet"))]
    parts = tuple(
        BreakdownPart(key=value or NOT_SAID, label=str(label), value=counts[value])
        for value, label in labels
    )
    total = Decimal(sum(part.value for part in parts))
    return NumberValue(
        value=total,
        unit=DELIVERABLES,
        rows=rows,
        parts=parts,
        illustrative=_is_illustrative(context, rows),
    )


NUMBERS = (
    NumberSpec(
        key="deliverables.total",
        label=_("Deliverables"),
        definition=_(
            "Deliverables of the strategy in force on the day of the data. A deliverable counts once, "
            "however many parts it has."
        ),
        compute=_total,
        optional=NARROWED,
        page=PAGE,
    ),
    NumberSpec(
        key="deliverables.reached",
        label=_("Deliverables reached"),
        definition=_(
            "Deliverables in force that were reached by the day of the data; what was reached in part "
            "is not reached. Where only a month or a year is known, it counts from its first day."
        ),
        compute=_those(DeliverableQuerySet.reached),
        optional=NARROWED,
        page=PAGE,
        columns=("title", "output", "state", "reached_on", "projects", "responsible"),
    ),
    NumberSpec(
        key="deliverables.overdue",
        label=_("Overdue deliverables"),
        definition=_(
            "Deliverables in force whose due day lies before the day of the data and that were by then "
            "neither reached nor dropped. One without a due day is never overdue."
        ),
        compute=_those(DeliverableQuerySet.overdue),
        optional=NARROWED,
        page=PAGE,
        columns=("title", "output", "state", "due_on", "late_by", "responsible"),
    ),
    NumberSpec(
        key="deliverables.by_state",
        label=_("Deliverables by state"),
        definition=_(
            "Deliverables in force by what had become of them on the day of the data; what was reached "
            "only later was in progress then."
        ),
        compute=_by_state,
        optional=NARROWED,
        page=PAGE,
        breakdown=Breakdown(_("State"), "state"),
    ),
)


def register() -> None:
    """Declare the numbers about deliverables."""
    numbers.register(*NUMBERS)
