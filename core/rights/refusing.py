"""What somebody reads who sees a row and may not change it: why, and who may. A 403, with the way back.

Whoever does not even see the row gets a 404, as everywhere: `row_to_change` looks for it among those
that the person sees before it says anything.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import permission_denied

from core.access import ROW_ACTIONS, RULES, Access, Action, Held, Role
from core.languages.sorting import sort_key
from core.models import RoleAssignment, Unit, User
from core.rights.wording import ACTIONS
from core.time import working_date

NAMED = 12  # people of one role whose names are told


class Shown(Protocol):
    """A row with a page."""

    def get_absolute_url(self) -> str:
        """Its page."""


Row = TypeVar("Row", bound=Shown)


@dataclass(frozen=True)
class Holders:
    """Those who may by one role; `more` says how many are not named."""

    role: str
    names: Sequence[str]
    more: int


@dataclass(frozen=True)
class Refusal:
    """`core/rights/refused.html`."""

    row: str
    why: str
    asked: str
    holders: Sequence[Holders]
    back_url: str


class ChangeRefused(PermissionDenied):
    """Somebody sees a row and may not change it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.why)
        self.refusal = refusal


def row_to_change(
    find: Callable[[Any], Row],
    *,
    among: Any,
    seen: Any,
    user: User,
    action: Action,
    reaches: Callable[[Row, User], bool],
) -> Row:
    """The row if `find` finds it `among` those that the person may change.

    Raises `ChangeRefused` where it is only among those `seen`; `reaches` says of anybody whether the
    action reaches the row. A row that something else than a missing right keeps from being changed is
    a 404, as for everybody.
    """
    try:
        return find(among)
    except Http404:
        row = find(seen)
        if reaches(row, user):
            raise
        refuse(row, user, action, lambda other: reaches(row, other))


def refuse(row: Any, user: User, action: Action, reaches: Callable[[User], bool]) -> NoReturn:
    """Say to somebody who sees the row why they may not do the action with it, and who may."""
    raise ChangeRefused(
        Refusal(
            row=str(row),
            why=_why(user.access, action),
            asked=str(ACTIONS[action]),
            holders=list(_holders(action, reaches)),
            back_url=row.get_absolute_url(),
        )
    )


@dataclass(frozen=True)
class _List:
    """A list, as the row that nobody may change is: its name and its page."""

    name: str
    url: str

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.url


def refuse_unless_adding(user: User, action: Action, *, to: str, at: str) -> None:
    """Say to somebody who sees a list (`to`, `at` its address) why they may not add to it, and who may.

    The view lets nobody in who does not see the list.
    """

    def may(other: User) -> bool:
        return other.access.opens(action)

    if not may(user):
        refuse(_List(to, at), user, action, may)


def _why(access: Access, action: Action) -> str:
    grant = access.to(action) if action in ROW_ACTIONS else None  # type: ignore[arg-type]
    if grant is None or grant.is_empty:
        return _("Your roles let you see this, but not change it.")
    codes = Unit.objects.filter(pk__in=grant.unit_ids).values_list("code", flat=True)
    units = {"units": ", ".join(sorted(codes, key=sort_key))}
    if grant.own and grant.unit_ids:
        message = _(
            "Your roles let you change what is yours or belongs to %(units)s. This is neither."
        )
        return message % units
    if grant.own:
        return _("Your roles let you change what is yours. This is somebody else's.")
    return _("Your roles let you change what belongs to %(units)s. This does not.") % units


def _holders(action: Action, reaches: Callable[[User], bool]) -> Iterator[Holders]:
    """By role, whoever may do the action with the row by that role; in two queries, whoever asks."""
    rows = RoleAssignment.objects.effective(working_date()).filter(role__in=RULES[action])
    held = rows.filter(user__is_active=True).select_related("user").order_by()
    parents = dict(Unit.objects.order_by().values_list("id", "parent_id"))
    found: dict[str, set[str]] = {}
    for each in held:
        role = Held(Role(each.role), each.unit_id, each.language, each.lent_by_id)
        person = each.user
        # What they could do with this role alone, so that the page names the one that counts.
        person.access = Access.of(user_id=person.pk, held=[role], unit_parents=parents)
        if reaches(person):
            found.setdefault(each.role, set()).add(str(person))
    for known in Role:
        if names := sorted(found.get(known, ()), key=sort_key):
            yield Holders(str(known.label), names[:NAMED], max(0, len(names) - NAMED))


def refused_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler of what is not allowed: with words for a row that somebody sees."""
    if not isinstance(exception, ChangeRefused):
        return permission_denied(request, exception)
    context = {"refusal": exception.refusal}
    return render(request, "core/rights/refused.html", context, status=403)
