"""Forms of the risks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.access import RULES, Action, Grant
from core.forms.plain_texts import PlainTexts
from core.forms.row_form import DateInput, FieldGroup, RowForm, group
from core.forms.translated import TranslatedForm, in_languages
from core.models import Unit, User
from core.time import working_date
from outcomes.models import Outcome, OwnSubject, all_terms
from outcomes.own_fields.forms import AsksOwnFields
from portfolio.models import Project
from risks.choices import BAND_WORDS, IMPACT_WORDS, LIKELIHOOD_WORDS
from risks.models import Acceptance, Assessment, Issue, Mitigation, Risk, RiskPolicy
from risks.rules.scores import Band
from risks.wording import step_choices


def people(current: int | None) -> Any:
    """Who can answer for a risk: whoever can see risks at all; and who does already."""
    able = User.objects.active().holding(*RULES[Action.VIEW_RISKS], at=working_date())
    return User.objects.filter(Q(pk__in=able.values("pk")) | Q(pk=current))


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _one_line(limit: int = 300) -> forms.Textarea:
    """A sentence that may be longer than a line."""
    return forms.Textarea(attrs={"rows": 2, "maxlength": limit})


class RiskForm(AsksOwnFields, TranslatedForm[Risk]):
    """What a risk is, and whose."""

    own_subject = OwnSubject.RISK
    also_checked = ("strategy", "identified_on")
    translated = ("event", "cause", "consequence")

    class Meta:
        model = Risk
        fields = (
            *("code", "register", *in_languages("event", "cause", "consequence")),
            *("outcome", "project", "owner", "unit"),
            *("identified_on", "closed_on", "closing_note"),
        )
        widgets = {
            "event": _one_line(),
            "cause": _area(),
            "consequence": _area(),
            "identified_on": DateInput(),
            "closed_on": DateInput(),
        }
        help_texts = {
            "event": _("What may happen, as a short sentence: it names the risk in every list."),
            "cause": _("Because of what it may happen."),
            "consequence": _("What it would mean."),
        }

    @property
    def groups(self) -> list[FieldGroup]:
        """The sentence first: cause, event, consequence."""
        return [
            group(self, _("The risk"), "event"),
            group(self, _("Why, and what then"), "cause consequence"),
            group(self, _("Where it belongs"), "code register outcome project"),
            group(self, _("Who"), "owner unit"),
            group(self, _("When"), "identified_on closed_on closing_note"),
            *self.own_groups(),
        ]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.ask_own_fields()
        strategy = self.instance.strategy_id
        _choose(self, "outcome", Outcome.objects.filter(strategy=strategy))
        projects = Project.objects.visible_to(user).filter(strategy=strategy)
        self.choose_seen("project", projects)
        _choose(self, "owner", people(self.instance.owner_id))
        grant = user.access.to(Action.EDIT_RISK)
        # Whoever is limited to units puts no risk into another; what one owns may lie anywhere.
        if not (grant.everywhere or grant.unlimited):
            own = Unit.objects.filter(people__in=grant.people).values("pk")
            current = self.instance.unit_id if self.instance.pk else None
            within = Q(pk__in=grant.unit_ids) | Q(pk__in=own) | Q(pk=current)
            _choose(self, "unit", Unit.objects.filter(within))
        if not self.instance.pk:
            del self.fields["closed_on"], self.fields["closing_note"]

    def clean(self) -> dict[str, object]:
        """A closed risk says why; a new one must lie within the person's reach."""
        cleaned: Any = super().clean()
        if cleaned.get("closed_on") and not cleaned.get("closing_note"):
            self.add_error("closing_note", _("Say why the risk was closed."))
        if cleaned.get("closing_note") and not cleaned.get("closed_on"):
            self.add_error("closed_on", _("Say on which day the risk was closed."))
        grant = self.user.access.to(Action.EDIT_RISK)
        if not self.instance.pk and not self.errors and not _within(cleaned, grant, self.user):
            self.add_error(
                "owner", _("Own the risk yourself, or place it in your unit or your project.")
            )
        return cleaned


def _within(values: Mapping[str, Any], grant: Grant, user: User) -> bool:
    """Whether a new risk would be one that its author may keep: the rule of `editable_by`."""
    project = values.get("project")
    unit = values.get("unit")
    units = {unit.pk if unit else None, project.lead_unit_id if project else None}
    return (
        grant.everywhere
        or values.get("owner") == user
        or bool(units & grant.unit_ids)
        or bool(project and project.manager_id in grant.people)
    )


def _choose(form: forms.BaseForm, name: str, rows: Any) -> None:
    form.fields[name].queryset = rows  # type: ignore[attr-defined]


class AssessmentForm(RowForm[Assessment]):
    """Likelihood and impact three times, each a key from 1 to 5."""

    also_checked = ("risk",)

    class Meta:
        model = Assessment
        fields = (
            *("on", "inherent_likelihood", "inherent_impact"),
            *("residual_likelihood", "residual_impact"),
            *("target_likelihood", "target_impact", "note"),
        )
        widgets = {
            "on": DateInput(),
            "note": _area(),
            **{
                f"{level}_{side}": forms.RadioSelect
                for level in ("inherent", "residual", "target")
                for side in ("likelihood", "impact")
            },
        }

    @property
    def groups(self) -> list[FieldGroup]:
        """Without controls, with them, and where it is to go."""
        return [
            group(self, _("When"), "on"),
            group(self, _("Inherent: without controls"), "inherent_likelihood inherent_impact"),
            group(self, _("Residual: with them"), "residual_likelihood residual_impact"),
            group(self, _("Target"), "target_likelihood target_impact"),
            group(self, _("Why"), "note"),
        ]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, field in self.fields.items():
            level, _sep, side = name.partition("_")
            if side in {"likelihood", "impact"}:
                vocabulary = LIKELIHOOD_WORDS if side == "likelihood" else IMPACT_WORDS
                choices = step_choices(self.instance.risk.strategy_id, vocabulary)
                empty = [] if level != "target" else [("", "")]
                field.widget.choices = [*empty, *choices]

    def clean_on(self) -> date:
        """Nobody knows yet how serious a risk will be; and it must have been known."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("An assessment cannot lie in the future."))
        if on < self.instance.risk.identified_on:
            raise forms.ValidationError(_("The risk had not been identified on that day."))
        return on


class MitigationForm(TranslatedForm[Mitigation]):
    """A measure: what, who, until when, done, and what it brought."""

    also_checked = ("risk",)
    translated = ("what", "effect")

    class Meta:
        model = Mitigation
        fields = (*in_languages("what"), "owner", "due_on", "done_on", *in_languages("effect"))
        widgets = {
            "what": _one_line(),
            "effect": _area(),
            "due_on": DateInput(),
            "done_on": DateInput(),
        }

    @property
    def groups(self) -> list[FieldGroup]:
        """What first."""
        return [
            group(self, _("What is done"), "what"),
            group(self, _("Who and until when"), "owner due_on done_on"),
            group(self, _("What it brought"), "effect"),
        ]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        _choose(self, "owner", people(self.instance.owner_id))

    def clean_done_on(self) -> date | None:
        """Done is done."""
        done: date | None = self.cleaned_data["done_on"]
        if done and done > self.today:
            raise forms.ValidationError(_("What is done cannot lie in the future."))
        return done


class IssueForm(TranslatedForm[Issue]):
    """An issue, new or changed; its code comes by itself."""

    translated = ("title", "description")

    class Meta:
        model = Issue
        fields = (
            *in_languages("title", "description"),
            *("risk", "project", "severity", "owner"),
            *("raised_on", "escalated_on", "closed_on", "resolution"),
        )
        widgets = {
            "description": _area(),
            "severity": forms.RadioSelect,
            "resolution": _one_line(),
            **{name: DateInput() for name in ("raised_on", "escalated_on", "closed_on")},
        }

    @property
    def groups(self) -> list[FieldGroup]:
        """What has happened, what it is about, who, when."""
        return [
            group(self, _("What has happened"), "title description"),
            group(self, _("What it is about"), "risk project severity"),
            group(self, _("Who"), "owner"),
            group(self, _("When"), "raised_on escalated_on closed_on resolution"),
        ]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        strategy = self.instance.strategy_id
        risks = Risk.objects.with_issues_by(user).filter(strategy=strategy)
        handled = Project.objects.reached_by(user, Action.HANDLE_ISSUE)
        self.choose_seen("risk", risks)
        self.choose_seen("project", handled.filter(strategy=strategy))
        _choose(self, "owner", people(self.instance.owner_id))
        if not self.instance.pk:
            del self.fields["closed_on"], self.fields["resolution"]

    def clean(self) -> dict[str, object]:
        """What was closed says how."""
        cleaned = super().clean() or {}
        closing_needs_words(self, cleaned)
        return cleaned


def closing_needs_words(form: forms.BaseForm, cleaned: Mapping[str, object]) -> None:
    """A closed issue says how it was resolved, and a resolution on which day."""
    if cleaned.get("closed_on") and not cleaned.get("resolution"):
        form.add_error("resolution", _("Say how the issue was resolved."))
    if cleaned.get("resolution") and not cleaned.get("closed_on"):
        form.add_error("closed_on", _("Say on which day the issue was closed."))


class IssueCloseForm(RowForm[Issue]):
    """Closing: on which day, and how it was resolved."""

    also_checked = ("raised_on",)

    class Meta:
        model = Issue
        fields = ("closed_on", "resolution")
        widgets = {"closed_on": DateInput(), "resolution": _one_line()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True


class AcceptanceForm(PlainTexts, forms.ModelForm[Acceptance]):
    """Accepting a residual risk: until when, and why."""

    class Meta:
        model = Acceptance
        fields = ("until", "reason")
        widgets = {"until": DateInput(), "reason": _area()}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date:
        """From today on."""
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise forms.ValidationError(_("This day has passed already."))
        return until


class RiskPolicyForm(PlainTexts, forms.ModelForm[RiskPolicy]):
    """Where the bands end and what is acceptable."""

    class Meta:
        model = RiskPolicy
        fields = ("low_until", "medium_until", "high_until", "tolerance")
        help_texts = {
            "high_until": _("A higher score is very high. The highest is 25."),
            "tolerance": _("A residual score above it must be brought down or accepted."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        strategy, highest = self.instance.strategy_id, Band.VERY_HIGH
        for found in Band:
            # Only what the strategy itself has named; else the labels stand as they are.
            if (own := all_terms().own_name(strategy, BAND_WORDS, found)) and found is not highest:
                self.fields[f"{found}_until"].label = gettext("%(band)s up to a score of") % {
                    "band": own
                }
        if own := all_terms().own_name(strategy, BAND_WORDS, highest):
            told = gettext("A higher score is “%(band)s”. The highest is 25.") % {"band": own}
            self.fields["high_until"].help_text = told
