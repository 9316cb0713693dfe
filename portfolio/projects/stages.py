"""Setting the stage of a project; what the committee decides is refused to others."""

from datetime import date

from django.db import transaction

from core.access import Action
from core.history.saving import locked
from core.models import User
from core.pages.withheld import withheld
from portfolio.models import Project, Stage, StageChange
from portfolio.rules.committee import COMMITTEE_DECIDES, committee_days
from portfolio.rules.separation import PROJECT_DECISION


class CommitteeStage(Exception):
    """That is the committee's to decide, and not this person's to record; the message says why."""


class StageMoved(Exception):
    """Somebody has changed the stage since the form was opened; it is now `stage`."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.stage = stage


def project_set_stage(
    *, project: Project, stage: Stage, on: date, user: User, seen: str = ""
) -> None:
    """From the day `on` the project is in `stage`; a change on the same day is replaced.

    Raises `StageMoved` when it is not in the stage that was `seen` any more, and `CommitteesStage`
    when that is not for `user` to say.
    """
    with transaction.atomic():
        latest = project.stages.filter(on__lte=on).order_by("-on").first()
        if seen and latest is not None and latest.stage != seen:
            raise StageMoved(Stage(latest.stage))
        if latest is not None and latest.stage == stage:
            return
        row = project.stages.filter(on=on).first() or StageChange(project=project, on=on)
        row.stage = stage
        refuse_committee_stage(row, user)
        row.save()


def refuse_committee_stage(row: StageChange, user: User, *, removed: bool = False) -> None:
    """Lock the project. Raises `CommitteeStage` where the committee decides and `user` is not of it."""
    # The project's row is the lock: two changes of one project's stages wait for each other.
    project = locked(Project, row.project_id)
    if needs_decision(row, removed=removed) and (why := why_not_decided_by(user, project)):
        raise CommitteeStage(why)


def why_not_decided_by(user: User, project: Project) -> str:
    """Why `user` does not record what the committee decides about it; empty where they may.

    They have not the role, or they have it and a hand in the project.
    """
    if not user.access.may(Action.RECORD_DECISION):
        return str(COMMITTEE_DECIDES)
    return withheld(PROJECT_DECISION, project, user)


def needs_decision(row: StageChange, *, removed: bool = False) -> bool:
    """Whether saving a stage, or removing it, changes the days on which a project is the committee's."""
    rows = StageChange.objects.filter(project=row.project_id).values_list("pk", "on", "stage")
    before = {pk: (on, stage) for pk, on, stage in rows}
    after = {pk: each for pk, each in before.items() if pk != row.pk}
    if not removed:
        after[row.pk or 0] = (row.on, row.stage)
    return committee_days(before.values()) != committee_days(after.values())
