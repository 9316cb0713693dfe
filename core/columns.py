"""Columns that several tables share."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.formats import date_format


class DayColumn(tables.Column):
    """A day, short: written for people on the page, itself in a file, so that a sheet sorts it.

    django-tables2 has a date column, but it runs a template for every cell.
    """

    def render(self, value: date) -> str:
        """As the reader's language writes it."""
        return date_format(value, "SHORT_DATE_FORMAT")

    def value(self, **cell: Any) -> Any:
        """The date itself."""
        return cell["value"]
