"""The navigation: its groups, its lines, and which of them a page belongs to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import ResolverMatch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import Access, Action
from core.models import User
from core.registry import Registry

# The groups, in the order of the page.
GROUPS: Mapping[str, str | Promise] = {
    "overview": pgettext_lazy("navigation", "Overview"),
    "portfolio": pgettext_lazy("navigation", "Portfolio"),
    "strategy": _("Strategy"),
    "risks": _("Risks"),
    "reports": _("Reports"),
    "settings": pgettext_lazy("navigation", "Settings"),
}
_ORDER = list(GROUPS)


@dataclass(frozen=True)
class NavigationEntry:
    """A line of the side navigation, shown to whoever may do `action`.

    `count` gives the small number beside it from the request's user and the strategy of the page (its
    slug; empty for all), or None for none; `position` orders the lines of a group. `covers` are the
    beginnings of the names of its pages; without it, every page of the app is its, but those that
    another line covers more exactly. `query` narrows the page to what `count` counts, and gets what it
    has counted; where it is `of_strategies`, it goes on with the strategy of the page. A line that
    `is_part` is seen while its group is the page's own. `named` gives the label for the strategy of the
    page.
    """

    key: str
    label: str | Promise
    url_name: str
    action: Action
    group: str
    count: Callable[[User, str], int | None] | None = None
    position: int = 100
    covers: tuple[str, ...] = ()
    query: Callable[[str, int | None], str] | None = None
    of_strategies: bool = False
    is_part: bool = False
    named: Callable[[str], str] | None = None


@dataclass(frozen=True)
class NavigationLine:
    """A line as it is drawn."""

    label: str | Promise
    url: str
    count: int | None
    is_current: bool
    is_part: bool


@dataclass(frozen=True)
class NavigationGroup:
    """A group as it is drawn: the line that is called like the group stands in its heading."""

    key: str
    label: str | Promise
    head: NavigationLine | None
    lines: Sequence[NavigationLine]


navigation: Registry[NavigationEntry] = Registry("navigation entry")


def entries_for(access: Access) -> list[NavigationEntry]:
    """The lines that somebody may see, in order."""
    entries = [entry for entry in navigation if access.opens(entry.action)]
    return sorted(entries, key=lambda entry: (_ORDER.index(entry.group), entry.position, entry.key))


def current_of(
    entries: Sequence[NavigationEntry], match: ResolverMatch | None
) -> NavigationEntry | None:
    """The line that the page which answers belongs to."""
    if match is None:
        return None
    found = {entry.key: _covered(entry, match) for entry in entries}
    nearest = max(entries, key=lambda entry: found[entry.key], default=None)
    return nearest if nearest and found[nearest.key] >= 0 else None


def _covered(entry: NavigationEntry, match: ResolverMatch) -> int:
    """How exactly a line covers the page: the length of the name's beginning; -1 for not at all."""
    if match.app_name != entry.url_name.split(":")[0]:
        return -1
    name = match.url_name or ""
    return max((len(each) for each in entry.covers or ("",) if name.startswith(each)), default=-1)


def seen_from(
    entries: Sequence[NavigationEntry], current: NavigationEntry | None
) -> list[NavigationEntry]:
    """The lines that stand beside a page: parts of another group do not."""
    group = current.group if current else ""
    return [entry for entry in entries if not entry.is_part or entry.group == group]


def grouped(
    lines: Sequence[tuple[NavigationEntry, NavigationLine]],
) -> Iterator[NavigationGroup]:
    """The lines in their groups; a group without any is left out."""
    for key, label in GROUPS.items():
        own = [(entry, line) for entry, line in lines if entry.group == key]
        head = next((line for entry, line in own if entry.key == key), None)
        if own:
            yield NavigationGroup(key, label, head, [line for _e, line in own if line is not head])
