"""Taking out a project that was made by mistake: nothing was said of it, and no report counts it."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Model, ProtectedError

from core.documents.services import refuse_removal
from core.history.saving import locked
from portfolio.models import Project

# Set by floors above: what of theirs holds on to a project.
holders: list[Callable[[Project], Sequence[Model]]] = []
NAMED = 3


def project_remove(*, project: Project) -> None:
    """Remove a project with its stages and places in work plans; the history keeps what stood there.

    Raises `ProtectedError` where somebody has said something of it, in an update, a decision, a text
    for the report, a question; or where something else needs it.
    """
    with transaction.atomic():
        row = locked(Project, project.pk)
        said = (row.updates.all(), row.remarks.all(), row.decisions.all())
        held: set[Model] = {one for rows in said for one in rows[:NAMED]}
        held |= {one for holder in holders for one in holder(row)[:NAMED]}
        if held:
            raise ProtectedError("Something was said of it.", held)
        refuse_removal("project", row)
        row.delete()
