"""Sentences of the portfolio."""

from portfolio.models.querysets.projects import ProjectQuerySet
from portfolio.models.querysets.rows import (
    CommitmentQuerySet,
    CostQuerySet,
    DecisionQuerySet,
    MilestoneQuerySet,
    ProjectRowQuerySet,
    WorkPlanQuerySet,
    of_visible_projects,
)
from portfolio.models.querysets.updates import StatusUpdateQuerySet

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
