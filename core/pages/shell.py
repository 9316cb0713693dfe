"""The shell around every page: navigation, top bar, the person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import ResolverMatch, reverse
from django.utils.functional import Promise

from core.access import Access, Action
from core.models import User
from core.pages.view_access import access_of
from core.registry import Registry
from core.time import installation_facts, working_date

# --- The shell ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class NavigationEntry:
    """A line of the side navigation, shown to whoever may do `action`.

    `count` gives the small number beside it from the request's user, or None for none;
    `position` orders the lines. `covers` are the beginnings of the names of its pages; without it,
    every page of the app is its. `query` narrows the page to what `count` counts.
    """

    key: str
    label: str | Promise
    url_name: str
    action: Action
    count: Callable[[User], int | None] | None = None
    position: int = 100
    covers: tuple[str, ...] = ()
    query: Callable[[], str] | None = None


navigation: Registry[NavigationEntry] = Registry("navigation entry")
# Set by the app that knows: what strategy and year the top bar names. (short title, year) or None.
current_strategy: list[Callable[[], tuple[str, int] | None]] = []


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the frame around every page shows."""
    access = access_of(request)
    asking = getattr(request, "user", None)
    user = asking if isinstance(asking, User) else None
    named = current_strategy[0]() if current_strategy and user else None
    return {
        "shell": {
            "strategy": named[0] if named else "",
            "year": named[1] if named else None,
            "working_date": working_date() if user else None,
            "demonstration": is_demonstration(),
            "languages": [
                (code, name)
                for code, name in settings.LANGUAGES
                if code in settings.INTERFACE_LANGUAGES
            ],
            "person": user,
            "roles": [str(role.label) for role in sorted(access.roles)],
            "navigation": _navigation(request, access, user),
        }
    }


def is_demonstration() -> bool:
    """Whether the database carries the demonstration flag."""
    return installation_facts()[1]


def _navigation(request: HttpRequest, access: Access, user: User | None) -> list[dict[str, Any]]:
    if user is None:
        return []
    match = getattr(request, "resolver_match", None)
    return [
        {
            "label": entry.label,
            "url": reverse(entry.url_name) + (entry.query() if entry.query else ""),
            "count": entry.count(user) if entry.count else None,
            "current": bool(match and _covers(entry, match)),
        }
        for entry in entries_for(access)
    ]


def _covers(entry: NavigationEntry, match: ResolverMatch) -> bool:
    """Whether the page that answers belongs to this line."""
    if match.app_name != entry.url_name.split(":")[0]:
        return False
    return not entry.covers or (match.url_name or "").startswith(entry.covers)


def entries_for(access: Access) -> list[NavigationEntry]:
    """The lines that somebody may see, in order."""
    entries = [entry for entry in navigation if access.to(entry.action)]
    return sorted(entries, key=lambda entry: (entry.position, entry.key))
