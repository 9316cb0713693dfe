"""What a strategy file says of money: the lines it comes from."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.imports.difference import Population
from core.imports.fields import Day, Field, ListOf, Text, Texts
from core.imports.figures import Amount, year
from core.imports.records import Record, ends_after_start
from portfolio.models import FundingLine


def funding_fields() -> dict[str, Field[Any]]:
    """The part of a strategy file that says where its money comes from."""
    asks = _("write the currency as three capital letters, such as USD.")
    line = Record(
        {
            "code": Text(20, required=True),
            "title": Texts(200, required=True),
            "amount": Amount(digits=16, places=2, least=0, required=True),
            "currency": Text(3, pattern=r"[A-Z]{3}", asks=asks, default="USD"),
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
