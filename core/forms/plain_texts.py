"""Texts that pages take, by the rule of files: line ends of one kind, no sign that nothing can print."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from core.imports.fields import control_sign
from core.written_fields import one_line, with_plain_line_ends

if TYPE_CHECKING:
    _Form = forms.BaseForm
else:
    _Form = object


def printed_only(text: str) -> None:
    """Validator: refuse a control sign, and say which."""
    if control := control_sign(text):
        raise ValidationError(capfirst(str(control)), code="unprinted")


class PlainTexts(_Form):
    """For every form that takes texts: what slides and cells put at the end of a line becomes one.

    In a field of one line it becomes a blank.
    """

    def full_clean(self) -> None:
        """Look at the texts before the fields do."""
        if self.is_bound:
            for name, field in self.fields.items():
                if isinstance(field, forms.CharField) and _is_text(field):
                    self._settle(name, field)
        super().full_clean()

    def _settle(self, name: str, field: forms.CharField) -> None:
        key = self.add_prefix(name)
        given: Any = self.data.get(key)
        if not isinstance(given, str):
            return
        read = with_plain_line_ends if isinstance(field.widget, forms.Textarea) else one_line
        if (text := read(given)) != given:
            data: Any = self.data
            self.data = data.copy()
            self.data[key] = text  # type: ignore[index]
        if printed_only not in field.validators:
            field.validators.append(printed_only)


def _is_text(field: forms.CharField) -> bool:
    """A password is what was typed, sign by sign; a list of choices is no text."""
    is_one = not isinstance(field, SimpleArrayField)
    return is_one and not isinstance(field.widget, forms.PasswordInput | forms.HiddenInput)
