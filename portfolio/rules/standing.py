"""How a project stands on a day, told by the database in one text and read back here.

The text has three parts, as in "in_progress|aar|sl": the stage; the states of the last updates, the
latest first; the letters of what calls for attention. Equal texts are grouped by the database, so
ten thousand projects come back as a hundred lines (docs/decisions/023).
"""

import enum
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Case, CharField, Model, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from portfolio.choices import BEGUN, FINISHED, MOVING
from portfolio.rules.thresholds import slips_from

BETWEEN = "|"
# Behind the states of the last updates, where they make the project stuck.
STUCK = "="


class Sign(enum.StrEnum):
    """What calls for attention, in reading order."""

    LATE = "late"
    SILENT = "silent"
    STUCK = "stuck"
    SLIPPING = "slipping"


# How the text says it; that a project is stuck, stands behind what was said.
LETTERS = {Sign.LATE: "l", Sign.SILENT: "s", Sign.SLIPPING: "p"}


class ProjectStanding(NamedTuple):
    """How a project stands: its stage, the state of its latest update (empty without any), and what
    calls for attention."""

    stage: str
    rag: str
    signs: tuple[Sign, ...]


def standing_text(
    at: date,
    stages: "QuerySet[Model]",
    *,
    has_word: Q,
    states: Subquery,
    latest: Subquery,
    latest_without_stage: Subquery,
) -> Concat:
    """The text, for a query on projects that has their `due`.

    `stages` are those of a project by the day `at`, the latest first. Of the same project tell, asked
    from its stage: `has_word` whether there is recent word, `states` those of as many updates as make
    it stuck, `latest` that of the last; `latest_without_stage` is asked from the project. Each is
    asked only where it matters: states where it should move, silence where it has begun. The letters
    of dates say nothing once it is finished.
    """
    silent = Case(When(has_word, then=Value("")), default=Value(LETTERS[Sign.SILENT]))
    # Each question stands in the text once: the database plans every one that it finds there.
    of_stage = Concat(
        Case(When(stage__in=MOVING, then=states), default=Coalesce(latest, Value(""))),
        Value(BETWEEN),
        Case(When(stage__in=BEGUN, then=silent), default=Value("")),
    )
    told = stages.annotate(told=Concat("stage", Value(BETWEEN), of_stage)).values("told")[:1]
    return Concat(
        Coalesce(Subquery(told), Concat(Value(BETWEEN), latest_without_stage, Value(BETWEEN))),
        _letter(Sign.LATE, Q(due__lt=at)),
        _letter(Sign.SLIPPING, Q(forecast_finish__gt=slips_from())),
        output_field=CharField(),
    )


def _letter(sign: Sign, condition: Q) -> Case:
    """The letter of a sign where a condition holds, else nothing."""
    return Case(When(condition, then=Value(LETTERS[sign])), default=Value(""))


@lru_cache(maxsize=4096)
def standing_of(text: str) -> ProjectStanding:
    """What a text says of a project."""
    stage, states, letters = text.split(BETWEEN)
    if stage in FINISHED:  # most of a portfolio, and none of the four
        return ProjectStanding(stage, states[:1], ())
    found = {sign for sign, letter in LETTERS.items() if letter in letters}
    if states.endswith(STUCK):
        found.add(Sign.STUCK)
    return ProjectStanding(stage, states[:1], tuple(sign for sign in Sign if sign in found))
