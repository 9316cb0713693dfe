"""Filters of the portfolio's lists."""

from portfolio.filters.projects import ATTENTION, ProjectFilterSet, places
from portfolio.filters.rows import (
    CommitmentFilterSet,
    CostFilterSet,
    DecisionFilterSet,
    MilestoneFilterSet,
)
from portfolio.filters.said import (
    QuantityFilterSet,
    RemarkFilterSet,
    StageFilterSet,
    StatusUpdateFilterSet,
    WorkPlanFilterSet,
)

__all__ = [
    "ATTENTION",
    "CommitmentFilterSet",
    "CostFilterSet",
    "DecisionFilterSet",
    "MilestoneFilterSet",
    "ProjectFilterSet",
    "QuantityFilterSet",
    "RemarkFilterSet",
    "StageFilterSet",
    "StatusUpdateFilterSet",
    "WorkPlanFilterSet",
    "places",
]
