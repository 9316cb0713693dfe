"""Live numbers about money. Two currencies are never added."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from core.languages.rounding import Rounding, round_to
from core.languages.translated import text_of
from core.numbers.registry import (
    Breakdown,
    BreakdownPart,
    NumberContext,
    NumberError,
    NumberSpec,
    NumberValue,
    numbers,
)
from portfolio.models import Cost, CostKind, FundingLine
from portfolio.projects.numbers import OF_PLAN, YEAR
from portfolio.projects.population import population, years_asked

PAGE = "portfolio:money-list"
OF_LINES = {
    "line": _("the code of a funding line; all lines when left out"),
    "currency": _("the currency counted, such as USD; needed where there are several"),
}
OPTIONS = {**OF_PLAN, **OF_LINES}


def _line(context: NumberContext, code: str) -> FundingLine:
    lines = FundingLine.objects.filter(strategy__slug=context.strategy)
    found = lines.filter(code=code).first()
    if found is None:
        known = ", ".join(lines.values_list("code", flat=True)) or "none"
        raise NumberError(f"There is no funding line “{code}”. Known: {known}.")
    return found


def costs(context: NumberContext, params: Mapping[str, str], kind: str) -> Any:
    """The costs of one kind in the year, of projects in its work plan."""
    rows = Cost.objects.filter(
        project__in=population(context, params), year__range=years_asked(context, params), kind=kind
    )
    if "line" in params:
        rows = rows.filter(funding_line=_line(context, params["line"]))
    return rows


def _of_kind(context: NumberContext, params: Mapping[str, str], kind: str) -> NumberValue:
    rows = costs(context, params, kind)
    currency = _currency(rows, params)
    rows = rows.filter(currency=currency)
    # Nothing entered is "no data"; an amount of 0 that somebody entered is 0.
    return NumberValue(
        value=rows.aggregate(total=Sum("amount"))["total"],
        unit=currency,
        rows=rows,
        illustrative=rows.filter(illustrative=True).exists(),
    )


def _currency(rows: Any, params: Mapping[str, str]) -> str:
    """The one currency of the rows, or the one asked for."""
    if "currency" in params:
        return params["currency"].upper()
    found = sorted(set(rows.order_by().values_list("currency", flat=True)))
    if len(found) > 1:
        raise NumberError(
            f"These costs are in {', '.join(found)}, which cannot be added; say which one, "
            f"as in currency={found[0]}."
        )
    return found[0] if found else "USD"


def _planned(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    return _of_kind(context, params, CostKind.PLANNED)


def _committed(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    return _of_kind(context, params, CostKind.COMMITTED)


def _spent(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    return _of_kind(context, params, CostKind.SPENT)


def _funding(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    if "line" in params:
        line = _line(context, params["line"])
        rows = FundingLine.objects.filter(pk=line.pk)
    else:
        rows = FundingLine.objects.filter(strategy__slug=context.strategy).in_force(context.at)
    currency = _currency(rows, params)
    rows = rows.filter(currency=currency)
    total = rows.aggregate(total=Sum("amount"))["total"]
    return NumberValue(value=total, unit=currency, rows=rows)


def _by_line(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    rows = costs(context, params, CostKind.SPENT)
    currency = _currency(rows, params)
    rows = rows.filter(currency=currency)
    sums: dict[int | None, Decimal] = defaultdict(Decimal)
    for line, amount in rows.order_by().values_list("funding_line", "amount"):
        sums[line] += amount
    spent = {pk for pk in sums if pk is not None}
    parts = [
        BreakdownPart(line.code, f"{line.code} {text_of(line, 'title')}", _whole(sums[line.pk]))
        for line in FundingLine.objects.filter(Q(strategy__slug=context.strategy) | Q(pk__in=spent))
        if line.pk in spent or (line.currency == currency and line.holds(context.at))
    ]
    if None in sums:
        parts.append(BreakdownPart("none", str(_("Other money")), _whole(sums[None])))
    return NumberValue(
        value=sum(sums.values(), Decimal(0)) if sums else None,
        unit=currency,
        rows=rows,
        parts=tuple(parts),
        illustrative=rows.filter(illustrative=True).exists(),
    )


def _whole(amount: Decimal) -> int:
    return int(round_to(amount, Rounding.NEAREST, 0))


# An amount is one kind in one year, which the title says: whose it is, out of which line, what for.
_EXPLAINING = ("project", "amount", "currency", "note", "unit")
NUMBERS = (
    NumberSpec(
        key="money.planned",
        label=_("Money planned"),
        definition=_("What projects in the work plan of the year plan to spend in that year."),
        compute=_planned,
        optional=OPTIONS,
        page=PAGE,
        columns=_EXPLAINING,
    ),
    NumberSpec(
        key="money.committed",
        label=_("Money committed"),
        definition=_(
            "What projects in the work plan of the year have ordered in it and not yet paid."
        ),
        compute=_committed,
        optional=OPTIONS,
        page=PAGE,
        columns=_EXPLAINING,
    ),
    NumberSpec(
        key="money.spent",
        label=_("Money spent"),
        definition=_("What projects in the work plan of the year have spent in that year."),
        compute=_spent,
        optional=OPTIONS,
        page=PAGE,
        columns=_EXPLAINING,
    ),
    NumberSpec(
        key="money.by_line",
        label=_("Money spent by funding line"),
        definition=_(
            "What projects in the work plan of the year have spent in that year, by the line "
            "it came from; each part in whole units of the currency."
        ),
        compute=_by_line,
        optional=OPTIONS,
        page=PAGE,
        breakdown=Breakdown(_("Funding line"), "line"),
        columns=_EXPLAINING,
    ),
    NumberSpec(
        key="money.funding",
        label=_("Funding of a biennium"),
        definition=_(
            "What a funding line, or all lines in force on the day of the data, give a biennium."
        ),
        compute=_funding,
        optional={**YEAR, **OF_LINES},
    ),
)


def register() -> None:
    """Declare the numbers about money."""
    numbers.register(*NUMBERS)
