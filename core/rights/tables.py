"""The table of "Who can do what"."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.access import Action
from core.models import RoleAssignment
from core.pages.columns import DayColumn, written_day
from core.pages.tables import ListTable
from core.rights.assignments import gives
from core.rights.extents import scope_in_words
from core.rights.wording import ACTIONS, Extent, edition, where
from core.time import day_of

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


def reach(row: RoleAssignment, extent: Extent) -> str:
    """How far something reaches with a role, its limits named."""
    return where(extent, unit=row.unit.code if row.unit else "", edition=edition(row.language))


def lets(row: RoleAssignment) -> Iterator[tuple[str, list[str]]]:
    """What a role lets its holder do: how far, and the actions that reach so far."""
    order = list(Extent)
    found = sorted(gives(row).items(), key=lambda item: order.index(item[1]))
    for extent, group in groupby(found, key=lambda item: item[1]):
        yield reach(row, extent), [str(ACTIONS[action]) for action, _extent in group]


class RightsTable(ListTable):
    """A line for each role held. With an action chosen, "Where" says how far it reaches."""

    user = tables.Column(
        verbose_name=gettext_lazy("Person"), order_by=("user__full_name", "id"), linkify=True
    )
    person_unit = tables.Column(
        verbose_name=gettext_lazy("Unit"), accessor="user__unit__code", visible=False
    )
    role = tables.Column(verbose_name=gettext_lazy("Role"))
    where = tables.Column(
        verbose_name=gettext_lazy("Where"),
        accessor="pk",
        order_by=("unit__code", "language", "user__full_name"),
    )
    since = DayColumn(verbose_name=gettext_lazy("Since"), attrs=NUMBER)
    granted_by_name = tables.Column(verbose_name=gettext_lazy("Given by"), empty_values=())
    granted_at = tables.Column(verbose_name=gettext_lazy("Given on"), attrs=NUMBER, visible=False)
    ends_on = DayColumn(verbose_name=gettext_lazy("Until"), attrs=NUMBER)
    lent_by = tables.Column(
        verbose_name=gettext_lazy("Lent by"), order_by=("lent_by__full_name", "id"), linkify=True
    )
    last_sign_in = tables.Column(
        verbose_name=gettext_lazy("Last sign-in"), accessor="user__last_login", attrs=NUMBER
    )
    lets = tables.Column(
        verbose_name=gettext_lazy("Lets them"), accessor="pk", orderable=False, empty_values=()
    )

    class Meta:
        model = RoleAssignment
        fields = ()
        sequence = (
            "user",
            "person_unit",
            "role",
            "where",
            "lets",
            "...",
            "last_sign_in",
            "lent_by",
        )
        order_by = ("user",)

    def __init__(self, *args: Any, action: Action | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        self._drawn: dict[str, SafeString] = {}

    def render_where(self, record: RoleAssignment) -> str:
        """How far the chosen action reaches; without one, the limits of the role."""
        if self.action is not None:
            return reach(record, gives(record)[self.action])
        unit = record.unit.code if record.unit else ""
        return scope_in_words(record.role, unit, record.language)

    value_where = render_where

    def render_granted_by_name(self, value: str | None, record: Any) -> str:
        """Who gave the role; a file or a command where nobody did on a page."""
        return value or _("a file or a command")

    value_granted_by_name = render_granted_by_name

    def render_granted_at(self, value: datetime) -> str:
        """The day, short."""
        return written_day(day_of(value), "SHORT_DATE_FORMAT")

    def value_granted_at(self, value: datetime) -> datetime:
        """The moment; a cell has no time zone."""
        return timezone.make_naive(value)

    render_last_sign_in, value_last_sign_in = render_granted_at, value_granted_at

    def render_lets(self, record: RoleAssignment) -> SafeString:
        """How many actions; they unfold. Roles with the same limits have the same."""
        key = record.label
        if key not in self._drawn:
            groups = list(lets(record))
            count = sum(len(actions) for _where, actions in groups)
            label = ngettext("%(count)s action", "%(count)s actions", count) % {"count": count}
            context = {"groups": groups, "label": label}
            self._drawn[key] = SafeString(render_to_string("core/rights/_lets.html", context))
        return self._drawn[key]

    def value_lets(self, record: RoleAssignment) -> str:
        """All actions in words."""
        return " ".join(f"{place}: {'; '.join(actions)}." for place, actions in lets(record))
