"""What a strategy file says of money: the lines it comes from."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.imports.difference import Population
from core.imports.fields import Day, Field, ListOf, Text, Texts
from core.imports.figures import Amount, year
from core.imports.records import Record, Row, ends_after_start
from core.imports.stored import Stored
from core.translated import set_texts
from outcomes.models import Strategy
from portfolio.imports.costs import currency
from portfolio.models import FundingLine


def funding_fields() -> dict[str, Field[Any]]:
    """The part of a strategy file that says where its money comes from."""
    line = Record(
        {
            "code": Text(20, required=True),
            "title": Texts(200, required=True),
            "amount": Amount(digits=16, places=2, least=0, required=True),
            "currency": currency(),
            "biennium_start": year(required=True),
            "source": Text(300),
            "in_force": Record(
                {"from": Day(), "to": Day()}, ends_after_start("from", "to"), empty=True
            ),
        }
    )
    return {"funding_lines": ListOf(line, unique="code")}


def funding_populations(data: Mapping[str, Any]) -> list[Population]:
    """The funding lines that a strategy file speaks of."""
    return [
        Population(
            FundingLine.objects.filter(strategy__slug=data["slug"]),
            ("code",),
            frozenset((one["code"],) for one in data["funding_lines"]),
            # A file without this section does not speak of money.
            named=bool(data["funding_lines"]),
        )
    ]


def funding_lines_load(strategy: Strategy, rows: Sequence[Row]) -> None:
    """Bring funding lines to what a checked file says, by their code."""
    stored = Stored(FundingLine.objects.filter(strategy=strategy), "strategy", "code")
    for row in rows:
        line = stored.row(strategy=strategy, code=row["code"])
        set_texts(line, "title", row["title"])
        for name in ("amount", "currency", "biennium_start", "source"):
            setattr(line, name, row[name])
        line.in_force_from, line.in_force_until = row["in_force"]["from"], row["in_force"]["to"]
    stored.write()
