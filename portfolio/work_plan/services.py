"""Saving dated stages, signing off completion and taking that back."""

from datetime import date

from django.db import transaction

from core.history.saving import locked, row_save
from core.models import User
from core.pages.withheld import withheld
from portfolio.models import Project, SignOffWithdrawal, StageChange
from portfolio.projects.stages import refuse_committee_stage
from portfolio.rules.separation import SIGN_OFF


def stage_save(*, row: StageChange, version: int, user: User) -> None:
    """Save a dated stage as `row_save` does. Raises `CommitteesStage`, too."""
    with transaction.atomic():
        refuse_committee_stage(row, user)
        row_save(row=row, version=version)


def stage_remove(*, row: StageChange, user: User) -> None:
    """Remove a dated stage. Raises `CommitteesStage` when that is not for `user` to do."""
    with transaction.atomic():
        refuse_committee_stage(row, user, removed=True)
        row.delete()


class NotCompleted(Exception):
    """Only a completed project can be signed off."""


class HandInProject(Exception):
    """Whoever would sign has had another hand in the project than owning it; the message says which."""


class AlreadySignedOff(Exception):
    """Somebody has signed off already; a sign-off is withdrawn, never written over."""


def project_sign_off(*, project: Project, user: User, on: date) -> None:
    """The business owner confirms on the day `on` that the project has delivered.

    Raises `HandInProject`, `NotCompleted` when it is not in that stage on that day, and
    `AlreadySignedOff`. Who may sign is `ProjectQuerySet.signable_by`.
    """
    with transaction.atomic():
        current = locked(Project, project.pk)
        if why := withheld(SIGN_OFF, current, user):
            raise HandInProject(why)
        if not Project.objects.filter(pk=project.pk).completed(on).exists():
            raise NotCompleted(str(project))
        if current.signed_off_on is not None:
            raise AlreadySignedOff(str(project))
        current.signed_off_by, current.signed_off_on = user, on
        current.save(update_fields=["signed_off_by", "signed_off_on"])


class NotSignedOff(Exception):
    """There is no such sign-off to take back: somebody else was quicker."""


def sign_off_withdraw(*, row: SignOffWithdrawal, version: int = 0) -> None:
    """Take a sign-off back: the project has none from now on, the row keeps who gave it and why not.

    Raises `NotSignedOff` when it is not, or no longer, signed off as `row` says. A withdrawal is
    always a new row, so there is no `version` to compare.
    """
    with transaction.atomic():
        current = locked(Project, row.project_id)
        given = (current.signed_off_by_id, current.signed_off_on)
        if given != (row.signed_off_by_id, row.signed_off_on):
            raise NotSignedOff(str(current))
        row.save()
        current.signed_off_by = current.signed_off_on = None
        current.save(update_fields=["signed_off_by", "signed_off_on"])
