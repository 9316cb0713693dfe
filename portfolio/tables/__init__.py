"""Tables of the portfolio."""

from portfolio.tables.projects import ProjectTable, rag_mark
from portfolio.tables.rows import CommitmentTable, CostTable, DecisionTable, MilestoneTable
from portfolio.tables.said import (
    QuantityTable,
    RemarkTable,
    StageTable,
    StatusUpdateTable,
    WorkPlanTable,
)

__all__ = [
    "CommitmentTable",
    "CostTable",
    "DecisionTable",
    "MilestoneTable",
    "ProjectTable",
    "QuantityTable",
    "RemarkTable",
    "StageTable",
    "StatusUpdateTable",
    "WorkPlanTable",
    "rag_mark",
]
