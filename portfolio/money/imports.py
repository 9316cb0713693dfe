"""Loading costs and funding lines; docs/formats/costs.md."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports.difference import AffectedRows, Difference, load
from core.imports.fields import Choice, Day, Field, Flag, ListOf, Text, Texts, words_of
from core.imports.keys import RowKey, known_keys
from core.imports.layouts import SheetLayout, named
from core.imports.numeric_fields import Amount, year
from core.imports.problems import FileCheck
from core.imports.records import Record, Row, ends_after_start
from core.imports.rows_by_key import RowsByKey
from core.imports.rows_by_name import RowByName
from core.imports.sheets import Column, SheetRows, of_layout, sheet_rows
from core.languages.translated import set_texts
from outcomes.models import Strategy
from portfolio.models import Cost, CostKind, FundingLine, Project
from portfolio.projects.imports.fields import known_project

LAYOUT = SheetLayout(
    {
        "project": gettext_lazy("Code"),
        "funding_line": gettext_lazy("Funding line"),
        "year": gettext_lazy("Year"),
        "kind": gettext_lazy("Kind"),
        "amount": gettext_lazy("Amount"),
        "currency": gettext_lazy("Currency"),
        "note": gettext_lazy("Note"),
        "illustrative": gettext_lazy("Illustrative"),
    },
    {"project_name": named("project"), "line_title": named("funding_line", "title")},
    told={
        "project_name": gettext_lazy("Name of the project"),
        "line_title": gettext_lazy("Title of the line"),
    },
    shown_by={
        "line": ("funding_line", "line_title"),
        "project": ("project", "project_name"),
    },
)
# Several costs of one kind may stand beside each other, told apart by their notes.
KEY = ("project", "year", "kind", "funding_line", "currency", "note")

STANDS_TWICE = gettext_lazy(
    "several costs of this project, line, year, kind, currency and note stand there already, and "
    "nothing tells which one is meant: on the project’s page, tell them apart by notes, or remove all "
    "but one."
)


def currency() -> Text:
    """A currency by its code in ISO 4217; US dollars where nothing is said."""
    asks = _("write the currency as three capital letters, such as USD.")
    return Text(3, pattern=r"[A-Z]{3}", asks=asks, default="USD")


def cost_columns(strategy: Strategy, among: QuerySet[Project] | None = None) -> list[Column]:
    """The columns a sheet may have: their headers, and what reads their cells.

    `among` are the projects that it may name, where that is not every one.
    """
    project = known_project(strategy, among=among)
    kind = Choice(words_of(CostKind), _("kind"), required=True)
    amount = Amount(digits=16, places=2, least=0, required=True)
    columns = [
        Column("project", ("Code", "Projekt", "Kennung"), project, required=True),
        Column("funding_line", ("Line", "Finanzierungslinie", "Linie"), known_line(strategy)),
        Column("year", ("Jahr",), year(required=True), required=True),
        Column("kind", ("Art",), kind, required=True),
        Column("amount", ("Betrag",), amount, required=True, stored=True),
        Column("currency", ("Währung",), currency()),
        Column("note", ("Vermerk",), Text(300)),
        Column("illustrative", ("Illustrativ",), Flag(), stored=True),
    ]
    return of_layout(columns, LAYOUT)


def costs_load(strategy: Strategy, sheet: SheetRows) -> None:
    """Bring costs to what a checked sheet says."""
    stored = RowsByKey(Cost.objects.filter(project__strategy=strategy), *KEY)
    for row in sheet.rows:
        key = {name: row[name] for name in KEY}
        if stored.stands_twice(**key):
            row.problem("amount", str(STANDS_TWICE))
        sheet.take(stored.row(**key), row)
    stored.write()


def costs_affected_rows(sheet: SheetRows) -> list[AffectedRows]:
    """The rows that such a sheet speaks of: the money of its projects in its years."""
    projects = {row["project"].pk for row in sheet.rows}
    years = {row["year"] for row in sheet.rows}
    return [
        AffectedRows(
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
    reading: FileCheck,
    *,
    strategy: Strategy,
    sheet: str = "",
    dry_run: bool = False,
    prune: bool = False,
) -> Difference:
    """Load a sheet of costs. Raises `FileRefused`; then nothing was written."""
    rows = sheet_rows(
        content, cost_columns(strategy), reading, sheet=sheet, strategy=strategy.slug, unique=KEY
    )
    return load(
        reading=reading,
        affected=lambda: costs_affected_rows(rows),
        write=lambda: costs_load(strategy, rows),
        dry_run=dry_run,
        prune=prune,
    )


def funding_fields() -> dict[str, Field[Any]]:
    """The part of a strategy file that says where its money comes from."""
    line = Record(
        {
            "code": RowKey(20, known_keys(()), required=True),
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


def funding_affected_rows(data: Mapping[str, Any]) -> list[AffectedRows]:
    """The funding lines that a strategy file speaks of."""
    return [
        AffectedRows(
            FundingLine.objects.filter(strategy__slug=data["slug"]),
            ("code",),
            frozenset((one["code"],) for one in data["funding_lines"]),
            # A file without this section does not speak of money.
            named=bool(data["funding_lines"]),
        )
    ]


def funding_lines_load(strategy: Strategy, rows: Sequence[Row]) -> None:
    """Bring funding lines to what a checked file says, by their code."""
    stored = RowsByKey(FundingLine.objects.filter(strategy=strategy), "strategy", "code")
    for row in rows:
        line = stored.row(strategy=strategy, code=row["code"])
        set_texts(line, "title", row["title"])
        for name in ("amount", "currency", "biennium_start", "source"):
            setattr(line, name, row[name])
        line.in_force_from, line.in_force_until = row["in_force"]["from"], row["in_force"]["to"]
    stored.write()


def known_line(strategy: Strategy) -> RowByName:
    """A funding line of the strategy, by its code."""
    words = {line.code: line for line in strategy.funding_lines.all()}
    return RowByName(words, _("there is no funding line %(word)s. %(known)s"))
