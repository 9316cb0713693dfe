"""Writes of the risks that have more than one effect, or that two people could make at once."""

from datetime import date

from django.db import transaction

from core.history.saving import locked
from core.models import User
from core.pages.withheld import withheld
from outcomes.models import Strategy
from risks.models import Acceptance, Issue, Risk
from risks.rules.separation import RISK_ACCEPTANCE


class OwnRisk(Exception):
    """Nobody accepts a risk in which they have a hand; the message says which."""


class OtherScore(Exception):
    """The residual score is not the one that was seen; `score` is what it is now."""

    def __init__(self, score: int) -> None:
        super().__init__(score)
        self.score = score


class NothingToAccept(Exception):
    """The residual risk is within the tolerance, or nobody has assessed it."""


def next_code(strategy: Strategy, model: type[Risk] | type[Issue], letter: str) -> str:
    """The code after the highest of a kind: R-15 after R-14. Codes of other shapes do not count."""
    taken = model.objects.filter(strategy=strategy, code__regex=rf"^{letter}-[0-9]{{1,6}}$")
    numbers = [int(code.partition("-")[2]) for code in taken.values_list("code", flat=True)]
    return f"{letter}-{max(numbers, default=0) + 1:02}"


def issue_raise(*, issue: Issue) -> Issue:
    """Save a new issue under the next free code of its strategy."""
    with transaction.atomic():
        # The strategy's row is the lock: two first issues do not get one code.
        strategy = locked(Strategy, issue.strategy_id)
        issue.code = next_code(strategy, Issue, "I")
        issue.save()
    return issue


def issue_escalate(*, issue: Issue, on: date) -> bool:
    """Put an open issue on the management list from the day `on`; False when it is there already."""
    with transaction.atomic():
        current = locked(Issue, issue.pk)
        if current.escalated_on is not None or not current.is_open(on):
            return False
        current.escalated_on = on
        current.save(update_fields=["escalated_on"])
    return True


def risk_accept(
    *, risk: Risk, by: User, on: date, until: date, reason: str, score: int
) -> Acceptance:
    """Somebody answers for the residual risk as it stands on the day `on`, until a day.

    `score` is the residual score that the person saw. Raises `OwnRisk` for whoever has a hand in the
    risk (`risks.rules.separation`), `NothingToAccept` when there is nothing above the tolerance,
    `OtherScore` when the risk has been assessed anew. A second acceptance on the same day replaces
    the first.
    """
    with transaction.atomic():
        current = locked(Risk, risk.pk)
        if why := withheld(RISK_ACCEPTANCE, current, by):
            raise OwnRisk(why)
        above = Risk.objects.filter(pk=risk.pk).open(on).above_tolerance(on).first()
        if above is None:
            raise NothingToAccept(str(risk))
        if above.residual_score != score:
            raise OtherScore(above.residual_score)
        accepted: Acceptance = Acceptance.objects.update_or_create(
            risk=current,
            on=on,
            defaults={
                "accepted_by": by,
                "risk_owner_id": current.owner_id,
                "until": until,
                "score": score,
                "reason": reason,
            },
        )[0]
    return accepted
