"""The strategy that a page without one in its path works with, and that new rows go into."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import lazy

from core.access import Action, RowAction
from core.kept import kept
from core.models import User
from core.pages.strategies import stands, strategy_asked
from core.pages.view_access import current_user
from core.rights.refusing import refuse
from core.time import working_date
from outcomes.models import LEVELS, Strategy
from outcomes.models.thresholds import every_strategy


def strategy_shown(request: HttpRequest) -> Strategy | None:
    """The one that the address names or the person has chosen, else the one in force today.

    None where there is none, the person sees none, or the address names one that is not there.
    """
    rows = Strategy.objects.visible_to(current_user(request))
    if slug := strategy_asked(request):
        return rows.filter(slug=slug).first()
    return rows.current(working_date())


def strategy_to_change(request: HttpRequest, slug: str) -> Strategy:
    """A strategy whose framework the person may change; whoever only sees it reads who may."""
    user = current_user(request)
    strategy = get_object_or_404(Strategy.objects.visible_to(user), slug=slug)
    if not user.access.may(Action.EDIT_FRAMEWORK):
        refuse(strategy, user, Action.EDIT_FRAMEWORK, _may_change)
    stands(request, slug)
    return strategy


def _may_change(user: User) -> bool:
    return user.access.may(Action.EDIT_FRAMEWORK)


def place_to_fill(request: HttpRequest, slug: str, action: RowAction) -> Strategy:
    """A strategy into which the person may bring rows; whoever only sees it reads who may."""
    user = current_user(request)
    strategy: Strategy = get_object_or_404(Strategy, slug=slug)
    if not user.access.opens(action):
        if not Strategy.objects.visible_to(user).filter(pk=strategy.pk).exists():
            raise Http404
        refuse(strategy, user, action, lambda other: other.access.opens(action))
    return strategy


def place_for_new(request: HttpRequest) -> tuple[str] | None:
    """What addresses call the strategy that a new row of this page goes into; None without any.

    That is the one that the list shows; where it shows all, the one in force today.
    """
    slug = strategy_asked(request)
    if slug and Strategy.objects.filter(slug=slug).exists():
        return (slug,)
    return kept("current strategy", (), _current_slug)


def strategy_id_asked(request: HttpRequest) -> int | None:
    """The id of the strategy that a list shows; None for all of them."""
    slug = strategy_asked(request)
    return (
        next((pk for pk, each, *_own in every_strategy() if each == slug), None) if slug else None
    )


def level_shown(request: HttpRequest, level: str) -> str:
    """What the strategy that a list shows calls a level; of all of them, what they agree on."""
    slug = strategy_asked(request)
    named = kept("levels of strategies", (), _levels_of_each).get(slug, {}) if slug else {}
    return named.get(level) or str(name_everywhere(level))


def _levels_of_each() -> dict[str, dict[str, str]]:
    rows = Strategy.objects.only("slug", "level_names", "original_language")
    return {row.slug: {level: row.level_name(level) for level in LEVELS} for row in rows}


def strategy_for_new(request: HttpRequest) -> str:
    """The slug of `place_for_new`, without asking whether that is there; nothing without any."""
    return strategy_asked(request) or next(
        iter(kept("current strategy", (), _current_slug) or ()), ""
    )


def _name_everywhere(level: str) -> str:
    names = kept("names of levels", (), _names_of_levels)[level]
    return next(iter(names)) if len(names) == 1 else str(LEVELS[level])


def _names_of_levels() -> dict[str, set[str]]:
    rows = list(Strategy.objects.only("level_names", "original_language"))
    return {level: {row.level_name(level) for row in rows} for level in LEVELS}


# What every strategy calls a level, where all agree: for lists, which may hold rows of several.
name_everywhere = lazy(_name_everywhere, str)


def _current_slug() -> tuple[str] | None:
    strategy = Strategy.objects.current(working_date())
    return None if strategy is None else (strategy.slug,)
