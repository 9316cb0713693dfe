"""Tables of the portfolio."""

from portfolio.models.decision import Decision, DecisionKind
from portfolio.models.delivery import Commitment, CommitmentState, Milestone, MilestoneKind
from portfolio.models.money import Cost, CostKind, FundingLine
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
from portfolio.models.sign_off import SignOffWithdrawal
from portfolio.models.status import Rag, StatusRound, StatusUpdate, UpdateKind, UpdateState

__all__ = [
    "Category",
    "Commitment",
    "CommitmentState",
    "Cost",
    "CostKind",
    "Decision",
    "DecisionKind",
    "FundingLine",
    "Kind",
    "Milestone",
    "MilestoneKind",
    "Project",
    "Quantity",
    "Rag",
    "Remark",
    "SignOffWithdrawal",
    "Size",
    "Stage",
    "StageChange",
    "StatusRound",
    "StatusUpdate",
    "UpdateKind",
    "UpdateState",
    "WorkPlanEntry",
]
