"""Forms of stages, work-plan entries and withdrawn sign-offs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.row_form import DateInput
from outcomes.models import choose_fixed
from portfolio.models import Project, SignOffWithdrawal, StageChange, WorkPlanEntry
from portfolio.projects.stages import needs_decision, why_not_decided_by
from portfolio.rows.forms import PortfolioForm


class WithdrawalForm(PortfolioForm):
    """Why a sign-off is taken back."""

    class Meta:
        model = SignOffWithdrawal
        fields = ("reason",)
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "reason": _("It stands on the project's page, beside who had signed off and when.")
        }


class StageForm(PortfolioForm):
    """From when on the project is in a stage."""

    class Meta:
        model = StageChange
        fields = ("stage", "on", "note")
        widgets = {"on": DateInput()}

    def prepare(self) -> None:
        """In the words of the project's strategy; today, unless said otherwise."""
        choose_fixed(self, "stage")
        if self.instance.pk is None:
            self.initial["on"] = self.at

    def clean(self) -> dict[str, object]:
        """What the committee decides is for those who record it."""
        cleaned = super().clean() or {}
        row = StageChange(pk=self.instance.pk, project=self.instance.project, **cleaned)
        if not (cleaned.get("stage") and cleaned.get("on") and needs_decision(row)):
            return cleaned
        if why := why_not_decided_by(self.user, row.project):
            self.add_error("stage", why)
        return cleaned


class WorkPlanForm(PortfolioForm):
    """A place in the work plan of a year."""

    class Meta:
        model = WorkPlanEntry
        fields = ("year", "joined_on", "left_on", "carried_over_from", "merged_into")
        widgets = {"joined_on": DateInput(), "left_on": DateInput()}

    def prepare(self) -> None:
        """Carried over from an entry of this project; merged into one of the same strategy."""
        came = WorkPlanEntry.objects.filter(project=self.instance.project_id)
        self.choose_from(
            "carried_over_from", came.exclude(pk=self.instance.pk).select_related("project")
        )
        others = Project.objects.visible_to(self.user).exclude(pk=self.instance.project_id)
        self.choose_seen("merged_into", others.filter(strategy=self.instance.project.strategy_id))

    def clean(self) -> dict[str, object]:
        """What was merged into another project has left the plan."""
        cleaned = super().clean() or {}
        if cleaned.get("merged_into") and not cleaned.get("left_on"):
            self.add_error("left_on", _("Say on which day the project was merged."))
        return cleaned
