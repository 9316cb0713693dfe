"""The shell around every page: navigation, top bar, the person."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language_info

from core.access import Action
from core.kept import kept
from core.models import User
from core.models.people import REACH
from core.pages.navigation import (
    NavigationEntry,
    NavigationLine,
    current_of,
    entries_for,
    grouped,
    seen_from,
)
from core.pages.strategies import (
    NamedStrategy,
    of_strategy,
    seen_by,
    standing_of,
    strategy_of,
)
from core.pages.view_access import access_of
from core.time import installation_facts, working_date


class Shell:
    """What the frame around a page shows; worked out where the frame is drawn, not in fragments."""

    def __init__(self, request: HttpRequest) -> None:
        asking = getattr(request, "user", None)
        self._request = request
        self.person = asking if isinstance(asking, User) else None

    @cached_property
    def strategies(self) -> Sequence[NamedStrategy]:
        """Those that the person may see, first the one in force."""
        return seen_by(self.person) if self.person else ()

    @cached_property
    def strategy(self) -> str:
        """The strategy of the page, by its slug; empty for a page of all."""
        return strategy_of(self._request) if self.strategies else ""

    @property
    def named(self) -> NamedStrategy | None:
        """The strategy that the top bar names: that of the page, else the only one there is."""
        if len(self.strategies) == 1:
            return self.strategies[0]
        return next((each for each in self.strategies if each.slug == self.strategy), None)

    @property
    def year(self) -> int | None:
        """The year that the page shows, else the one of its strategy that its day belongs to."""
        said = standing_of(self._request).year
        return said or (self.named.year_of(self.day) if self.named else None)

    @property
    def day(self) -> date:
        """The day as of which the page shows what it shows."""
        return standing_of(self._request).at or working_date()

    @property
    def demonstration(self) -> bool:
        """Whether the data are invented."""
        return is_demonstration()

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Code and name of those that the interface speaks; each names itself."""
        spoken = settings.INTERFACE_LANGUAGES
        return [(code, str(capfirst(get_language_info(code)["name_local"]))) for code in spoken]

    @property
    def roles(self) -> list[str]:
        """The labels of the person's roles."""
        return [str(role.label) for role in sorted(access_of(self._request).roles)]

    @property
    def has_work(self) -> bool:
        """Whether the person has reminders and a calendar to settle."""
        return access_of(self._request).may(Action.VIEW_FRAMEWORK)

    @cached_property
    def entries(self) -> list[NavigationEntry]:
        """The lines of the navigation."""
        return entries_for(access_of(self._request)) if self.person else []

    @property
    def navigation(self) -> SafeString:
        """The navigation as HTML, the same on all pages of a line until one of its counts moves."""
        match = getattr(self._request, "resolver_match", None)
        current = current_of(self.entries, match)
        user = self.person.pk if self.person else None
        return kept(
            "navigation",
            REACH,
            partial(self._navigation, current),
            *(user, current and current.key, get_script_prefix(), self.strategy),
        )

    def _navigation(self, current: NavigationEntry | None) -> SafeString:
        seen = seen_from(self.entries, current)
        lines = [(entry, self._line(entry, current)) for entry in seen]
        return render_to_string("core/pages/_navigation.html", {"groups": list(grouped(lines))})

    def _line(self, entry: NavigationEntry, current: NavigationEntry | None) -> NavigationLine:
        count = entry.count(self.person, self.strategy) if entry.count and self.person else None
        slug = self.strategy if entry.of_strategies else ""
        query = entry.query(slug, count) if entry.query else ""
        url = of_strategy(reverse(entry.url_name) + query, slug)
        label = entry.named(self.strategy) if entry.named else entry.label
        return NavigationLine(label, url, count, entry == current, entry.is_part)


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: what the frame around every page shows."""
    return {"shell": Shell(request)}


def is_demonstration() -> bool:
    """Whether the database carries the demonstration flag."""
    return installation_facts()[1]
