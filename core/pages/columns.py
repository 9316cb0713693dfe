"""Columns that several tables share."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

import django_tables2 as tables
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape as escaped
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.languages.translated import other_language_of, text_of


def written_day(day: date, format_: str) -> str:
    """`date_format`, each day once in a language."""
    return _written_day(day, format_, get_language())


@lru_cache(maxsize=10_000)
def _written_day(day: date, format_: str, _language: str | None) -> str:
    return date_format(day, format_)


def written_days(days: int | None) -> str:
    """ "12 days", as the reader's language writes it; a dash for none."""
    if days is None:
        return "–"
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": number_format(days)}


def written_per_cent(value: int) -> str:
    """ "70 %", as the reader's language writes it."""
    return _written_per_cent(value, get_language())


@lru_cache(maxsize=1000)
def _written_per_cent(value: int, _language: str | None) -> str:
    return _("%(value)s %%") % {"value": value}


# A column of one line: its share of the width is fixed, and what is longer ends with "…".
RELATED = {"td": {"class": "text related"}}
BRIEF = {"td": {"class": "text related brief"}}


class RelatedColumn(tables.Column):
    """What belongs to the row without being its name: a line, in full where the pointer or cursor is."""

    def __init__(self, **given: Any) -> None:
        super().__init__(attrs=BRIEF, **given)

    def render(self, value: Any) -> SafeString:
        """Its words, as much of them as the column holds."""
        return one_line(value)

    def value(self, **cell: Any) -> Any:
        """All of it."""
        return cell["value"]


def one_line(words: Any, language: str = "") -> SafeString:
    """Words on one line, which end with "…" where the column does; the whole is their title."""
    return format_html(
        '<span class="shortened" title="{}"{}>{}</span>', words, _lang(language), words
    )


def shown_text(row: Model, field: str) -> SafeString:
    """A text of a row for a page: an original, where nobody has translated it, says its language."""
    words, language = text_of(row, field), other_language_of(row, field)
    return format_html("<span{}>{}</span>", _lang(language), words) if language else escaped(words)


def shown_line(row: Model, field: str) -> SafeString:
    """The same on one line."""
    return one_line(text_of(row, field), other_language_of(row, field))


def _lang(language: str) -> SafeString:
    return format_html(' lang="{}"', language) if language else SafeString("")


class DayColumn(tables.Column):
    """A day, short: written for people on the page, itself in a file, so that a sheet sorts it.

    django-tables2 has a date column, but it runs a template for every cell.
    """

    def render(self, value: date) -> str:
        """As the reader's language writes it."""
        return written_day(value, "SHORT_DATE_FORMAT")

    def value(self, **cell: Any) -> Any:
        """The date itself."""
        return cell["value"]


class YesNoColumn(tables.BooleanColumn):
    """A fact that is mostly not so: on the page empty where it is not."""

    def render(self, value: Any, record: Any, bound_column: Any) -> str:
        """Yes, or nothing."""
        return _("Yes") if value else ""


class MomentColumn(tables.Column):
    """A moment: with its time for people on the page; in a file, where no cell has a zone, as the
    reader's clocks show it."""

    def render(self, value: datetime) -> str:
        """As the reader's language writes it."""
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")

    def value(self, **cell: Any) -> Any:
        """The moment itself, to the second."""
        return timezone.make_naive(cell["value"]).replace(microsecond=0)
