"""Creating and saving projects."""

from datetime import date

from django.db import transaction

from core.history.saving import row_save
from core.models import User
from portfolio.models import Project, Stage, StageChange, WorkPlanEntry
from portfolio.projects.stages import project_set_stage


def project_create(*, project: Project, year: int | None, on: date) -> Project:
    """Save a new project as proposed, from the day `on` in the work plan of `year` (None: in none)."""
    with transaction.atomic():
        project.save()
        StageChange.objects.create(project=project, stage=Stage.PROPOSED, on=on)
        if year is not None:
            WorkPlanEntry.objects.create(project=project, year=year, joined_on=on)
    return project


def project_save(
    *, project: Project, version: int, stage: Stage | None, on: date, user: User, seen: str = ""
) -> None:
    """Save changed facts, and the stage from the day `on` (None: leave it as it is).

    `version` is `version_of` the project when its form was opened, `seen` its stage
    then. Raises `StaleRow` when somebody else has saved it since, `StageMoved` when a
    stage is to be set and another has been meanwhile, and `CommitteesStage` when the stage is not for
    `user` to change; then nothing is written.
    """
    with transaction.atomic():
        row_save(row=project, version=version)
        if stage is not None:
            project_set_stage(project=project, stage=stage, on=on, user=user, seen=seen)
