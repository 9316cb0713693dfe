"""Forms: how they are drawn, and the ones of the ground floor."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws every form and field with the house's templates."""

    form_template_name = "core/_form.html"
    field_template_name = "core/_field.html"


class SignInForm(AuthenticationForm):
    """User name and password; a wrong pair is one message that tells neither apart."""


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


def group(form: forms.BaseForm, title: Any, names: str, layout: str = "") -> dict[str, Any]:
    """A group of fields as `core/_form_group.html` draws it; names of missing fields are skipped."""
    fields = [form[name] for name in names.split() if name in form.fields]
    return {"title": title, "layout": layout, "fields": fields}


class WholeRow:
    """Checks constraints that also need fields outside the form, such as the strategy of a project.

    Django leaves out a constraint when one of its fields is not in the form; then only the
    database would refuse the row, without a word for the person.
    """

    also_checked: ClassVar[tuple[str, ...]] = ()

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - set(self.also_checked)
