"""The form of a project."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.forms.row_form import DateInput, FieldGroup, group
from core.forms.translated import TranslatedForm, in_languages
from core.models import Unit, User
from outcomes.models import Driver, Output
from portfolio.models import Project, Stage
from portfolio.rules.committee import COMMITTEE_DECIDES, COMMITTEE_STAGES


class ProjectForm(TranslatedForm[Project]):
    """The facts of a project, with the stage it is in from today on."""

    also_checked = ("strategy", "signed_off_by", "signed_off_on")
    translated = ("name", "description")
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)
    # The stage when the form was opened: only what the person has changed is a change.
    stage_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Project
        fields = (
            *("code", "kind", *in_languages("name"), "category", "size", "output", "driver"),
            *("lead_unit", "manager", "business_owner"),
            *("baseline_start", "baseline_finish", "forecast_finish", "actual_finish"),
            *in_languages("description"),
        )
        widgets = {
            name: DateInput()
            for name in ("baseline_start", "baseline_finish", "forecast_finish", "actual_finish")
        }

    @property
    def groups(self) -> list[FieldGroup]:
        """The fields as a person thinks of them."""
        return [
            group(self, _("Name"), "name"),
            group(self, _("What it is"), "code kind category size stage"),
            group(self, _("Placed under"), "output driver"),
            group(self, _("Who"), "lead_unit manager business_owner"),
            group(self, _("When"), "baseline_start baseline_finish forecast_finish actual_finish"),
            group(self, _("Description"), "description"),
        ]

    def __init__(self, *args: Any, user: User, stage: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["stage"].initial = self.fields["stage_seen"].initial = stage
            if not self.instance.is_decided_by(user):
                self._leave_to_the_committee(stage)
        else:
            del self.fields["stage"], self.fields["stage_seen"]
        strategy = self.instance.strategy_id
        outputs = Output.objects.filter(outcome__strategy=strategy)
        self.choose_from("output", outputs.select_related("outcome"))
        self.choose_from("driver", Driver.objects.filter(strategy=strategy))
        self._choose_unit(user)

    def _choose_unit(self, user: User) -> None:
        """One within reach; the person's own for a role without a unit; and what stands there."""
        access, is_new = user.access, self.instance.pk is None
        grant = access.to(Action.CREATE_PROJECT if is_new else Action.EDIT_PROJECT)
        if grant.everywhere:
            return
        own = Unit.objects.filter(people__in=grant.unlimited).values("pk")
        within = Q(pk__in=grant.unit_ids) | Q(pk__in=own)
        if is_new:
            self.choose_from("lead_unit", Unit.objects.filter(within))
        else:
            current = Q(pk=self.instance.lead_unit_id)
            self.choose_from("lead_unit", Unit.objects.filter(within | current))

    def stage_has_moved(self, stage: Stage) -> str:
        """Somebody has set it to `stage` since the form was opened: words that ask to choose again."""
        again = {self.add_prefix(name): stage.value for name in ("stage", "stage_seen")}
        self.data = {**self.data, **again}
        message = _("Meanwhile it has been set to “%(stage)s”. Choose again, or leave it at that.")
        return message % {"stage": stage.label}

    def _leave_to_the_committee(self, stage: str) -> None:
        """Only the stages after approval may be chosen, and those only once it was given."""
        field: Any = self.fields["stage"]
        if stage in COMMITTEE_STAGES:
            field.disabled, field.help_text = True, COMMITTEE_DECIDES
        else:
            field.choices = [each for each in Stage.choices if each[0] not in COMMITTEE_STAGES]
