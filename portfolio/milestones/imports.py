"""A sheet of milestones: its columns, and writing it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports.difference import AffectedRows, Difference, load
from core.imports.fields import Choice, Day, Flag, Text, words_of
from core.imports.layouts import SheetLayout, named, text_cells, text_labels
from core.imports.problems import FileCheck
from core.imports.records import Row
from core.imports.rows_by_key import RowsByKey
from core.imports.sheets import Column, SheetRows, language_columns, of_layout, sheet_rows
from outcomes.models import Strategy
from portfolio.models import Milestone, MilestoneKind, Project
from portfolio.projects.imports.fields import known_project

DAYS = ("baseline_on", "forecast_on", "reached_on")
# Pages fall back on the English title, so that one names a milestone within its project.
KEY = "title_en"
LAYOUT = SheetLayout(
    {
        "project": gettext_lazy("Code"),
        **text_labels("title", gettext_lazy("Milestone")),
        "kind": gettext_lazy("Kind"),
        "baseline_on": gettext_lazy("Plan"),
        "forecast_on": gettext_lazy("Forecast"),
        "reached_on": gettext_lazy("Reached"),
        "illustrative": gettext_lazy("Illustrative"),
    },
    {**text_cells("title"), "project_name": named("project")},
    told={
        "project_name": gettext_lazy("Name of the project"),
        "slip": gettext_lazy("Slip"),
        "state": gettext_lazy("State"),
        "unit": gettext_lazy("Unit"),
    },
    shown_by={"project": ("project", "project_name")},
)


def milestone_columns(strategy: Strategy, among: QuerySet[Project] | None = None) -> list[Column]:
    """The columns a sheet may have: their headers, and what reads their cells.

    `among` are the projects that it may name, where that is not every one.
    """
    project = known_project(strategy, among=among)
    names = ("Milestone", "Meilenstein", "Titel")
    kind = Choice(words_of(MilestoneKind), _("kind"), default=MilestoneKind.ORDINARY.value)
    columns = [
        Column("project", ("Code", "Projekt", "Kennung"), project, required=True),
        *language_columns("title", strategy.original_language, names, _title),
        Column("kind", ("Art",), kind, stored=True),
        Column("baseline_on", ("Planned for", "Plan", "Geplant für"), Day(), stored=True),
        Column("forecast_on", ("Forecast for", "Forecast", "Prognose"), Day(), stored=True),
        Column("reached_on", ("Reached", "Erreicht am"), Day(), stored=True),
        Column("illustrative", ("Illustrativ",), Flag(), stored=True),
    ]
    return of_layout(columns, LAYOUT)


def _title(language: str) -> Text:
    return Text(200, required=language == "en")


def check_days(row: Row) -> None:
    """A milestone without any day cannot be met or missed."""
    if not any(row.gives(name) for name in DAYS):
        row.problem("baseline_on", _("give a planned or forecast day, or the day it was reached."))


def milestones_load(strategy: Strategy, sheet: SheetRows) -> None:
    """Bring milestones to what a checked sheet says; columns it does not have stay."""
    stored = RowsByKey(Milestone.objects.filter(project__strategy=strategy), "project", "title")
    for row in sheet.rows:
        milestone = stored.row(project=row["project"], title=row[KEY])
        sheet.take_texts(milestone, "title", row)
        sheet.take(milestone, row)
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
    columns = milestone_columns(strategy)
    rows = sheet_rows(
        content,
        columns,
        reading,
        check_days,
        sheet=sheet,
        strategy=strategy.slug,
        unique=("project", KEY),
    )
    return load(
        reading=reading,
        affected=lambda: milestones_affected_rows(rows),
        write=lambda: milestones_load(strategy, rows),
        dry_run=dry_run,
        prune=prune,
    )
