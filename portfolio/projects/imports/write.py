"""Writing the rows of a checked sheet of projects, by natural keys."""

from datetime import date

from core.imports.difference import AffectedRows
from core.imports.records import Row
from core.imports.rows_by_key import RowsByKey
from core.imports.sheets import SheetRows, grouped
from core.languages.translated import set_texts
from outcomes.models import Strategy
from outcomes.own_fields.imports import take_own
from portfolio.models import (
    Milestone,
    MilestoneKind,
    Project,
    Remark,
    StageChange,
    WorkPlanEntry,
)
from portfolio.projects.imports.states import STATES
from portfolio.projects.kinds import usual_kind


def project_affected_rows(strategy: Strategy, year: int, file: SheetRows) -> list[AffectedRows]:
    """The rows that a sheet of projects speaks of. Projects themselves are never removed by one."""
    codes = [row["code"] for row in file.rows]
    projects = Project.objects.filter(strategy=strategy, code__in=codes)
    ways = [row for row in file.rows if row["whole_way"]]
    stages = frozenset((row["code"], on) for row in ways for _stage, on in row["stages"])
    told = StageChange.objects.filter(project__strategy=strategy)
    return [
        AffectedRows(projects, ("code",), named=False),
        AffectedRows(
            WorkPlanEntry.objects.filter(project__strategy=strategy, year=year),
            ("project__code", "year"),
            frozenset((code, year) for code in codes),
        ),
        AffectedRows(
            told.filter(project__code__in=[row["code"] for row in ways]),
            ("project__code", "on"),
            stages,
        ),
        # Where a project stands now says nothing of how it came there.
        AffectedRows(
            told.filter(
                project__code__in=[
                    row["code"] for row in file.rows if row["stages"] and not row["whole_way"]
                ]
            ),
            ("project__code", "on"),
            named=False,
        ),
        AffectedRows(
            Remark.objects.filter(project__in=projects, year=year), ("project__code",), named=False
        ),
        AffectedRows(
            Milestone.objects.filter(project__in=projects, kind=MilestoneKind.LIVE_IN_PART),
            ("project__code", "title"),
            named=False,
        ),
    ]


LIVE_IN_PART = {"en": "Live in part", "de": "Teilweise in Betrieb"}


def project_rows_load(strategy: Strategy, year: int, file: SheetRows) -> None:
    """Bring projects and their place in the work plan of `year` to what the sheet says.

    Columns the sheet does not have stay as they are.
    """
    stored, usual = RowsByKey(strategy.projects.all(), "strategy", "code"), usual_kind(strategy)
    for row in file.rows:
        _take(stored.row(strategy=strategy, code=row["code"]), row, file, usual)
    stored.write()
    projects = {project.code: project for project in strategy.projects.all()}
    _load_entries(strategy, year, file.rows, projects)
    _load_stages(file.rows, projects)
    _load_remarks(year, file, projects)


def _take(project: Project, row: Row, file: SheetRows, usual: str) -> None:
    """Put the row's values into a project; empty cells empty a field, missing columns do not."""
    if row["kind"] or project._state.adding:
        project.kind = row["kind"] or usual
    if {"output", "driver"} & file.columns:
        project.output, project.driver = row["output"], row["driver"]
    file.take(project, row)
    take_own(project, row, file.columns)
    for stem in ("name", "description"):
        file.take_texts(project, stem, row)


def _load_entries(
    strategy: Strategy, year: int, rows: list[Row], projects: dict[str, Project]
) -> None:
    """The projects' places in the work plan; a place of the year before is carried over."""
    entries = WorkPlanEntry.objects.filter(project__strategy=strategy)
    earlier = {entry.project_id: entry for entry in entries.filter(year=year - 1)}
    stored = RowsByKey(entries.filter(year=year), "project", "year")
    for row in rows:
        entry = stored.row(project=projects[row["code"]], year=year)
        if row["joined_on"]:
            entry.joined_on = row["joined_on"]
        elif entry._state.adding:
            entry.joined_on = date(year, 1, 1)
        if row.gives("left_on"):
            entry.left_on = row["left_on"]
        if row.gives("merged_into"):
            entry.merged_into = projects[row["merged_into"]]
        if entry.carried_over_from_id is None:
            entry.carried_over_from = earlier.get(entry.project_id)
    stored.write()


def _load_stages(rows: list[Row], projects: dict[str, Project]) -> None:
    changes, reached = [], []
    for row in rows:
        project, meaning = projects[row["code"]], STATES.get(row["state"] or "")
        note = meaning.note if meaning else ""
        for stage, on in row["stages"]:
            changes.append(StageChange(project=project, stage=stage, on=on, note=note))
        if meaning and meaning.live_in_part and not _is_live_in_part(project):
            milestone = Milestone(
                project=project, kind=MilestoneKind.LIVE_IN_PART, reached_on=row["stage_since"]
            )
            set_texts(milestone, "title", LIVE_IN_PART)
            reached.append(milestone)
    StageChange.objects.bulk_create(
        changes,
        update_conflicts=True,
        unique_fields=["project", "on"],
        update_fields=["stage", "note"],
        batch_size=500,
    )
    Milestone.objects.bulk_create(reached)


def _is_live_in_part(project: Project) -> bool:
    return Milestone.objects.filter(project=project, kind=MilestoneKind.LIVE_IN_PART).exists()


def _load_remarks(year: int, file: SheetRows, projects: dict[str, Project]) -> None:
    if not file.has_texts("remark"):
        return
    stored = RowsByKey(Remark.objects.filter(project__in=projects.values(), year=year), "project")
    there = set(Remark.objects.filter(year=year).values_list("project_id", flat=True))
    for row in file.rows:
        project = projects[row["code"]]
        if grouped(row, "remark") or project.pk in there:
            remark = stored.row(project=project)
            remark.year = year
            file.take_texts(remark, "text", row, "remark")
    stored.write()
