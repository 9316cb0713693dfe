"""The table of money by funding line, as an annex of a report."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures.annexes import (
    AnnexCell,
    AnnexColumn,
    AnnexData,
    AnnexSpec,
    TableChoice,
    active_profile,
    annex_data,
    annexes,
    cell,
    labels_of,
    reported_years,
)
from core.languages.rounding import Rounding, round_to
from core.languages.sorting import sort_key
from core.numbers.registry import NumberContext
from outcomes.printed import narrowed_caption
from portfolio.models import CostKind, FundingLine
from portfolio.money.numbers import OPTIONS, costs

DASH = "–"


@dataclass(frozen=True)
class MoneyRow:
    """A funding line (None: other money) in one currency, and what became of it; two are never added."""

    line: FundingLine | None
    currency: str
    amounts: Mapping[str, Decimal]


def money_rows(context: NumberContext, params: Mapping[str, str]) -> Sequence[MoneyRow]:
    """The lines in force and those of which projects have costs, by code; other money at the end."""
    sums: dict[tuple[int | None, str], dict[str, Decimal]] = defaultdict(dict)
    for kind in CostKind.values:
        for row in costs(context, params, kind).totals("funding_line"):
            sums[row["funding_line"], row["currency"]][kind] = row["total"]
    lines = {line.pk: line for line in FundingLine.objects.filter(pk__in={pk for pk, _c in sums})}
    if not params.keys() - {"year", "currency"}:
        in_force = FundingLine.objects.of_strategy(context.strategy).in_force(context.at)
        lines |= {line.pk: line for line in in_force}
    for line in lines.values():
        sums.setdefault((line.pk, line.currency), {})
    wanted = params.get("currency", "").upper()
    rows = [
        MoneyRow(None if pk is None else lines[pk], currency, amounts)
        for (pk, currency), amounts in sums.items()
        if wanted in ("", currency)
    ]
    return sorted(rows, key=_by_code)


def _by_code(row: MoneyRow) -> tuple[bool, str, int, str]:
    if row.line is None:
        return True, "", 0, row.currency
    return False, sort_key(row.line.code), row.line.pk, row.currency


def _money(context: NumberContext, choice: TableChoice) -> AnnexData:
    rows = money_rows(context, choice.params)
    caption = _("Money by funding line, %(year)s") % {"year": reported_years(context)}
    return annex_data(
        choice.of(COLUMNS, USUAL),
        rows,
        caption=narrowed_caption(caption, context, choice.params),
        note=_("In whole units of the currency.") if rows else _("No money was entered."),
        illustrative=_illustrative(context, choice.params),
    )


def _illustrative(context: NumberContext, params: Mapping[str, str]) -> str:
    if any(costs(context, params, kind).filter(illustrative=True).exists() for kind in CostKind):
        return _("The amounts are illustrative: no public source gives them.")
    return ""


def _amount(kind: str) -> Callable[[MoneyRow], AnnexCell]:
    """An amount of one kind; a dash where nothing was entered, which is not 0."""
    return lambda row: _printed(row.amounts.get(kind))


def _funding(row: MoneyRow) -> AnnexCell:
    given = row.line is not None and row.line.currency == row.currency
    return _printed(row.line.amount if row.line and given else None)


def _printed(amount: Decimal | None) -> str:
    if amount is None:
        return DASH
    return active_profile().integer(int(round_to(amount, Rounding.NEAREST, 0)))


COLUMNS: Sequence[AnnexColumn[MoneyRow]] = (
    AnnexColumn("code", gettext_lazy("Code"), 10, lambda row: row.line.code if row.line else DASH),
    AnnexColumn(
        "title",
        gettext_lazy("Funding line"),
        40,
        lambda row: cell(row.line, "title") if row.line else _("Other money"),
    ),
    AnnexColumn("currency", gettext_lazy("Currency"), 9, lambda row: row.currency),
    AnnexColumn("funding", gettext_lazy("Funding of a biennium"), 16, _funding, numeric=True),
    AnnexColumn("planned", gettext_lazy("Planned"), 14, _amount(CostKind.PLANNED), numeric=True),
    AnnexColumn(
        "committed", gettext_lazy("Committed"), 14, _amount(CostKind.COMMITTED), numeric=True
    ),
    AnnexColumn("spent", gettext_lazy("Spent"), 14, _amount(CostKind.SPENT), numeric=True),
)
USUAL = ("code", "title", "currency", "planned", "committed", "spent")


def register() -> None:
    """Declare the annex of this room."""
    label = gettext_lazy("Money by funding line")
    annexes.register(AnnexSpec("money", label, _money, "", labels_of(COLUMNS), OPTIONS))
