"""The form of a project."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.forms.row_form import DateInput, FieldGroup, group
from core.forms.translated import TranslatedForm, in_languages
from core.models import Unit, User
from core.pages.withheld import withheld
from core.time import working_date
from outcomes.models import Driver, Output, OwnSubject, all_terms, choose_terms
from outcomes.own_fields.forms import AsksOwnFields
from portfolio.choices import STAGE_WORDS
from portfolio.models import Project, Stage
from portfolio.projects.kinds import usual_kind
from portfolio.projects.stages import why_not_decided_by
from portfolio.rows.named_words import stage_name
from portfolio.rules.committee import COMMITTEE_STAGES
from portfolio.rules.separation import MANAGED, NAMED_SIGNER, SIGNER_NAMING

NO_PLAN = "none"


def why_signer_not_named_by(user: User, project: Project) -> str:
    """Why `user` does not say who signs the completion off."""
    if not user.access.may(Action.RECORD_DECISION):
        return _("Who signs the completion off is named by the PMO.")
    return withheld(SIGNER_NAMING, project, user)


class ProjectForm(AsksOwnFields, TranslatedForm[Project]):
    """The facts of a project, with the stage it is in from today on."""

    own_subject = OwnSubject.PROJECT
    also_checked = ("strategy", "driver", "signed_off_by", "signed_off_on")
    translated = ("name", "description")
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), choices=Stage.choices)
    # The stage when the form was opened: only what the person has changed is a change.
    stage_seen = forms.CharField(required=False, widget=forms.HiddenInput)
    work_plan = forms.TypedChoiceField(
        label=gettext_lazy("Work plan of"),
        coerce=lambda text: None if text == NO_PLAN else int(text),
        help_text=gettext_lazy(
            "Numbers of a year count what has joined its work plan by the end of that year. It joins "
            "today."
        ),
    )

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
            group(self, _("What it is"), "code kind category size stage work_plan"),
            group(self, _("Placed under"), "output driver"),
            group(self, _("Who"), "lead_unit manager business_owner"),
            group(self, _("When"), "baseline_start baseline_finish forecast_finish actual_finish"),
            group(self, _("Description"), "description"),
            *self.own_groups(),
        ]

    def __init__(self, *args: Any, user: User, stage: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_for_the_work_plan(user)
        if self.instance.pk:
            self.fields["stage"].initial = self.fields["stage_seen"].initial = stage
            self._stages().choices = all_terms().shown(self.instance.strategy_id, STAGE_WORDS)
            if why := why_not_decided_by(user, self.instance):
                self._leave_to_the_committee(stage, why)
        else:
            del self.fields["stage"], self.fields["stage_seen"]
        self.user = user
        self._leave_the_signer_to_the_pmo()
        self._choose_words()
        self.ask_own_fields()
        self._choose_place()
        self._choose_unit(user)

    def _ask_for_the_work_plan(self, user: User) -> None:
        """Of a new project, and only whoever may say so: the year is nobody's to guess."""
        if self.instance.pk or not user.access.may(Action.RECORD_DECISION):
            del self.fields["work_plan"]
            return
        years = self.instance.strategy.years
        last = max(years[-1], working_date().year)
        field: Any = self.fields["work_plan"]
        field.choices = [
            ("", "---------"),
            *((str(year), str(year)) for year in range(last, years[0] - 1, -1)),
            (NO_PLAN, _("None yet")),
        ]

    def _choose_place(self) -> None:
        """Outputs and drivers, as the strategy calls them; without any driver an output must be given."""
        strategy = self.instance.strategy
        outputs = Output.objects.filter(outcome__strategy=strategy).select_related("outcome")
        drivers = Driver.objects.filter(strategy=strategy)
        for name, rows in (("output", outputs), ("driver", drivers)):
            self.fields[name].label = strategy.level_name(name)
            self.choose_from(name, rows)
        if not drivers.exists():
            del self.fields["driver"]
            self.fields["output"].required = True

    def _choose_words(self) -> None:
        """Kinds, categories and sizes of the strategy; it need not have any."""
        if self.instance._state.adding:
            self.initial["kind"] = usual_kind(self.instance.strategy)
        choose_terms(self, "kind", "category", "size")
        for name in ("kind", "category", "size"):
            field: Any = self.fields[name]
            if not any(key for key, _name in field.choices):
                del self.fields[name]

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

    def clean(self) -> dict[str, object]:
        """Who signs the completion off is not named by whoever manages the project, or by themselves."""
        cleaned: Any = super().clean()
        manager, owner = cleaned.get("manager"), cleaned.get("business_owner")
        if {"manager", "business_owner"} & set(self.changed_data) and manager and manager == owner:
            self.add_error("business_owner", _("Nobody signs off a project that they manage."))
        elif "business_owner" in self.changed_data:
            self._check_who_names(manager, owner)
        elif "manager" in self.changed_data and manager:
            self._check_who_takes_over(manager)
        return cleaned

    def _check_who_names(self, manager: User | None, owner: User | None) -> None:
        if manager and manager.pk in self.user.deciding_as:
            message = _("Whoever manages a project does not name who signs it off.")
            self.add_error("business_owner", message)
        elif owner and owner.pk in self.user.deciding_as:
            message = _("Nobody names themselves to sign off: a colleague of the PMO does.")
            self.add_error("business_owner", message)

    def _check_who_takes_over(self, manager: User) -> None:
        """Naming the signer first and managing the project then comes to the same."""
        if self.instance._state.adding:
            return
        named = NAMED_SIGNER.events(manager.deciding_as, self.instance.pk)
        if named.exists():
            message = _(
                "This person has named who signs the project off, so somebody else manages it."
            )
            self.add_error("manager", message)

    def stage_has_moved(self, stage: Stage) -> str:
        """Somebody has set it to `stage` since the form was opened: words that ask to choose again."""
        again = {self.add_prefix(name): stage.value for name in ("stage", "stage_seen")}
        self.data = {**self.data, **again}
        message = _("Meanwhile it has been set to “%(stage)s”. Choose again, or leave it at that.")
        return message % {"stage": stage_name(self.instance.strategy_id, stage)}

    def _leave_the_signer_to_the_pmo(self) -> None:
        """Only the PMO names who signs off; nobody can be chosen who could not sign then."""
        field: Any = self.fields["business_owner"]
        current = self.instance.business_owner_id
        if not self.instance.has_signer_named_by(self.user):
            why = why_signer_not_named_by(self.user, self.instance)
            field.help_text, field.error_messages["invalid_choice"] = why, why
            field.empty_label = None if current else field.empty_label
            self.choose_from("business_owner", User.objects.filter(pk=current))
            return
        out = self.user.deciding_as
        if not self.instance._state.adding:
            out |= MANAGED.people(self.instance.pk)
        self.choose_from("business_owner", User.objects.exclude(pk__in=out - {current}))

    def _leave_to_the_committee(self, stage: str, why: str) -> None:
        """Only the stages after approval may be chosen, and those only once it was given."""
        field = self._stages()
        if stage in COMMITTEE_STAGES:
            field.disabled, field.help_text = True, why
        else:
            field.choices = [each for each in field.choices if each[0] not in COMMITTEE_STAGES]

    def _stages(self) -> Any:
        return self.fields["stage"]
