"""From where on a project of a strategy needs attention, where the strategy has days of its own."""

from typing import Any, NamedTuple

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kept import kept_for_a_page

MOST_DAYS, FEWEST_UPDATES, MOST_UPDATES = 3650, 2, 12


class Thresholds(NamedTuple):
    """Days and updates, as settings of the environment or as a strategy has them."""

    slip_days: int
    slip_red_days: int
    silent_days: int
    silent_long_days: int
    stuck_updates: int


NAMES = Thresholds._fields
# Pairs of which the second says that it is worse.
GRAVER = (("slip_days", "slip_red_days"), ("silent_days", "silent_long_days"))


def _threshold(label: Any, least: int, most: int) -> "models.PositiveSmallIntegerField[Any, Any]":
    within = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=within)


class OwnThresholds(models.Model):
    """Empty is what the environment sets for all (`usual_thresholds`)."""

    slip_days = _threshold(_("slipping after more days than"), 1, MOST_DAYS)
    slip_red_days = _threshold(_("the data say red after more days than"), 1, MOST_DAYS)
    silent_days = _threshold(_("silent after days without an update"), 1, MOST_DAYS)
    silent_long_days = _threshold(
        _("too silent to be confirmed by others after days"), 1, MOST_DAYS
    )
    stuck_updates = _threshold(
        _("stuck after updates without movement"), FEWEST_UPDATES, MOST_UPDATES
    )

    class Meta:
        abstract = True


def within_bounds() -> models.CheckConstraint:
    """The same bounds for whoever writes past the forms."""
    condition = Q()
    for name in NAMES:
        least, most = (FEWEST_UPDATES, MOST_UPDATES) if name == "stuck_updates" else (1, MOST_DAYS)
        held = Q(**{f"{name}__gte": least, f"{name}__lte": most})
        condition &= Q(**{f"{name}__isnull": True}) | held
    return models.CheckConstraint(
        condition=condition,
        name="strategy_thresholds_within_bounds",
        violation_error_message=_("Days go from 1 to 3650, updates from 2 to 12."),
    )


def usual_thresholds() -> Thresholds:
    """What the environment sets; read at every call."""
    return Thresholds(*(int(getattr(settings, name.upper())) for name in NAMES))


def own_thresholds() -> dict[int | str, tuple[int | None, ...]]:
    """What strategies set themselves, by id and by slug; those that set nothing are left out."""
    return kept_for_a_page("thresholds", _own)


def _own() -> dict[int | str, tuple[int | None, ...]]:
    found: dict[int | str, tuple[int | None, ...]] = {}
    for pk, slug, *own in every_strategy():
        if any(each is not None for each in own):
            found[pk] = found[slug] = tuple(own)
    return found


def every_strategy() -> list[tuple[Any, ...]]:
    """Id, slug and own thresholds of each strategy, the latest first: they are few, and read at once."""
    return kept_for_a_page("strategies", _read)


def _read() -> list[tuple[Any, ...]]:
    from outcomes.models.framework import Strategy

    rows = Strategy.objects.order_by("-starts_on", "slug")
    return list(rows.values_list("pk", "slug", *NAMES))


def thresholds_of(strategy: int | str) -> Thresholds:
    """Those of a strategy, by its id or slug: its own, else what the environment sets."""
    usual = usual_thresholds()
    own = own_thresholds().get(strategy, ())
    return Thresholds(*(mine or set_ for mine, set_ in zip(own or usual, usual, strict=True)))
