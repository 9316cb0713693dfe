"""The history of people: who got and lost which role, who came and left, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.access import Role
from core.history.events import Change, events_with_changes, latest_events
from core.history.tracking import DELETE, INSERT
from core.models import (
    Installation,
    RecoveryCodes,
    RoleAssignment,
    SecondFactor,
    SecurityEvent,
    Unit,
    User,
)
from core.models.second_factor import FactorKind, SecurityEventKind
from core.pages.changes import ChangeInWords, worded

# What one person signs in with, and what happened to their account.
OF_ACCOUNTS = (SecondFactor, RecoveryCodes, SecurityEvent)
OF_PEOPLE = (RoleAssignment, *OF_ACCOUNTS)
# Of one person the history tells the first ones only.
KINDS = (User, RoleAssignment, *OF_ACCOUNTS, Unit, Installation)


def events_about(user_id: int | None) -> Any:
    """The events of people, roles and units, newest first; of one person only when given."""
    if user_id is None:
        return latest_events([(model, Q()) for model in KINDS])
    roles = Q(user=user_id) | Q(lent_by=user_id)
    accounts = [(model, Q(user=user_id)) for model in OF_ACCOUNTS]
    return latest_events([(User, Q(pgh_obj=user_id)), (RoleAssignment, roles), *accounts])


@dataclass(frozen=True)
class PeopleChange:
    """A line of the history of people."""

    title: str
    change: ChangeInWords


def in_words(page: Iterable[tuple[int, int, Any]]) -> list[PeopleChange]:
    """What the events of a page say, in their order. A fixed number of queries."""
    keys = [(which, pk) for which, pk, _moment in page]
    found: dict[tuple[int, int], tuple[Any, Change]] = {}
    for number, model in enumerate(KINDS):
        ids = [pk for which, pk in keys if which == number]
        if ids:
            events = events_with_changes(model, ids)
            found |= {(number, pk): pair for pk, pair in events.items()}
    rows = [(key[0], *found[key]) for key in keys if key in found]
    named = _names(event for which, event, _change in rows if KINDS[which] in OF_PEOPLE)
    told = worded(
        [(_row_name(KINDS[which], event, named), change) for which, event, change in rows]
    )
    models = [KINDS[which] for which, _event, _change in rows]
    return [
        PeopleChange(each.of if model is SecurityEvent else _title(each.label, each.of), each)
        for model, each in zip(models, told, strict=True)
    ]


def _names(events: Iterable[Any]) -> dict[str, Mapping[int, Any]]:
    """The people and units that events of roles and accounts speak of."""
    of: list[Any] = list(events)
    people = {pk for event in of for pk in (event.user_id, getattr(event, "lent_by_id", None))}
    people -= {None}
    units = {pk for event in of if (pk := getattr(event, "unit_id", None))}
    return {"people": User.objects.in_bulk(people), "units": Unit.objects.in_bulk(units)}


def _row_name(model: type[Any], event: Any, named: Mapping[str, Mapping[int, Any]]) -> str:
    if model is User:
        return str(event.full_name)
    if model is Unit:
        return str(event.code)
    if model is Installation:
        return _("Settings of the installation")
    if model in OF_ACCOUNTS:
        whose = named["people"].get(event.user_id, event.user_id)
        return f"{whose}: {_of_account(model, event)}"
    scope: Sequence[str] = [
        str(named["units"].get(event.unit_id, "")) if event.unit_id else "",
        event.language,
    ]
    shown = ", ".join(filter(None, scope))
    role = str(dict(Role.choices).get(event.role, event.role)) + (f" ({shown})" if shown else "")
    parts = [f"{named['people'].get(event.user_id, event.user_id)}: {role}"]
    if event.lent_by_id:
        lender = named["people"].get(event.lent_by_id, event.lent_by_id)
        parts.append(_("for %(lender)s") % {"lender": lender})
    if event.starts_on or event.ends_on:
        days = [date_format(day, "SHORT_DATE_FORMAT") if day else "" for day in _days(event)]
        parts.append("–".join(days))
    return ", ".join(parts)


def _of_account(model: type[Any], event: Any) -> str:
    if model is RecoveryCodes:
        return _("Recovery codes")
    if model is SecondFactor:
        parts = [str(FactorKind(event.kind).label), event.name]
    else:
        parts = [str(SecurityEventKind(event.kind).label), event.detail]
    return ", ".join(filter(None, parts))


def _days(event: Any) -> tuple[Any, Any]:
    return event.starts_on, event.ends_on


def _title(label: str, name: str) -> str:
    """What happened, in front of the row's name."""
    if label == INSERT:
        return pgettext("history", "New: %(name)s") % {"name": name}
    if label == DELETE:
        return pgettext("history", "Removed: %(name)s") % {"name": name}
    return pgettext("history", "Changed: %(name)s") % {"name": name}
