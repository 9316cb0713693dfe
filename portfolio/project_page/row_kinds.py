"""The rows of a project that people add, change and remove on its page, as declarations."""

from django.utils.translation import gettext_lazy as _

from core.access import Action
from portfolio.deliverables.forms import DeliverableLinkForm
from portfolio.milestones.forms import MilestoneForm
from portfolio.models import (
    Commitment,
    Cost,
    DeliverableLink,
    Milestone,
    Quantity,
    Remark,
    StageChange,
    WorkPlanEntry,
)
from portfolio.money.forms import CostForm
from portfolio.promises.forms import CommitmentForm
from portfolio.rows.kinds import RowKind
from portfolio.texts.forms import QuantityForm, RemarkForm
from portfolio.work_plan.forms import StageForm, WorkPlanForm

ROW_KINDS = {
    kind.key: kind
    for kind in (
        RowKind("milestones", Milestone, MilestoneForm, _("New milestone"), _("Milestone")),
        RowKind("promises", Commitment, CommitmentForm, _("New promise"), _("Promise")),
        RowKind(
            "deliverables",
            DeliverableLink,
            DeliverableLinkForm,
            _("Link a deliverable"),
            _("Linked deliverable"),
        ),
        RowKind("money", Cost, CostForm, _("New cost"), _("Cost")),
        RowKind("quantities", Quantity, QuantityForm, _("New quantity"), _("Quantity")),
        RowKind("stages", StageChange, StageForm, _("New stage"), _("Stage")),
        RowKind(
            "work-plan",
            WorkPlanEntry,
            WorkPlanForm,
            _("New work-plan entry"),
            _("Work-plan entry"),
            Action.RECORD_DECISION,
        ),
        RowKind(
            "remarks",
            Remark,
            RemarkForm,
            _("New text for the report"),
            _("Text for the report"),
            Action.WRITE_REMARK,
        ),
    )
}
