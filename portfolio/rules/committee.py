"""Which stages of a project are the committee's to decide."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from portfolio.choices import Stage

COMMITTEE_DECIDES = _(
    "Whether a project is proposed or approved is the committee's to decide; the PMO records it."
)


# Until a project has been taken up it is the committee's; from then on the manager says how it goes.
COMMITTEE_STAGES = frozenset({Stage.PROPOSED.value, Stage.APPROVED.value})


def committee_days(changes: Iterable[tuple[date, str]]) -> list[tuple[str, date, date | None]]:
    """From when to when (None: until now) a project is proposed or approved."""
    steps: list[tuple[date, str]] = []
    for on, stage in sorted(changes):
        if not steps or steps[-1][1] != stage:
            steps.append((on, stage))
    ends = [on for on, _stage in steps[1:]] + [None]
    return [
        (stage, on, end)
        for (on, stage), end in zip(steps, ends, strict=False)
        if stage in COMMITTEE_STAGES
    ]
