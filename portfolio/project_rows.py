"""The rows of a project that people add, change and remove on its page, as declarations."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.access import Action
from portfolio.forms import (
    CommitmentForm,
    CostForm,
    MilestoneForm,
    PortfolioForm,
    QuantityForm,
    RemarkForm,
    StageForm,
    WorkPlanForm,
)
from portfolio.models import (
    Commitment,
    Cost,
    Milestone,
    Project,
    Quantity,
    Remark,
    StageChange,
    WorkPlanEntry,
)
from portfolio.querysets import ProjectQuerySet


@dataclass(frozen=True)
class RowKind:
    """A kind of rows: its name in addresses and anchors, its form, and who may write it."""

    key: str
    model: type[models.Model]
    form: type[PortfolioForm]
    add: str | Promise
    change: str | Promise
    action: Action = Action.EDIT_PROJECT

    def projects(self, user: Any) -> ProjectQuerySet:
        """The projects whose rows of this kind `user` may write."""
        if self.action is Action.WRITE_REMARK:
            return Project.objects.remarkable_by(user)
        if self.action is Action.RECORD_DECISION:
            return Project.objects.decidable_by(user)
        return Project.objects.editable_by(user)

    def add_url(self, project: Project) -> str:
        """Where one is added."""
        return reverse("portfolio:row-create", args=[project.strategy.slug, project.code, self.key])

    def change_url(self, project: Project, pk: int) -> str:
        """Where one is changed."""
        return reverse(
            "portfolio:row-edit", args=[project.strategy.slug, project.code, self.key, pk]
        )


ROW_KINDS = {
    kind.key: kind
    for kind in (
        RowKind("milestones", Milestone, MilestoneForm, _("New milestone"), _("Milestone")),
        RowKind("promises", Commitment, CommitmentForm, _("New promise"), _("Promise")),
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
