"""Projects whose name or place was changed after a day: a paper as of that day shows today's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from core.history.tracking import event_model_of
from core.languages.sorting import sort_key
from core.time import recorded_until
from portfolio.models import Project

# What a project is called and what it is counted under; stage and status have days of their own.
_NAMED = ("name", "i18n", "kind", "category", "output", "driver", "lead_unit")


@dataclass(frozen=True)
class ChangedProject:
    """A project by its code, and the names of its fields that read otherwise at the end of the day."""

    code: str
    fields: tuple[str, ...]


def projects_changed_since(projects: "QuerySet[Project]", day: date) -> Sequence[ChangedProject]:
    """Those of `projects` that were changed after the day's end, by code; two queries.

    Of a project that was recorded later the first recorded values count as those of the day.
    """
    stood, columns = recorded_until(day), [Project._meta.get_field(n).attname for n in _NAMED]  # type: ignore[union-attr]
    events = event_model_of(Project)._default_manager.filter(
        id__in=projects.order_by().values("pk")
    )
    moved = events.filter(pgh_label="update", pgh_created_at__gt=stood).order_by()
    rows = events.filter(id__in=moved.values("id")).order_by("id", "pgh_created_at", "pgh_id")
    then: dict[int, tuple[object, ...]] = {}
    now: dict[int, tuple[str, tuple[object, ...]]] = {}
    for pk, at, code, *values in rows.values_list("id", "pgh_created_at", "code", *columns):
        if pk not in then or at <= stood:
            then[pk] = tuple(values)
        now[pk] = code, tuple(values)
    found = [
        ChangedProject(code, tuple(dict.fromkeys(_differing(then[pk], values))))
        for pk, (code, values) in now.items()
        if then[pk] != values
    ]
    return sorted(found, key=lambda each: sort_key(each.code))


def _differing(then: tuple[object, ...], now: tuple[object, ...]) -> list[str]:
    """The names of fields; a translated name is the name."""
    return [
        "name" if name == "i18n" else name
        for name, old, new in zip(_NAMED, then, now, strict=True)
        if old != new
    ]
