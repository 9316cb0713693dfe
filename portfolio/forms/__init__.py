"""Forms of the portfolio."""

from portfolio.forms.governance import DecisionForm, FundingLineForm
from portfolio.forms.projects import ProjectForm, StatusForm
from portfolio.forms.remarks import RemarkForm
from portfolio.forms.rows import (
    AnswerForm,
    CommitmentForm,
    CostForm,
    MilestoneForm,
    QuantityForm,
    RowForm,
    StageForm,
    WorkPlanForm,
)

__all__ = [
    "AnswerForm",
    "CommitmentForm",
    "CostForm",
    "DecisionForm",
    "FundingLineForm",
    "MilestoneForm",
    "ProjectForm",
    "QuantityForm",
    "RemarkForm",
    "RowForm",
    "StageForm",
    "StatusForm",
    "WorkPlanForm",
]
