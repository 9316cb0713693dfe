"""How far a round is: who has said something, and what waits for whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from core.models import User
from core.prepared import prepared
from portfolio.models import StatusRound, StatusUpdate, UpdateState
from portfolio.rounds.rows import RoundRow, Standing


@dataclass(frozen=True)
class Progress:
    """Counts of a round's rows: asked, said (of which accepted), begun and not sent, silent."""

    asked: int
    said: int
    accepted: int
    begun: int
    open_mine: int

    @property
    def silent(self) -> int:
        """Those of which nothing has been said."""
        return self.asked - self.said


def begun_by(user: User, round_: StatusRound) -> int:
    """How many updates a person has begun in a round and not submitted."""
    return sum(_begun(user=user.pk, round_=round_.pk))


@prepared
def _begun(*, user: int, round_: int) -> QuerySet[StatusUpdate, int]:
    rows = StatusUpdate.objects.filter(author=user, round=round_, state=UpdateState.DRAFT)
    return rows.order_by().values("round").annotate(many=Count("pk")).values_list("many", flat=True)


def progress_of(rows: Iterable[RoundRow]) -> Progress:
    """The counts of these rows."""
    rows = list(rows)
    standing = Counter(row.standing for row in rows)
    return Progress(
        asked=len(rows),
        said=sum(row.given is not None and row.standing is not Standing.RETURNED for row in rows),
        accepted=standing[Standing.ACCEPTED],
        begun=standing[Standing.DRAFT],
        open_mine=sum(row.is_awaited for row in rows),
    )
