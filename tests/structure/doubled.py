"""Twice the demonstration: every project again, with all its rows, under another code."""

from typing import Any

from django.db import models

from portfolio.models import (
    Commitment,
    Cost,
    Decision,
    Milestone,
    Project,
    Quantity,
    Remark,
    StageChange,
    StatusUpdate,
    WorkPlanEntry,
)

BELOW = (
    *(StageChange, WorkPlanEntry, StatusUpdate, Remark, Quantity),
    *(Milestone, Commitment, Cost, Decision),
)


def double_the_portfolio() -> None:
    """Copy every project with all its rows."""
    originals = list(Project.objects.order_by("id"))
    copies = [_copy(project, code=f"{project.code}-2") for project in originals]
    Project.objects.bulk_create(copies)
    twin = {old.pk: new for old, new in zip(originals, copies, strict=True)}
    for model in BELOW:
        rows: Any = model._default_manager.filter(project__in=twin)
        model._default_manager.bulk_create(
            [_copy(row, project=twin[row.project_id], **_loose(row)) for row in rows]
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
