"""Writing the rows of a checked sheet of projects, by natural keys."""

from collections.abc import Iterable
from copy import copy
from datetime import date
from typing import Any

from django.db.models import Model

from core.imports.records import Row
from core.languages import LANGUAGES
from core.translated import set_texts, texts_of
from outcomes.models import Strategy
from portfolio.imports.projects import DATES, STATES, ProjectFile, texts_in
from portfolio.models import (
    Kind,
    Milestone,
    Project,
    Remark,
    StageChange,
    WorkPlanEntry,
)

# What a column may hold besides texts; the fields go by the columns' names.
_PLAIN = ("category", "lead_unit", "business_owner", "manager", "size", "illustrative", *DATES)
LIVE_IN_PART = {"en": "Live in part", "de": "Teilweise in Betrieb"}


def project_rows_load(strategy: Strategy, year: int, file: ProjectFile) -> int:
    """Bring projects and their place in the work plan of `year` to what the sheet says.

    Columns the sheet does not have stay as they are. Returns how many rows it has.
    """
    stored = {project.code: project for project in strategy.projects.all()}
    before = {code: _values(project) for code, project in stored.items()}
    for row in file.rows:
        project = stored.get(row["code"]) or Project(strategy=strategy, code=row["code"])
        _take(project, row, file.columns)
        stored[project.code] = project
    projects = [stored[row["code"]] for row in file.rows]
    _save_projects([one for one in projects if before.get(one.code) != _values(one)])
    _load_entries(strategy, year, file.rows, stored)
    _load_stages(file.rows, stored)
    _load_remarks(year, file, stored)
    return len(projects)


def _take(project: Project, row: Row, columns: frozenset[str]) -> None:
    """Put the row's values into a project; empty cells empty a field, missing columns do not."""
    if row["kind"] or project._state.adding:
        project.kind = row["kind"] or Kind.PROJECT
    if {"output", "driver"} & columns:
        project.output, project.driver = row["output"], row["driver"]
    for name in _PLAIN:
        if name in columns:
            setattr(project, name, row[name])
    for stem in ("name", "description"):
        _take_texts(project, stem, stem, row, columns)


def _values(row: Model) -> tuple[Any, ...]:
    """What is stored of a row, to see whether it changes."""
    values = (getattr(row, one.attname) for one in row._meta.concrete_fields)
    return tuple(copy(value) for value in values)


def _take_texts(
    instance: Project | Remark, field: str, stem: str, row: Row, columns: frozenset[str]
) -> None:
    """The languages that have a column; others keep what they have."""
    kept = {c: t for c, t in texts_of(instance, field).items() if f"{stem}_{c}" not in columns}
    set_texts(instance, field, kept | texts_in(row, stem))


def _has(stem: str, columns: Iterable[str]) -> bool:
    return any(f"{stem}_{code}" in columns for code in LANGUAGES)


def _save_projects(projects: list[Project]) -> None:
    """Two statements, however many there are."""
    new = [project for project in projects if project._state.adding]
    old = [project for project in projects if not project._state.adding]
    Project.objects.bulk_create(new, batch_size=500)
    fields = ["kind", "output", "driver", "name", "description", "i18n", *_PLAIN]
    Project.objects.bulk_update(old, fields, batch_size=500)


def _load_entries(
    strategy: Strategy, year: int, rows: list[Row], projects: dict[str, Project]
) -> None:
    existing = {e.project_id: e for e in _entries(strategy, year)}
    earlier = {e.project_id: e for e in _entries(strategy, year - 1)}
    new: list[WorkPlanEntry] = []
    old: list[WorkPlanEntry] = []
    for row in rows:
        project = projects[row["code"]]
        entry = existing.get(project.pk) or WorkPlanEntry(
            project=project, year=year, joined_on=date(year, 1, 1)
        )
        before = _values(entry)
        entry.joined_on = row["joined_on"] or entry.joined_on
        if row.gives("left_on"):
            entry.left_on = row["left_on"]
        if row.gives("merged_into"):
            entry.merged_into = projects[row["merged_into"]]
        if entry.carried_over_from_id is None:
            entry.carried_over_from = earlier.get(project.pk)
        if entry._state.adding:
            new.append(entry)
        elif _values(entry) != before:
            old.append(entry)
    WorkPlanEntry.objects.bulk_create(new, batch_size=500)
    fields = ["joined_on", "left_on", "merged_into", "carried_over_from"]
    WorkPlanEntry.objects.bulk_update(old, fields, batch_size=500)


def _entries(strategy: Strategy, year: int) -> Iterable[WorkPlanEntry]:
    return WorkPlanEntry.objects.filter(project__strategy=strategy, year=year)


def _load_stages(rows: list[Row], projects: dict[str, Project]) -> None:
    changes, reached = [], []
    for row in rows:
        project, meaning = projects[row["code"]], STATES.get(row["state"] or "")
        note = meaning.note if meaning else ""
        for stage, on in row["stages"]:
            changes.append(StageChange(project=project, stage=stage, on=on, note=note))
        if meaning and meaning.live_in_part and not _is_live_in_part(project):
            milestone = Milestone(
                project=project, kind="live_in_part", reached_on=row["stage_since"]
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
    return Milestone.objects.filter(project=project, kind="live_in_part").exists()


def _load_remarks(year: int, file: ProjectFile, projects: dict[str, Project]) -> None:
    if not _has("remark", file.columns):
        return
    stored = {
        remark.project_id: remark
        for remark in Remark.objects.filter(project__in=projects.values(), year=year)
    }
    for row in file.rows:
        texts, project = texts_in(row, "remark"), projects[row["code"]]
        remark = stored.get(project.pk)
        if not texts and remark is None:
            continue
        remark = remark or Remark(project=project, year=year)
        _take_texts(remark, "text", "remark", row, file.columns)
        remark.save()
