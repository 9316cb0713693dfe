"""Columns for what people write: texts with a length, names without hidden signs, years that can be.

They are Django's own columns, and stand so in migrations: the limit is one of forms and files, so
that no row written before it must be changed by anybody but its author.
"""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from core.codes import PRINTED
from core.days_typed import day_typed, no_day
from core.years import FIRST_YEAR, LAST_YEAR, known_day, known_year

# What ends a line in texts of slides, cells and other systems.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def with_plain_line_ends(text: str) -> str:
    """The text with the one sign that ends a line here."""
    return _LINE_ENDS.sub("\n", text)


def one_line(text: str) -> str:
    """The text on one line: a line end inside is a blank."""
    lines = with_plain_line_ends(text).split("\n")
    return text if len(lines) == 1 else " ".join(each.strip(" \t") for each in lines).strip()


class LongTextInput(forms.CharField):
    """A box for a text; its length is told in words, as a browser would cut what is pasted."""

    told_length: int | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.told_length = self.max_length

    def widget_attrs(self, widget: forms.Widget) -> dict[str, bool | str]:
        """Without `maxlength`, which cuts in silence."""
        attributes: dict[str, bool | str] = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


class LongTextField(models.TextField[str, str]):
    """A text that people write, of at most `max_length` characters (`core.lengths`)."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Django's column."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        return name, "django.db.models.TextField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """A box that tells its length."""
        return super().formfield(**{"form_class": LongTextInput, **kwargs})


class PrintedField(models.CharField[str, str]):
    """A short name, number or tag that is printed as it is read (`core.codes`)."""

    default_validators = (PRINTED,)  # type: ignore[assignment]

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Django's column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class YearField(models.PositiveSmallIntegerField[Any, Any]):
    """A year that can be meant."""

    default_validators = (known_year,)  # type: ignore[assignment]

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Django's column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveSmallIntegerField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """Refused before the form looks at its fields together, as it reckons with them there."""
        limits = {"min_value": FIRST_YEAR, "max_value": LAST_YEAR}
        return super().formfield(**{**limits, **kwargs})


class TypedDayField(forms.DateField):
    """A day as readers of the page's language write it, or as ISO writes it."""

    default_validators = (known_day,)  # type: ignore[assignment]

    def to_python(self, value: Any) -> date | None:
        """Read; a message says how to write it."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(None if isinstance(value, str) else value)
        day = day_typed(value)
        if day is None:
            raise ValidationError(no_day(value), code="invalid")
        return day


class DayField(models.DateField[Any, Any]):
    """A day of a year that can be meant."""

    default_validators = (known_day,)  # type: ignore[assignment]

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Django's column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """Refused before the form looks at its fields together, as it reckons with them there."""
        return super().formfield(**{"form_class": TypedDayField, **kwargs})


class WordedField:
    """Added to a column whose values have their words elsewhere: in the strategy of the row."""

    def worded(self, value: Any) -> str:
        """The words of a value where its row is not known: in a history."""
        raise NotImplementedError
