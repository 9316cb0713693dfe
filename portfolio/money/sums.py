"""Sums of money by funding line and biennium, per currency."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from core.languages.sorting import sort_key
from core.pages.lists import query
from portfolio.models import Cost, CostKind, FundingLine
from portfolio.models.money import BIENNIUM


@dataclass(frozen=True)
class Sum:
    """One amount and the address of exactly its rows; None where nothing was entered."""

    amount: Decimal | None
    url: str


@dataclass(frozen=True)
class LineSums:
    """What became of a funding line (None: other money) in a biennium, in one currency."""

    line: FundingLine | None
    first: int
    last: int
    currency: str
    funding: Decimal | None
    planned: Sum
    committed: Sum
    spent: Sum

    @property
    def left(self) -> Decimal | None:
        """Funding that is neither spent nor committed; None without funding in this currency."""
        if self.funding is None:
            return None
        return self.funding - (self.spent.amount or 0) - (self.committed.amount or 0)


def line_sums(costs: Any, *, of_all: bool, idle: bool = False) -> list[LineSums]:
    """A line for each funding line, biennium and currency in which `costs` stand. Two queries.

    `idle` adds the lines that have none, with their first biennium.

    Unless `costs` are `of_all`, nothing is said of the funding: what is left of it hangs on costs
    that the person does not see.
    """
    every = FundingLine.objects.select_related("strategy")
    lines: dict[int | None, FundingLine] = {line.pk: line for line in every}
    sums: dict[tuple[int | None, int, str], dict[str, Decimal]] = defaultdict(dict)
    for row in costs.totals("funding_line", "year"):
        line = lines.get(row["funding_line"])
        # Money of no line is summed by the same two years as everybody's.
        first = line.biennium_of(row["year"])[0] if line else row["year"] - row["year"] % BIENNIUM
        found = sums[row["funding_line"], first, row["currency"]]
        found[row["kind"]] = found.get(row["kind"], Decimal(0)) + row["total"]
    if idle:
        used = {pk for pk, _first, _currency in sums}
        sums |= {
            (pk, x.biennium_start, x.currency): {} for pk, x in lines.items() if pk not in used
        }
    order = sorted(sums, key=lambda key: (_code(lines.get(key[0])), -key[1], key[2]))
    return [
        _line_sums(lines.get(pk), first, code, sums[pk, first, code], of_all=of_all)
        for pk, first, code in order
    ]


def _code(line: FundingLine | None) -> tuple[bool, str, int]:
    """Lines by code, other money at the end."""
    return (line is None, sort_key(line.code) if line else "", line.pk if line else 0)


def _funding(line: FundingLine | None, first: int, currency: str) -> Decimal | None:
    """What a line gives in the biennium; None for one that is not in force then."""
    if line is None or line.currency != currency:
        return None
    ended = line.in_force_until is not None and line.in_force_until.year < first
    begins = line.in_force_from is not None and line.in_force_from.year >= first + BIENNIUM
    return None if ended or begins else line.amount


def _line_sums(
    line: FundingLine | None, first: int, currency: str, found: dict[str, Decimal], *, of_all: bool
) -> LineSums:
    strategy = line.strategy.slug if line else None
    amounts = {
        kind: Sum(
            amount=found.get(kind),
            url=reverse("portfolio:money-list")
            + "?"
            + query(
                strategy=strategy,
                line=line.code if line else "none",
                biennium=first,
                currency=currency,
                kind=kind,
            ),
        )
        for kind in CostKind.values
    }
    return LineSums(
        line=line,
        first=first,
        last=first + BIENNIUM - 1,
        currency=currency,
        funding=_funding(line, first, currency) if of_all else None,
        planned=amounts["planned"],
        committed=amounts["committed"],
        spent=amounts["spent"],
    )


@dataclass(frozen=True)
class YearSums:
    """Money of one project in a year, from one line, in one currency."""

    year: int
    line: FundingLine | None
    currency: str
    planned: Decimal | None
    committed: Decimal | None
    spent: Decimal | None


def project_sums(costs: Iterable[Cost]) -> list[YearSums]:
    """The sums of one project's costs by year, line and currency, latest year first."""
    lines: dict[int | None, FundingLine | None] = {}
    found: dict[tuple[int, int | None, str], dict[str, Decimal]] = defaultdict(dict)
    for cost in costs:
        lines[cost.funding_line_id] = cost.funding_line
        sums = found[cost.year, cost.funding_line_id, cost.currency]
        sums[cost.kind] = sums.get(cost.kind, Decimal(0)) + cost.amount
    order = sorted(found, key=lambda key: (-key[0], _code(lines.get(key[1])), key[2]))
    return [
        YearSums(
            year=year,
            line=lines.get(line),
            currency=currency,
            planned=found[year, line, currency].get("planned"),
            committed=found[year, line, currency].get("committed"),
            spent=found[year, line, currency].get("spent"),
        )
        for year, line, currency in order
    ]
