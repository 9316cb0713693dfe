"""The projects of a round's table: read with what a row shows of them, and no more."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Exists, ForeignKey, OuterRef, Q, QuerySet
from django.db.models.base import ModelState
from django.utils.translation import get_language

from core.access import Action, Grant
from core.models import Unit, User
from core.prepared import prepared
from portfolio.choices import BEGUN
from portfolio.models import Project, StatusRound, StatusUpdate
from portfolio.models.querysets import ProjectQuerySet

Values = tuple[Any, ...]

_COLUMNS = (
    *("id", "strategy_id", "code", "name", "lead_unit_id", "manager_id", "business_owner_id"),
    *("output_id", "driver_id", "baseline_finish"),
)


def projects_asked(
    round_: StatusRound, user: User, at: date, *, whole_plan: bool = False
) -> list[Project]:
    """Those that a round asks on the day `at`, in any order; or the `whole_plan` of its year."""
    grant = user.access.to(Action.VIEW_PORTFOLIO)
    strategy, round_pk = round_.strategy_id, round_.pk or 0
    if whole_plan:
        return _made(_planned(grant, round_.period.year, strategy=strategy))
    return _made(_asked(grant, strategy=strategy, at=at, period=round_.period, round_=round_pk))


def projects_named(round_: StatusRound, user: User, asked: Sequence[int]) -> list[Project]:
    """These projects of the round's strategy, in any order, as far as `user` may see them."""
    grant = user.access.to(Action.VIEW_PORTFOLIO)
    return _made(_named(grant, strategy=round_.strategy_id, projects=list(asked)))


@prepared
def _planned(grant: Grant, year: int, *, strategy: int) -> QuerySet[Project, Values]:
    return _shown(Project.objects.within(grant).filter(strategy=strategy).in_work_plan(year))


@prepared
def _asked(
    grant: Grant, *, strategy: int, at: date, period: date, round_: int
) -> QuerySet[Project, Values]:
    begun = Q(pk__in=_in(BEGUN, at)) | Q(pk__in=_in(BEGUN, period))
    said = StatusUpdate.objects.filter(project=OuterRef("pk"), round=round_)
    return _shown(Project.objects.within(grant).filter(begun | Exists(said), strategy=strategy))


@prepared
def _named(grant: Grant, *, strategy: int, projects: list[int]) -> QuerySet[Project, Values]:
    return _shown(Project.objects.within(grant).filter(strategy=strategy, pk__in=projects))


def _shown(rows: ProjectQuerySet) -> QuerySet[Project, Values]:
    return rows.order_by().values_list(*_columns())


def _columns() -> tuple[str, ...]:
    # Where the page is in the original language, its names are those of the column.
    is_original = (get_language() or "")[:2] == settings.LANGUAGE_CODE
    return _COLUMNS if is_original else (*_COLUMNS, "i18n")


def _in(stages: Collection[str], at: date) -> "QuerySet[Project, int]":
    return Project.objects.in_stage(at, stages).order_by().values_list("pk")


def _made(rows: Iterable[Values]) -> list[Project]:
    """Projects as `from_db` makes them of these columns, which goes through forty others for each:
    a sixth of the page's time with a thousand projects. And their units, as `prefetch_related` does.
    """
    names, projects = _columns(), []
    for values in rows:
        project = Project.__new__(Project)
        project.__dict__.update(zip(names, values, strict=True))
        project._state = ModelState()
        project._state.adding, project._state.db = False, DEFAULT_DB_ALIAS
        projects.append(project)
    units = {each.pk: each for each in _units(units=list({each.lead_unit_id for each in projects}))}
    field = Project._meta.get_field("lead_unit")
    assert isinstance(field, ForeignKey)
    for project in projects:
        field.set_cached_value(project, units[project.lead_unit_id])
    return projects


@prepared
def _units(*, units: list[int]) -> QuerySet[Unit, Unit]:
    return Unit.objects.filter(pk__in=units).order_by()
