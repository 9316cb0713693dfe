"""What reports and dashboards keep between requests, until anything at all has been written."""

from collections.abc import Callable, Hashable
from functools import cache
from typing import TypeVar

from django.db.models import Model

from core.history.tracking import tracked_models
from core.pages.kept import kept
from portfolio.rules.thresholds import thresholds
from reports.models import Draft, DraftEdition

Value = TypeVar("Value")


@cache
def _models() -> tuple[type[Model], ...]:
    """A number may rest on any table, a page on the drafts beside."""
    return (*tracked_models(), Draft, DraftEdition)


def kept_of_data(name: str, make: Callable[[], Value], *needs: Hashable) -> Value:
    """What `make` gives, as `core.pages.kept.kept` keeps it; what counts as late is a need of all."""
    return kept(name, _models(), make, *needs, thresholds())
