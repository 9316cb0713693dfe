"""Columns that several tables share."""

from datetime import date
from functools import lru_cache
from typing import Any

import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@lru_cache(maxsize=10_000)
def short_day(day: date, _language: str | None) -> str:
    """A day, short, in the active language, which must be named."""
    return date_format(day, "SHORT_DATE_FORMAT")


class DayColumn(tables.Column):
    """A day, short: written for people on the page, itself in a file, so that a sheet sorts it.

    django-tables2 has a date column, but it runs a template for every cell.
    """

    def render(self, value: date) -> str:
        """As the reader's language writes it."""
        return short_day(value, get_language())

    def value(self, **cell: Any) -> Any:
        """The date itself."""
        return cell["value"]


class YesNoColumn(tables.BooleanColumn):
    """A fact that is mostly not so: on the page empty where it is not."""

    def render(self, value: Any, record: Any, bound_column: Any) -> str:
        """Yes, or nothing."""
        return _("Yes") if value else ""
