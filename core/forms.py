"""Forms: how they are drawn, and the ones of the ground floor."""

import logging
from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.db import models
from django.forms.renderers import TemplatesSetting
from django.utils.translation import ngettext

from core.addresses import client_address
from core.throttle import sign_in_attempt

logger = logging.getLogger(__name__)

Row = TypeVar("Row", bound=models.Model)


class Renderer(TemplatesSetting):
    """Draws every form and field with the house's templates."""

    form_template_name = "core/_form.html"
    field_template_name = "core/_field.html"


class SignInForm(AuthenticationForm):
    """User name and password; a wrong pair is one message that tells neither apart."""

    def clean(self) -> dict[str, Any]:
        """Whoever guesses has to wait; an incomplete form is no try."""
        account, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if self.request is None or not account or not password:
            return super().clean()
        attempt = sign_in_attempt(account=account, address=client_address(self.request))
        if attempt.wait:
            logger.warning("Signing in was refused: too many tries")
            raise forms.ValidationError(
                ngettext(
                    "Too many wrong passwords. Wait %(minutes)s minute, then try again. If you have "
                    "forgotten yours, ask your administrator for a link to set a new one.",
                    "Too many wrong passwords. Wait %(minutes)s minutes, then try again. If you have "
                    "forgotten yours, ask your administrator for a link to set a new one.",
                    attempt.minutes,
                ),
                code="throttled",
                params={"minutes": attempt.minutes},
            )
        cleaned: dict[str, Any] = super().clean()
        attempt.succeeded()
        return cleaned


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


def group(form: forms.BaseForm, title: Any, names: str, layout: str = "") -> dict[str, Any]:
    """A group of fields as `core/_form_group.html` draws it; names of missing fields are skipped."""
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
