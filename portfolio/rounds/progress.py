"""How far a round is: who has said something, and what waits for whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from core.access import Action, Grant
from core.models import User
from core.prepared import prepared
from portfolio.models import StatusRound, StatusUpdate, UpdateState
from portfolio.rounds.rows import RoundRow, Standing


@dataclass(frozen=True)
class Progress:
    """Counts of a round's rows: asked, said (of which accepted), waiting for the person, silent."""

    asked: int
    said: int
    accepted: int
    open_mine: int

    @property
    def silent(self) -> int:
        """Those of which nothing has been said."""
        return self.asked - self.said


def begun_in(round_: StatusRound, user: User) -> QuerySet[StatusUpdate, StatusUpdate]:
    """What a person has begun in a round and can submit."""
    return _drafts(user.access.to(Action.ENTER_STATUS), user=user.pk, round_=round_.pk or 0)


def begun_by(user: User, round_: StatusRound) -> int:
    """How many that are: the count of the button, and of the page behind it."""
    grant = user.access.to(Action.ENTER_STATUS)
    return sum(_begun(grant, user=user.pk, round_=round_.pk or 0))


def _drafts(grant: Grant, *, user: int, round_: int) -> QuerySet[StatusUpdate, StatusUpdate]:
    rows = StatusUpdate.objects.within(grant)
    return rows.filter(author=user, round=round_, state=UpdateState.DRAFT)


@prepared
def _begun(grant: Grant, *, user: int, round_: int) -> QuerySet[StatusUpdate, int]:
    rows = _drafts(grant, user=user, round_=round_)
    return rows.order_by().values("round").annotate(many=Count("pk")).values_list("many", flat=True)


def progress_of(rows: Iterable[RoundRow]) -> Progress:
    """The counts of these rows."""
    rows = list(rows)
    standing = Counter(row.stands for row in rows)
    return Progress(
        asked=len(rows),
        said=sum(row.given is not None and row.stands is not Standing.RETURNED for row in rows),
        accepted=standing[Standing.ACCEPTED],
        open_mine=sum(row.is_awaited for row in rows),
    )
