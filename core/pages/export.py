"""Everything that is stored of some rows, as a workbook: a sheet for each kind of row."""

import io
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltrans.fields import TranslationField

from core.languages import LANGUAGES
from core.languages.translated import text_in
from core.models import User
from core.pages.changes import shown
from core.pages.spreadsheets import XLSX, attachment, write_workbook
from core.pages.view_access import take_along


def workbook_asked(request: HttpRequest) -> bool:
    """Whether a page is asked for as a workbook, then of what may be taken along; ask this first."""
    if request.GET.get("export") != XLSX:
        return False
    take_along(request)
    return True


def workbook(
    name: str,
    every: Iterable["models.QuerySet[models.Model]"],
    seen_by: User,
    *,
    without: Collection[str] = (),
) -> HttpResponse:
    """A file with a sheet for each of these rows; the rows must already be behind the gate.

    What they lead to is named only where `seen_by` may see it. `without` names fields that the
    program keeps for itself.
    """
    sheets = (
        (str(capfirst(rows.model._meta.verbose_name_plural)), _sheet(rows, seen_by, without))
        for rows in every
    )
    out = io.BytesIO()
    write_workbook(out, sheets)
    return attachment(out.getvalue(), name, XLSX)


def _sheet(
    rows: "models.QuerySet[models.Model]", seen_by: User, without: Collection[str]
) -> Iterator[list[Any]]:
    columns = [each for each in _columns(rows.model) if each[1] not in without]
    yield [label for label, *__ in columns]
    related = [one.name for one in rows.model._meta.local_concrete_fields if one.is_relation]
    hidden = {name: _hidden(rows, name, seen_by) for name in related}
    for row in rows.select_related(*related):
        yield [
            None
            if getattr(row, f"{name}_id", None) in hidden.get(name, ())
            else _cell(row, name, language)
            for __, name, language in columns
        ]


def _hidden(rows: "models.QuerySet[models.Model]", name: str, seen_by: User) -> set[Any]:
    """The keys of what a relation leads to that lies outside of somebody's gate."""
    field: Any = rows.model._meta.get_field(name)
    others = field.related_model._default_manager.all()
    if not hasattr(others, "visible_to"):
        return set()
    led_to = set(rows.order_by().values_list(name, flat=True)) - {None}
    return led_to - set(
        others.visible_to(seen_by).filter(pk__in=led_to).values_list("pk", flat=True)
    )


def _columns(model: type[models.Model]) -> Iterator[tuple[str, str, str]]:
    """Label, field and language ("" where it has none) of every field but keys without meaning."""
    translated: set[str] = set()
    for one in model._meta.local_concrete_fields:
        if isinstance(one, TranslationField):
            translated = set(one.fields)
    for one in model._meta.local_concrete_fields:
        if one.primary_key or isinstance(one, TranslationField):
            continue
        label = str(capfirst(one.verbose_name))
        if one.name in translated:
            yield from ((f"{label} ({code})", one.name, code) for code in LANGUAGES)
        else:
            yield label, one.name, ""


def _cell(row: Any, name: str, language: str) -> Any:
    """Texts in their language, days and numbers as they are, choices and relations in words."""
    if language:
        return text_in(row, name, language)
    value = getattr(row, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):  # a cell has no time zone
        return timezone.make_naive(value)
    if isinstance(value, date | Decimal | int) and not row._meta.get_field(name).choices:
        return value
    if isinstance(value, list) and not hasattr(row, f"get_{name}_display"):
        return ", ".join(map(str, value))
    return shown(row, name)
