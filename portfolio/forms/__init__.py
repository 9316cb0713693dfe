"""Forms of the portfolio."""

from portfolio.forms.governance import DecisionForm, FundingLineForm
from portfolio.forms.projects import COMMITTEES_WORD, ProjectForm, StatusForm
from portfolio.forms.remarks import RemarkForm
from portfolio.forms.rows import (
    AnswerForm,
    CommitmentForm,
    CostForm,
    MilestoneForm,
    PortfolioForm,
    QuantityForm,
    StageForm,
    WithdrawalForm,
    WorkPlanForm,
)

__all__ = [
    "COMMITTEES_WORD",
    "AnswerForm",
    "CommitmentForm",
    "CostForm",
    "DecisionForm",
    "FundingLineForm",
    "MilestoneForm",
    "PortfolioForm",
    "ProjectForm",
    "QuantityForm",
    "RemarkForm",
    "StageForm",
    "StatusForm",
    "WithdrawalForm",
    "WorkPlanForm",
]
