"""Forms of what belongs to a project: milestones, promises, money, quantities, stages, work plans."""

from datetime import date
from typing import Any, ClassVar

from babel.numbers import is_currency
from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.forms import DateInput
from core.models import User
from core.translated_forms import TranslatedForm, areas, in_languages
from portfolio.forms.projects import COMMITTEES_WORD
from portfolio.models import (
    Commitment,
    CommitmentState,
    Cost,
    FundingLine,
    Milestone,
    Project,
    Quantity,
    SignOffWithdrawal,
    StageChange,
    WorkPlanEntry,
)
from portfolio.stages import needs_decision


class PortfolioForm(TranslatedForm[Any]):
    """A row of the portfolio: its form knows who fills it in, and the working date."""

    also_checked: ClassVar[tuple[str, ...]] = ("project",)

    def __init__(self, *args: Any, user: User, at: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.at = user, at
        self.prepare()

    def prepare(self) -> None:
        """Narrow choices and set first values; `user` and `at` are known."""

    def propose(self, name: str, value: Any) -> None:
        """A first value for a field that is still empty."""
        if self.initial.get(name) is None:
            self.initial[name] = value


class MilestoneForm(PortfolioForm):
    """A milestone: planned, forecast, reached."""

    translated = ("title",)

    class Meta:
        model = Milestone
        fields = (*in_languages("title"), "kind", "baseline_on", "forecast_on", "reached_on")
        widgets = {
            "baseline_on": DateInput(),
            "forecast_on": DateInput(),
            "reached_on": DateInput(),
        }

    def clean_reached_on(self) -> date | None:
        """Nothing is reached in the future."""
        reached: date | None = self.cleaned_data["reached_on"]
        if reached is not None and reached > self.at:
            raise forms.ValidationError(_("This day lies in the future."))
        return reached


class CommitmentForm(PortfolioForm):
    """A promise, with its answer."""

    translated = ("what", "answer")

    class Meta:
        model = Commitment
        fields = (
            *(*in_languages("what"), "due_text", "year", "made_in", "key"),
            *("state", "answered_on", *in_languages("answer")),
        )
        widgets = {"answered_on": DateInput(), **areas(("answer",))}
        help_texts = {
            "due_text": _(
                "As the report has it: 2022-03-31, March 2022, 2022-Q1, early 2022, later in "
                "2022, 2022, 2022–23. Empty: no date was promised."
            ),
            "key": _("A short name; made from the promise when left empty."),
            "made_in": _("Such as GB.344/PFA/INF/2, para. 11."),
        }

    def prepare(self) -> None:
        """A key can be made from the words."""
        self.fields["key"].required = False
        if self.instance.pk is None:
            self.initial["year"] = self.at.year - 1

    def clean_key(self) -> str:
        """The key given, else one made of the promise's words."""
        return self.cleaned_data["key"] or slugify(self.cleaned_data.get("what", ""))[:50]


class AnswerForm(PortfolioForm):
    """What became of a promise."""

    translated = ("answer",)

    class Meta:
        model = Commitment
        fields = ("state", "answered_on", *in_languages("answer"))
        widgets = {"answered_on": DateInput(), **areas(("answer",), 4)}

    def prepare(self) -> None:
        """An answer is given today, unless said otherwise."""
        field: Any = self.fields["state"]
        field.choices = [each for each in CommitmentState.choices if each[0] != "open"]
        self.fields["answered_on"].required = True
        if self.instance.answered_on is None:
            self.initial["answered_on"] = self.at
            self.initial.pop("state", None)

    def clean_answered_on(self) -> date:
        """An answer is not given in the future."""
        answered: date = self.cleaned_data["answered_on"]
        if answered > self.at:
            raise forms.ValidationError(_("This day lies in the future."))
        return answered


def checked_currency(code: str) -> str:
    """A code of ISO 4217 in capitals; refuses what is none."""
    code = code.strip().upper()
    if not is_currency(code):
        raise forms.ValidationError(_("There is no currency “%(code)s”.") % {"code": code})
    return code


class WithdrawalForm(PortfolioForm):
    """Why a sign-off is taken back."""

    class Meta:
        model = SignOffWithdrawal
        fields = ("reason",)
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "reason": _("It stands on the project's page, beside who had signed off and when.")
        }


class CostForm(PortfolioForm):
    """Money planned, committed or spent in a year."""

    class Meta:
        model = Cost
        fields = ("funding_line", "year", "kind", "amount", "currency", "note")

    def prepare(self) -> None:
        """Lines of the project's strategy; this year."""
        lines = FundingLine.objects.filter(strategy=self.instance.project.strategy_id)
        self.choose_from("funding_line", lines)
        if self.instance.pk is None:
            self.initial["year"] = self.at.year

    def clean_currency(self) -> str:
        """A currency that exists."""
        return checked_currency(self.cleaned_data["currency"])


class QuantityForm(PortfolioForm):
    """Something counted or measured."""

    translated = ("qualifier", "unit")

    class Meta:
        model = Quantity
        fields = (
            *("key", "year", "value", "part_of"),
            *in_languages("qualifier", "unit"),
            "source",
        )
        help_texts = {
            "value": _("Empty: said without a number."),
            "qualifier": _("Such as “over” or “hundreds of”."),
            "key": _("What live numbers call it."),
            "part_of": _("The parts of one quantity should add up to it."),
        }

    def prepare(self) -> None:
        """A part belongs to another quantity of the project that is no part itself."""
        whole = Quantity.objects.filter(project=self.instance.project_id, part_of__isnull=True)
        self.choose_from("part_of", whole.exclude(pk=self.instance.pk))
        if self.instance.pk is None:
            self.initial["year"] = self.at.year - 1


class StageForm(PortfolioForm):
    """From when on the project is in a stage."""

    class Meta:
        model = StageChange
        fields = ("stage", "on", "note")
        widgets = {"on": DateInput()}

    def prepare(self) -> None:
        """Today, unless said otherwise."""
        if self.instance.pk is None:
            self.initial["on"] = self.at

    def clean(self) -> dict[str, Any]:
        """What the committee decides is for those who record it."""
        cleaned = super().clean() or {}
        row = StageChange(pk=self.instance.pk, project=self.instance.project, **cleaned)
        is_whole = cleaned.get("stage") and cleaned.get("on")
        if is_whole and not row.project.is_decided_by(self.user) and needs_decision(row):
            self.add_error("stage", COMMITTEES_WORD)
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
        self.choose_from("merged_into", others.filter(strategy=self.instance.project.strategy_id))

    def clean(self) -> dict[str, Any]:
        """What was merged into another project has left the plan."""
        cleaned = super().clean() or {}
        if cleaned.get("merged_into") and not cleaned.get("left_on"):
            self.add_error("left_on", _("Say on which day the project was merged."))
        return cleaned
