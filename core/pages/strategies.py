"""Which strategy a page is about, and the year and day it shows: what the bar says and lets choose.

An address says it (`/projects/it-2018-21/…`, `?strategy=`), or a view does (`stands`). Where neither
does, it is what the person has chosen in the bar; `EVERY` in an address shows all for once. Buttons
and the navigation go on with the strategy of the page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST

from core.models import User
from core.pages.view_access import current_user

EVERY = "all"
CHOSEN = "strategy"  # what the session calls it
_STANDS = "stands_at"
# Of an address: what belongs to the strategy it names, or to the rows of that.
_OF_STRATEGY = ("strategy", "year", "place", "output", "outcome", "page")
# Where a page about one row leads when another strategy is chosen: to the list of such rows.
_LISTS = {
    "portfolio": "portfolio:project-list",
    "risks": "risks:risk-list",
    "indicators": "indicators:indicator-list",
    "outcomes": "outcomes:strategy-current",
    "reports": "reports:report-list",
}


@dataclass(frozen=True)
class NamedStrategy:
    """A strategy as the bar names it, with its first and last year."""

    slug: str
    title: str
    first_year: int
    last_year: int

    def year_of(self, day: date) -> int:
        """The year of it that a day belongs to, or lies next to."""
        return min(max(day.year, self.first_year), self.last_year)


# Set by the app that knows: those that somebody may see, first the one in force.
strategies_seen: list[Callable[[User], Sequence[NamedStrategy]]] = []


@dataclass(frozen=True)
class Standing:
    """What a page says that it shows."""

    strategy: str = ""
    year: int | None = None
    at: date | None = None


def stands(
    request: HttpRequest, strategy: str = "", *, year: int | None = None, at: date | None = None
) -> None:
    """A view says what its page is about, where the address alone does not."""
    setattr(request, _STANDS, Standing(strategy, year, at))


def standing_of(request: HttpRequest) -> Standing:
    """What the view has said; nothing where it said nothing."""
    found: Standing = getattr(request, _STANDS, Standing())
    return found


def seen_by(user: User) -> Sequence[NamedStrategy]:
    """The strategies that somebody may see, first the one in force."""
    return strategies_seen[0](user) if strategies_seen else ()


def chosen(request: HttpRequest) -> str:
    """What the person has chosen in the bar, while it is there to be seen; else nothing."""
    session: Any = getattr(request, "session", {})  # a job's request has none
    slug = str(session.get(CHOSEN, ""))
    is_seen = slug and any(each.slug == slug for each in seen_by(current_user(request)))
    return slug if is_seen else ""


def strategy_asked(request: HttpRequest) -> str:
    """The strategy that a list shows, by its slug; nothing for all of them."""
    given = request.GET.get("strategy", "") or chosen(request)
    return "" if given == EVERY else given


def strategy_of(request: HttpRequest) -> str:
    """The strategy of a page, by its slug; nothing for a page of all of them, or of none."""
    match = request.resolver_match
    in_address = match.kwargs.get("strategy", "") if match else ""
    return standing_of(request).strategy or in_address or strategy_asked(request)


def of_strategy(address: str, slug: str) -> str:
    """The address of a list, going on with a strategy."""
    if not slug:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'strategy': slug})}"


@login_required
@require_POST
def strategy_choose(request: HttpRequest) -> HttpResponse:
    """Remember a strategy, or that none is chosen; and go on with it."""
    wanted = request.POST.get("strategy", "")
    known = {each.slug for each in seen_by(current_user(request))}
    if wanted and wanted not in known:
        raise Http404
    request.session[CHOSEN] = wanted
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(_with(target) if is_ours else reverse("core:home"))


def _with(target: str) -> str:
    """The same page of another strategy; of a page about one row of this one, the list of such rows."""
    path, _mark, query = target.partition("?")
    try:
        match = resolve(f"/{path.removeprefix(get_script_prefix())}")
    except Resolver404:
        return reverse("core:home")
    if match.kwargs and match.app_name in _LISTS:
        return reverse(_LISTS[match.app_name])
    rest = QueryDict(query, mutable=True)
    for name in _OF_STRATEGY:
        rest.pop(name, None)
    return f"{path}?{rest.urlencode()}" if rest else path
