"""Tables of the portfolio."""

from portfolio.choices import (
    CommitmentState,
    CostKind,
    DecisionKind,
    MilestoneKind,
    Rag,
    Stage,
    UpdateKind,
    UpdateState,
)
from portfolio.models.decision import Decision
from portfolio.models.deliverable_link import DeliverableLink
from portfolio.models.delivery import Commitment, Milestone
from portfolio.models.money import Cost, FundingLine
from portfolio.models.project import Project, Quantity, Remark, StageChange, WorkPlanEntry
from portfolio.models.sign_off import SignOffWithdrawal
from portfolio.models.status import CheckReason, StatusRound, StatusUpdate

__all__ = [
    "CheckReason",
    "Commitment",
    "CommitmentState",
    "Cost",
    "CostKind",
    "Decision",
    "DecisionKind",
    "DeliverableLink",
    "FundingLine",
    "Milestone",
    "MilestoneKind",
    "Project",
    "Quantity",
    "Rag",
    "Remark",
    "SignOffWithdrawal",
    "Stage",
    "StageChange",
    "StatusRound",
    "StatusUpdate",
    "UpdateKind",
    "UpdateState",
    "WorkPlanEntry",
]
