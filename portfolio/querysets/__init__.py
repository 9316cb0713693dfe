"""Sentences of the portfolio."""

from portfolio.querysets.projects import ProjectQuerySet
from portfolio.querysets.rows import (
    CommitmentQuerySet,
    CostQuerySet,
    DecisionQuerySet,
    MilestoneQuerySet,
    ProjectRowQuerySet,
    WorkPlanQuerySet,
    of_visible_projects,
)
from portfolio.querysets.updates import StatusUpdateQuerySet

__all__ = [
    "CommitmentQuerySet",
    "CostQuerySet",
    "DecisionQuerySet",
    "MilestoneQuerySet",
    "ProjectQuerySet",
    "ProjectRowQuerySet",
    "StatusUpdateQuerySet",
    "WorkPlanQuerySet",
    "of_visible_projects",
]
