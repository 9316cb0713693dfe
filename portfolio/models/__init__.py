"""Tables of the portfolio."""

from portfolio.models.project import (
    Category,
    Kind,
    Project,
    Quantity,
    Remark,
    Size,
    Stage,
    StageChange,
    WorkPlanEntry,
)
from portfolio.models.status import Rag, StatusRound, StatusUpdate, UpdateKind, UpdateState

__all__ = [
    "Category",
    "Kind",
    "Project",
    "Quantity",
    "Rag",
    "Remark",
    "Size",
    "Stage",
    "StageChange",
    "StatusRound",
    "StatusUpdate",
    "UpdateKind",
    "UpdateState",
    "WorkPlanEntry",
]
