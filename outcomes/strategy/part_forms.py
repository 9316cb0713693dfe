"""Forms of the parts of a framework."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.forms.row_form import DateInput, FieldGroup
from core.forms.translated import TranslatedForm, areas, in_languages
from outcomes.in_force import IN_FORCE, IN_FORCE_WIDGETS
from outcomes.models import Deliverable, Driver, Outcome, Output, Strategy


class OutcomeForm(TranslatedForm[Outcome]):
    """An outcome. It may do without a title."""

    also_checked = ("strategy",)
    translated = ("title", "opening")

    class Meta:
        model = Outcome
        fields = (*in_languages("title", "opening"), "number", "position", *IN_FORCE)
        widgets = {**areas(("opening",), 5), **IN_FORCE_WIDGETS}

    @property
    def groups(self) -> list[FieldGroup]:
        """Texts, then order and time."""
        return [
            self.group(_("Title"), in_languages("title"), "translations"),
            self.group(
                _("Opening paragraph of its chapter"), in_languages("opening"), "translations"
            ),
            self.group(_("Order and time"), ("number", "position", *IN_FORCE)),
        ]


class OutputForm(TranslatedForm[Output]):
    """An output under an outcome."""

    translated = ("title",)

    class Meta:
        model = Output
        fields = (*in_languages("title"), "outcome", "number", "position", *IN_FORCE)
        widgets = IN_FORCE_WIDGETS

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("outcome", strategy.outcomes.all())

    @property
    def groups(self) -> list[FieldGroup]:
        """Texts, then place, order and time."""
        return [
            self.group(_("Title"), in_languages("title"), "translations"),
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

    translated = ("title", "due_text")

    class Meta:
        model = Deliverable
        fields = (
            *in_languages("title", "due_text"),
            *("output", "part_of", "position", "due_on", *IN_FORCE),
        )
        widgets = {"due_on": DateInput(), **IN_FORCE_WIDGETS}

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outputs = Output.objects.of_strategy(strategy.slug).select_related("outcome")
        wholes = Deliverable.objects.of_strategy(strategy.slug).filter(part_of__isnull=True)
        self.choose_from("output", outputs)
        self.choose_from("part_of", wholes.exclude(pk=self.instance.pk))

    @property
    def groups(self) -> list[FieldGroup]:
        """Texts, due date, then place, order and time."""
        return [
            self.group(_("Title"), in_languages("title"), "translations"),
            self.group(_("When it is due"), ("due_on", "due_text")),
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
        return cleaned
