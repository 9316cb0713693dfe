"""Filters of the portfolio's lists."""

from portfolio.filters.projects import ATTENTION, ProjectFilterSet, places
from portfolio.filters.rows import (
    CommitmentFilterSet,
    CostFilterSet,
    DecisionFilterSet,
    MilestoneFilterSet,
)

__all__ = [
    "ATTENTION",
    "CommitmentFilterSet",
    "CostFilterSet",
    "DecisionFilterSet",
    "MilestoneFilterSet",
    "ProjectFilterSet",
    "places",
]
