"""What reports and dashboards keep between requests, until something they were made of is written."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from core.kept import kept
from outcomes.models import Strategy
from portfolio.rules.thresholds import thresholds
from reports.models import Draft, Report

Value = TypeVar("Value")


def kept_of_data(name: str, make: Callable[[], Value], *needs: Hashable) -> Value:
    """What `make` gives, as `core.kept.kept` keeps it.

    Report, strategy and drafts may have been read before; what counts as late is a need of all.
    """
    return kept(name, (Report, Strategy, Draft), make, *needs, thresholds())
