"""Forms of the parts of a framework."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.forms.live_numbers import LiveNumberTexts
from core.forms.row_form import DateInput, FieldGroup
from core.forms.translated import TranslatedForm, areas, in_languages, languages_of
from core.models import User
from core.time import working_date
from outcomes.choices import HAVE_A_DAY, Precision
from outcomes.in_force import IN_FORCE, IN_FORCE_WIDGETS
from outcomes.models import Deliverable, Driver, Outcome, Output, Strategy
from outcomes.rules.known_days import first_day_of


def _subtitle(form: TranslatedForm[Any]) -> FieldGroup:
    return replace(
        form.group(_("Subtitle"), in_languages("subtitle"), "translations"),
        description=_("A second line under the title, where the strategy has one."),
    )


class OutcomeForm(TranslatedForm[Outcome]):
    """An outcome. It may do without a title."""

    also_checked = ("strategy",)
    translated = ("title", "subtitle", "opening")

    class Meta:
        model = Outcome
        fields = (
            *in_languages("title", "subtitle", "opening"),
            *("number", "position", *IN_FORCE),
        )
        widgets = {**areas(("opening",), 5), **IN_FORCE_WIDGETS}

    def live_numbers(self) -> LiveNumberTexts:
        """The opening of its chapter."""
        return LiveNumberTexts(self.instance.strategy, languages_of("opening"))

    @property
    def groups(self) -> list[FieldGroup]:
        """Texts, then order and time."""
        return [
            self.group(_("Title"), in_languages("title"), "translations"),
            _subtitle(self),
            self.group(
                _("Opening paragraph of its chapter"), in_languages("opening"), "translations"
            ),
            self.group(_("Order and time"), ("number", "position", *IN_FORCE)),
        ]


class OutputForm(TranslatedForm[Output]):
    """An output under an outcome."""

    translated = ("title", "subtitle")

    class Meta:
        model = Output
        fields = (*in_languages("title", "subtitle"), "outcome", "number", "position", *IN_FORCE)
        widgets = IN_FORCE_WIDGETS

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("outcome", strategy.outcomes.all())

    @property
    def groups(self) -> list[FieldGroup]:
        """Texts, then place, order and time."""
        return [
            self.group(_("Title"), in_languages("title"), "translations"),
            _subtitle(self),
            self.group(_("Place, order and time"), ("outcome", "number", "position", *IN_FORCE)),
        ]


class DriverForm(TranslatedForm[Driver]):
    """A cross-cutting driver."""

    also_checked = ("strategy",)
    translated = ("title",)

    class Meta:
        model = Driver
        fields = (*in_languages("title"), "slug", "position", *IN_FORCE)
        widgets = IN_FORCE_WIDGETS

    @property
    def groups(self) -> list[FieldGroup]:
        """Texts, then order and time."""
        return [
            self.group(_("Title"), in_languages("title"), "translations"),
            self.group(_("Order and time"), ("slug", "position", *IN_FORCE)),
        ]


class DeliverableForm(TranslatedForm[Deliverable]):
    """A deliverable of an output, or a part of one."""

    translated = ("title", "due_text", "remark")

    class Meta:
        model = Deliverable
        fields = (
            *in_languages("title", "due_text", "remark"),
            *("state", "reached_on", "reached_precision", "responsible", "responsible_unit"),
            *("output", "part_of", "position", "due_on", *IN_FORCE),
        )
        widgets = {
            "due_on": DateInput(),
            "reached_on": DateInput(),
            **areas(("remark",)),
            **IN_FORCE_WIDGETS,
        }

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outputs = Output.objects.of_strategy(strategy.slug).select_related("outcome")
        wholes = Deliverable.objects.of_strategy(strategy.slug).filter(part_of__isnull=True)
        self.choose_from("output", outputs)
        self.choose_from("part_of", wholes.exclude(pk=self.instance.pk))
        there = Q(is_active=True) | Q(pk=self.instance.responsible_id)
        self.choose_from("responsible", User.objects.filter(there))
        # A form opened before the field was there keeps what stands.
        self.fields["reached_precision"].required = False

    @property
    def groups(self) -> list[FieldGroup]:
        """Texts, due date, what became of it and who answers for it; place, order and time."""
        return [
            self.group(_("Title"), in_languages("title"), "translations"),
            self.group(_("When it is due"), ("due_on", "due_text")),
            self.group(
                _("What became of it"), ("state", "reached_on", "reached_precision", "remark")
            ),
            self.group(_("Who answers for it"), ("responsible", "responsible_unit")),
            self.group(_("Place, order and time"), ("output", "part_of", "position", *IN_FORCE)),
        ]

    def clean(self) -> dict[str, object]:
        """A part stands under the output of its whole, and has no parts itself."""
        cleaned = super().clean() or {}
        whole = cleaned.get("part_of")
        if whole and cleaned.get("output") and whole.output_id != cleaned["output"].pk:
            self.add_error("part_of", _("A part stands under the same output as its whole."))
        if whole and self.instance.pk and self.instance.parts.exists():
            self.add_error("part_of", _("What has parts itself cannot be a part."))
        self._settle_reached(cleaned)
        return cleaned

    def _settle_reached(self, cleaned: dict[str, object]) -> None:
        """The day stands for all that is known of it, has a state to go with, and is not to come."""
        day, precision = cleaned.get("reached_on"), cleaned.get("reached_precision")
        if not isinstance(day, date):
            cleaned["reached_precision"] = Precision.DAY
            return
        known = Precision(str(precision or Precision.DAY))
        first = first_day_of(day, known)
        cleaned |= {"reached_precision": known, "reached_on": first}
        if first > working_date():
            self.add_error("reached_on", _("This day has not come yet."))
        if "state" in cleaned and cleaned["state"] not in HAVE_A_DAY:
            message = _("Only what is reached, or reached in part, has a day on which it was.")
            self.add_error("reached_on", message)
