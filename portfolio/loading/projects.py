"""Loading projects with their dated rows, remarks, quantities and status, by natural keys."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import models

from core.models import User
from core.translated import set_texts
from outcomes.models import Strategy
from portfolio.models import (
    Project,
    Quantity,
    Remark,
    StatusRound,
    StatusUpdate,
)

Row = Mapping[str, str]


def upsert(model: type[models.Model], rows: Sequence[models.Model], unique: Sequence[str]) -> None:
    """Insert `rows` or bring those with the same natural key up to date, in one statement."""
    changed = [
        field.name
        for field in model._meta.local_concrete_fields
        if not field.primary_key and field.name not in unique
    ]
    model._default_manager.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=list(unique),
        update_fields=changed,
        batch_size=500,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _given(text: str) -> date:
    """A day that must be there."""
    return date.fromisoformat(text)


def remarks_load(strategy: Strategy, year: int, data: Mapping[str, Any]) -> int:
    """The texts for the report on `year`, with the quantities their live numbers name."""
    projects = {project.code: project for project in strategy.projects.all()}
    remarks = []
    for code, row in data.items():
        remark = Remark(project=projects[code], year=year)
        set_texts(remark, "text", {k: v.strip() for k, v in row["text"].items()})
        remarks.append(remark)
    upsert(Remark, remarks, ("project", "year"))
    rows = [
        (projects[code], row)
        for code, data_row in data.items()
        for row in data_row.get("quantities") or []
    ]
    wholes = [_quantity(project, row) for project, row in rows]
    upsert(Quantity, wholes, ("project", "key", "year"))
    parts = [
        _quantity(project, {**row, **part, "unit": part.get("label", {})}, whole)
        for (project, row), whole in zip(rows, wholes, strict=True)
        for part in row.get("parts") or []
    ]
    upsert(Quantity, parts, ("project", "key", "year"))
    return len(remarks)


def _quantity(project: Project, row: Mapping[str, Any], whole: Quantity | None = None) -> Quantity:
    quantity = Quantity(
        project=project,
        key=row["key"],
        year=row["year"],
        value=row["value"],
        source=row.get("source", ""),
        part_of=whole,
    )
    if row.get("currency"):
        quantity.unit = row["currency"]
    else:
        set_texts(quantity, "unit", row.get("unit") or {})
    qualifier = row.get("qualifier") or {}
    set_texts(
        quantity, "qualifier", qualifier if isinstance(qualifier, dict) else {"en": qualifier}
    )
    return quantity


def status_load(strategy: Strategy, rows: Sequence[Row]) -> int:
    """Monthly rounds and the updates given in them. Accepted updates that stand are left alone."""
    rounds = {
        period: StatusRound.objects.get_or_create(
            strategy=strategy,
            period=period,
            defaults={
                "opens_on": _last_day(period),
                # The round that is open on the demonstration's working date closes after it.
                "closes_on": _last_day(period) + timedelta(days=21),
            },
        )[0]
        for period in sorted({_given(row["period"]) for row in rows})
    }
    projects = {project.code: project for project in strategy.projects.all()}
    users: dict[str, User | None] = {user.username: user for user in User.objects.all()}
    given = set(
        StatusUpdate.objects.filter(project__strategy=strategy).values_list(
            "project__code", "round__period"
        )
    )
    updates = []
    for row in rows:
        period = _given(row["period"])
        if (row["code"], period) in given:
            continue
        updates.append(
            StatusUpdate(
                project=projects[row["code"]],
                round=rounds[period],
                reported_on=_given(row["reported_on"]),
                author=users.get(row["author"]),
                on_behalf_of=users.get(row["on_behalf_of"]),
                accepted_by=users.get(row["accepted_by"]),
                per_cent_complete=int(row["per_cent_complete"])
                if row["per_cent_complete"]
                else None,
                forecast_finish=_day(row["forecast_finish"]),
                **{name: row[name] for name in _TEXTS},
            )
        )
    StatusUpdate.objects.bulk_create(updates, batch_size=500)
    return len(updates)


_TEXTS = (
    *("kind", "state", "overall", "schedule", "budget", "scope"),
    *("reason", "achieved", "planned"),
)


def _last_day(period: date) -> date:
    return (period + timedelta(days=31)).replace(day=1) - timedelta(days=1)
