"""A sheet of money planned, committed and spent: its columns, its schema, and writing it."""

from typing import Any

from django.utils.translation import gettext as _

from core.imports.difference import Difference, Population, load
from core.imports.fields import Choice, Field, Flag, Text, words_of
from core.imports.figures import Amount, year
from core.imports.problems import Reading
from core.imports.records import Record, Row
from core.imports.sheets import Column, SheetRows, sheet_rows
from core.imports.stored import Stored
from outcomes.models import Strategy
from portfolio.imports.named import known_line, known_project
from portfolio.models import Cost, CostKind

# Several costs of one kind may stand beside each other, told apart by their notes.
KEY = ("project", "year", "kind", "funding_line", "currency", "note")

COLUMNS = (
    Column("project", ("Code", "Projekt", "Kennung"), required=True),
    Column("funding_line", ("Line", "Finanzierungslinie", "Linie")),
    Column("year", ("Jahr",), required=True),
    Column("kind", ("Art",), required=True),
    Column("amount", ("Betrag",), required=True),
    Column("currency", ("Währung",)),
    Column("note", ("Vermerk",)),
    Column("illustrative", ("Illustrativ",)),
)


def currency() -> Text:
    """A currency by its code in ISO 4217; US dollars where nothing is said."""
    asks = _("write the currency as three capital letters, such as USD.")
    return Text(3, pattern=r"[A-Z]{3}", asks=asks, default="USD")


def cost_record(strategy: Strategy) -> Record:
    """The schema of a row."""
    fields: dict[str, Field[Any]] = {
        "project": known_project(strategy),
        "funding_line": known_line(strategy),
        "year": year(required=True),
        "kind": Choice(words_of(CostKind), _("kind"), required=True),
        "amount": Amount(digits=16, places=2, least=0, required=True),
        "currency": currency(),
        "note": Text(300),
        "illustrative": Flag(),
    }
    return Record(fields)


def costs_load(strategy: Strategy, sheet: SheetRows) -> None:
    """Bring costs to what a checked sheet says."""
    stored = Stored(Cost.objects.filter(project__strategy=strategy), *KEY)
    for row in sheet.rows:
        cost = stored.row(**{name: row[name] for name in KEY})
        sheet.take(cost, row, "amount", "illustrative")
    stored.write()


def costs_populations(sheet: SheetRows) -> list[Population]:
    """The rows that such a sheet speaks of: the money of its projects in its years."""
    projects = {row["project"].pk for row in sheet.rows}
    years = {row["year"] for row in sheet.rows}
    return [
        Population(
            Cost.objects.filter(project__in=projects, year__in=years),
            ("project__code", "year", "kind", "funding_line__code", "currency", "note"),
            frozenset(map(_shown_key, sheet.rows)),
        )
    ]


def _shown_key(row: Row) -> tuple[Any, ...]:
    line = row["funding_line"]
    plain = (row["year"], row["kind"], line.code if line else None)
    return (row["project"].code, *plain, row["currency"], row["note"])


def costs_import(
    content: bytes,
    reading: Reading,
    *,
    strategy: Strategy,
    sheet: str = "",
    dry_run: bool = False,
    prune: bool = False,
) -> Difference:
    """Load a sheet of costs. Raises `FileRefused`; then nothing was written."""
    rows = sheet_rows(content, COLUMNS, cost_record(strategy), reading, sheet=sheet, unique=KEY)
    return load(
        reading=reading,
        populations=lambda: costs_populations(rows),
        write=lambda: costs_load(strategy, rows),
        dry_run=dry_run,
        prune=prune,
    )
