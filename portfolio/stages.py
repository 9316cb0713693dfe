"""Which stages of a project are the committee's to decide, and what would change them."""

from collections.abc import Iterable
from datetime import date

from portfolio.models import Stage, StageChange

# Until a project has been taken up it is the committee's; from then on the manager says how it goes.
COMMITTEES = frozenset({Stage.PROPOSED.value, Stage.APPROVED.value})


def committees_days(changes: Iterable[tuple[date, str]]) -> list[tuple[str, date, date | None]]:
    """From when to when (None: until now) a project is proposed or approved."""
    steps: list[tuple[date, str]] = []
    for on, stage in sorted(changes):
        if not steps or steps[-1][1] != stage:
            steps.append((on, stage))
    ends = [on for on, _stage in steps[1:]] + [None]
    return [
        (stage, on, end)
        for (on, stage), end in zip(steps, ends, strict=False)
        if stage in COMMITTEES
    ]


def needs_decision(row: StageChange, *, removed: bool = False) -> bool:
    """Whether saving a stage, or removing it, changes the days on which a project is the committee's."""
    rows = StageChange.objects.filter(project=row.project_id).values_list("pk", "on", "stage")
    before = {pk: (on, stage) for pk, on, stage in rows}
    after = {pk: each for pk, each in before.items() if pk != row.pk}
    if not removed:
        after[row.pk or 0] = (row.on, row.stage)
    return committees_days(before.values()) != committees_days(after.values())
