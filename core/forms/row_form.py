"""The form of a row, its groups of fields, and how all forms are drawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db import models
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.days_typed import day_shown, day_typed
from core.forms.plain_texts import PlainTexts

Row = TypeVar("Row", bound=models.Model)
NOT_SEEN = _("(set, but outside of what you may see)")


class Renderer(TemplatesSetting):
    """Draws every form and field with the house's templates."""

    form_template_name = "core/forms/_form.html"
    field_template_name = "core/forms/_field.html"


class DateInput(forms.DateInput):
    """A day in the language's own writing, with a button that opens the browser's calendar.

    The browser's date field would show days in the order of the machine, whatever the page speaks.
    """

    template_name = "core/forms/day_input.html"

    def format_value(self, value: Any) -> str | None:
        """What was read is shown as it was understood; what is no day, as it was typed."""
        day = self._day(value)
        return day_shown(day) if day else value or None

    def get_context(
        self, name: str, value: Any, attrs: Mapping[str, object] | None
    ) -> dict[str, object]:
        """With the day for the calendar, in ISO."""
        context = super().get_context(name, value, {"autocomplete": "off", **(attrs or {})})
        day = self._day(value)
        context["widget"]["day"] = day.isoformat() if day else ""
        return context

    def _day(self, value: Any) -> date | None:
        day = day_typed(value) if isinstance(value, str) else value
        return day if isinstance(day, date) else None


@dataclass(frozen=True)
class FieldGroup:
    """Fields under a heading, as `core/forms/_form_group.html` draws them."""

    title: str | Promise
    layout: str
    fields: Sequence[forms.BoundField]
    description: str | Promise = ""


def group(form: forms.BaseForm, title: str | Promise, names: str, layout: str = "") -> FieldGroup:
    """The fields of these names that the form has, in this order."""
    fields = [form[name] for name in names.split() if name in form.fields]
    return FieldGroup(title, layout, fields)


class RowForm(PlainTexts, forms.ModelForm[Row]):
    """A row's form that checks constraints over fields it does not show: a project's strategy.

    Django leaves out a constraint when one of its fields is not in the form; then only the
    database would refuse the row, without a word for the person.
    """

    also_checked: ClassVar[tuple[str, ...]] = ()

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        row = self.instance
        # What must be given but is not has had its own message, or stands in the address.
        return excluded - {
            name
            for name in self.also_checked
            if getattr(row, f"{name}_id", None)
            or row._meta.get_field(name).blank  # type: ignore[union-attr]
            or getattr(row, name)
        }

    def group(self, title: str | Promise, names: Iterable[str], layout: str = "") -> FieldGroup:
        """A group of fields, in this order."""
        return group(self, title, " ".join(names), layout)

    def value_of(self, row: Row, name: str) -> Any:
        """What a row holds for a field of this form; None for a field that is none of the row's."""
        return getattr(row, name, None)

    def choose_seen(self, name: str, seen: "models.QuerySet[models.Model]") -> None:
        """Limit a relation to what somebody may see; what stands there they may keep unseen."""
        field: Any = self.fields[name]
        field.queryset, pk = seen, getattr(self.instance, f"{name}_id", None)
        if pk is None or seen.filter(pk=pk).exists():
            return
        rows = seen.model._default_manager.all()
        field.queryset = rows.filter(
            models.Q(pk=pk) | models.Q(pk__in=seen.order_by().values("pk"))
        )
        field.label_from_instance = lambda row: str(NOT_SEEN if row.pk == pk else row)

    def choose_from(self, name: str, rows: "models.QuerySet[models.Model]") -> None:
        """Limit what a relation can be set to; of a new row, what must be and is one alone is chosen."""
        field: Any = self.fields[name]
        field.queryset = rows
        if self.instance.pk is None and field.required and not self.initial.get(name):
            only = list(rows.order_by().values_list("pk", flat=True)[:2])
            if len(only) == 1:
                self.initial[name] = only[0]
