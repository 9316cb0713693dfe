"""A cell for each of the last rounds of a project."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Least

from portfolio.choices import BEGUN
from portfolio.models import Project, StatusRound, StatusUpdate

MONTHS_SHOWN = 12


def periods(project: Project, updates: Sequence[StatusUpdate], at: date) -> list[dict[str, Any]]:
    """A cell for each of the last months with a round, oldest first; without an update it says so."""
    said = {update.round_id: update for update in updates}
    cells: list[dict[str, Any]] = []
    for round_ in _rounds_asked(project, at):
        update = said.get(round_.pk)
        cells.append(
            {
                "date": round_.period,
                "rag": update.overall if update else "",
                "confirmed": update is not None and update.kind == "confirmation",
                "missing": update is None,
                "current": not cells,
            }
        )
    return cells[::-1]


def _rounds_asked(project: Project, at: date) -> "QuerySet[Any]":
    """The latest rounds that asked the project: it ran from their first day to their last, or gave an
    update anyway."""

    def stage_on(day: Any) -> Subquery:
        return Subquery(project.stages.filter(on__lte=day).order_by("-on").values("stage")[:1])

    given = project.updates.given().filter(round=OuterRef("pk"))
    rounds = StatusRound.objects.annotate(
        stage_first=stage_on(OuterRef("opens_on")),
        stage_last=stage_on(Least(OuterRef("closes_on"), Value(at))),
    )
    ran = Q(stage_first__in=BEGUN, stage_last__in=BEGUN)
    asked = Q(strategy=project.strategy_id, opens_on__lte=at) & ran
    return rounds.filter(asked | Exists(given)).order_by("-period")[:MONTHS_SHOWN]
