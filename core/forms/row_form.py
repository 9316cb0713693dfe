"""The form of a row, its groups of fields, and how all forms are drawn."""

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db import models
from django.forms.renderers import TemplatesSetting

Row = TypeVar("Row", bound=models.Model)


class Renderer(TemplatesSetting):
    """Draws every form and field with the house's templates."""

    form_template_name = "core/forms/_form.html"
    field_template_name = "core/forms/_field.html"


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


def group(form: forms.BaseForm, title: Any, names: str, layout: str = "") -> dict[str, Any]:
    """A group of fields for `core/forms/_form_group.html`; names of missing fields are skipped."""
    fields = [form[name] for name in names.split() if name in form.fields]
    return {"title": title, "layout": layout, "fields": fields}


class RowForm(forms.ModelForm[Row]):
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

    def group(self, title: Any, names: Iterable[str], layout: str = "") -> dict[str, Any]:
        """A group of fields, in this order."""
        return group(self, title, " ".join(names), layout)

    def value_of(self, row: Row, name: str) -> Any:
        """What a row holds for a field of this form; None for a field that is none of the row's."""
        return getattr(row, name, None)

    def choose_from(self, name: str, rows: "models.QuerySet[Any]") -> None:
        """Limit what a relation can be set to."""
        self.fields[name].queryset = rows  # type: ignore[attr-defined]
