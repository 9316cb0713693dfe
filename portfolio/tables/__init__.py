"""Tables of the portfolio."""

from portfolio.tables.projects import ProjectTable, rag_mark
from portfolio.tables.rows import CommitmentTable, CostTable, DecisionTable, MilestoneTable

__all__ = [
    "CommitmentTable",
    "CostTable",
    "DecisionTable",
    "MilestoneTable",
    "ProjectTable",
    "rag_mark",
]
