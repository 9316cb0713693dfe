"""Which of the versions of an update stands: the last one given."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from portfolio.choices import UpdateState


class Version(Protocol):
    """What the rule asks of an update."""

    @property
    def pk(self) -> int | None:
        """Its id."""

    @property
    def state(self) -> str:
        """How far it is."""

    @property
    def replaces_id(self) -> int | None:
        """What it corrects."""


Update = TypeVar("Update", bound=Version)


def newest_version(rows: Iterable[Update]) -> Update | None:
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
