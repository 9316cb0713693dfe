"""Which of the versions of an update stands: the last one given."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from portfolio.choices import UpdateState

if TYPE_CHECKING:
    from portfolio.models import StatusUpdate


def newest_version(rows: Iterable["StatusUpdate"]) -> "StatusUpdate | None":
    """Of what was given of a project in a round, the version that stands; None where nothing was.

    Drafts are left out. A correction that was returned stands no more: what it corrects does.
    """
    given = (
        row
        for row in rows
        if row.state != UpdateState.DRAFT
        and not (row.replaces_id is not None and row.state == UpdateState.RETURNED)
    )
    return max(given, key=lambda row: row.pk or 0, default=None)
