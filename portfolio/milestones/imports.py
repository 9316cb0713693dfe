"""A sheet of milestones: its columns, its schema, and writing it."""

from typing import Any

from django.utils.translation import gettext as _

from core.imports.difference import AffectedRows, Difference, load
from core.imports.fields import Choice, Day, Field, Flag, Text, words_of
from core.imports.problems import FileCheck
from core.imports.records import Record, Row
from core.imports.rows_by_key import RowsByKey
from core.imports.sheets import Column, SheetRows, language_columns, sheet_rows
from core.languages import LANGUAGES
from outcomes.models import Strategy
from portfolio.models import Milestone, MilestoneKind
from portfolio.projects.imports.fields import known_project

DAYS = ("baseline_on", "forecast_on", "reached_on")
# Pages fall back on the English title, so that one names a milestone within its project.
KEY = "title_en"


def milestone_columns(strategy: Strategy) -> list[Column]:
    """The columns a sheet may have, with the headers they go by."""
    names = ("Milestone", "Meilenstein", "Titel")
    return [
        Column("project", ("Code", "Projekt", "Kennung"), required=True),
        *language_columns("title", strategy.original_language, names),
        Column("kind", ("Art",)),
        Column("baseline_on", ("Planned for", "Plan", "Geplant für")),
        Column("forecast_on", ("Forecast for", "Forecast", "Prognose")),
        Column("reached_on", ("Reached", "Erreicht am")),
        Column("illustrative", ("Illustrativ",)),
    ]


def milestone_record(strategy: Strategy) -> Record:
    """The schema of a row."""
    fields: dict[str, Field[Any]] = {
        "project": known_project(strategy),
        **{f"title_{code}": Text(200, required=code == "en") for code in LANGUAGES},
        "kind": Choice(words_of(MilestoneKind), _("kind"), default=MilestoneKind.ORDINARY.value),
        **{name: Day() for name in DAYS},
        "illustrative": Flag(),
    }
    return Record(fields, _check_days)


def _check_days(row: Row) -> None:
    """A milestone without any day cannot be met or missed."""
    if not any(row.gives(name) for name in DAYS):
        row.problem("baseline_on", _("give a planned or forecast day, or the day it was reached."))


def milestones_load(strategy: Strategy, sheet: SheetRows) -> None:
    """Bring milestones to what a checked sheet says; columns it does not have stay."""
    stored = RowsByKey(Milestone.objects.filter(project__strategy=strategy), "project", "title")
    for row in sheet.rows:
        milestone = stored.row(project=row["project"], title=row[KEY])
        sheet.take_texts(milestone, "title", row)
        sheet.take(milestone, row, "kind", *DAYS, "illustrative")
    stored.write()


def milestones_affected_rows(sheet: SheetRows) -> list[AffectedRows]:
    """The rows that such a sheet speaks of: the milestones of the projects it names."""
    projects = {row["project"].pk for row in sheet.rows}
    return [
        AffectedRows(
            Milestone.objects.filter(project__in=projects),
            ("project__code", "title"),
            frozenset((row["project"].code, row[KEY]) for row in sheet.rows),
        )
    ]


def milestones_import(
    content: bytes,
    reading: FileCheck,
    *,
    strategy: Strategy,
    sheet: str = "",
    dry_run: bool = False,
    prune: bool = False,
) -> Difference:
    """Load a sheet of milestones. Raises `FileRefused`; then nothing was written."""
    reading.original = strategy.original_language
    columns, record = milestone_columns(strategy), milestone_record(strategy)
    rows = sheet_rows(content, columns, record, reading, sheet=sheet, unique=("project", KEY))
    return load(
        reading=reading,
        affected=lambda: milestones_affected_rows(rows),
        write=lambda: milestones_load(strategy, rows),
        dry_run=dry_run,
        prune=prune,
    )
