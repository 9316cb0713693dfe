"""Sentences of the portfolio."""

from portfolio.querysets.projects import ProjectQuerySet
from portfolio.querysets.rows import (
    CommitmentQuerySet,
    CostQuerySet,
    DecisionQuerySet,
    MilestoneQuerySet,
    of_visible_projects,
)

__all__ = [
    "CommitmentQuerySet",
    "CostQuerySet",
    "DecisionQuerySet",
    "MilestoneQuerySet",
    "ProjectQuerySet",
    "of_visible_projects",
]
