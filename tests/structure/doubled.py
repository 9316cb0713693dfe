"""Twice the demonstration: every project, risk, indicator, person and unit again, with its rows."""

from typing import Any

from django.db import models

from core.models import RoleAssignment, Unit, User
from outcomes.models import Deliverable, Indicator, Measurement, Target
from portfolio.models import (
    Commitment,
    Cost,
    Decision,
    DeliverableLink,
    Milestone,
    Project,
    Quantity,
    Remark,
    StageChange,
    StatusUpdate,
    WorkPlanEntry,
)
from risks.models import Acceptance, Assessment, Issue, Mitigation, Risk

OF_PROJECT = (
    *(StageChange, WorkPlanEntry, StatusUpdate, Remark, Quantity),
    *(Milestone, Commitment, Cost, Decision, DeliverableLink),
)


def double_the_portfolio() -> None:
    """Copy every row that lists and pages show, under another code."""
    _double(Project, "code", "project", OF_PROJECT)
    _double(Risk, "code", "risk", (Assessment, Mitigation, Acceptance))
    _double(Issue, "code")
    _double(Indicator, "number", "indicator", (Target, Measurement))
    _double(Deliverable, "title")
    _double(Unit, "code")
    _double(User, "username", "user", (RoleAssignment,))


def _double(
    model: type[models.Model], code: str, link: str = "", below: tuple[type[models.Model], ...] = ()
) -> None:
    """Every row of `model` again, told apart by its `code`, with the rows `below` that `link` it."""
    originals = list(model._default_manager.order_by("pk"))
    copies = [_copy(row, **{code: f"{getattr(row, code)}-2"}) for row in originals]
    model._default_manager.bulk_create(copies)
    twin = {old.pk: new for old, new in zip(originals, copies, strict=True)}
    for each in below:
        rows: Any = each._default_manager.filter(**{f"{link}__in": twin})
        each._default_manager.bulk_create(
            [_copy(row, **{link: twin[getattr(row, f"{link}_id")]}, **_loose(row)) for row in rows]
        )


def _copy(row: models.Model, **changes: Any) -> Any:
    fields = row._meta.local_concrete_fields
    values = {f.attname: getattr(row, f.attname) for f in fields if not f.primary_key}
    for name in changes:
        values.pop(f"{name}_id", None)
    return type(row)(**{**values, **changes})


def _loose(row: models.Model) -> dict[str, Any]:
    """Links to rows of the original that a copy must not share."""
    return {"part_of": None} if isinstance(row, Quantity) else {}
