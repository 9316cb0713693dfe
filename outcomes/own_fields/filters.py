"""Filters of own fields: by word, by what a text holds, from and to."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import django_filters
from django.db.models import Model, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _
from django_filters.filters import Filter

from core.forms.row_form import DateInput
from core.languages.folding import contains
from core.written_fields import TypedDayField
from outcomes.models import OwnKind
from outcomes.models.own_fields import OwnFieldWords, all_people
from outcomes.own_fields.columns import fields_shown

Rows = QuerySet[Model]
NONE = "none"  # what figures call rows without a value
Narrowing = Callable[..., Rows]


class _Days(Filter):
    field_class = TypedDayField


def _nothing() -> tuple[str, str]:
    return NONE, _("No data")


def own_filters(subject: str) -> Iterator[tuple[str, Filter, OwnFieldWords]]:
    """A filter or two for each own field of any strategy, by name, with the field it is of."""
    for field in fields_shown(subject):
        for name, made in _filters_of(field):
            yield name, made, field


def _filters_of(field: OwnFieldWords) -> Iterator[tuple[str, Filter]]:
    if field.kind == OwnKind.CHOICE:
        yield (
            field.field,
            django_filters.MultipleChoiceFilter(
                label=field.name, choices=[*field.choices(), _nothing()], method=_one_of(field)
            ),
        )
    elif field.kind == OwnKind.PERSON:
        people = [(str(pk), person.name) for pk, person in all_people().items()]
        yield (
            field.field,
            django_filters.ChoiceFilter(label=field.name, choices=people, method=_is_person(field)),
        )
    elif field.kind == OwnKind.YES_NO:
        yield (
            field.field,
            django_filters.ChoiceFilter(
                label=field.name,
                choices=[("yes", _("yes")), ("no", _("no")), _nothing()],
                method=_is_said(field),
            ),
        )
    elif field.kind in {OwnKind.NUMBER, OwnKind.MONEY, OwnKind.DAY}:
        yield from _bounds(field)
    else:
        yield field.field, django_filters.CharFilter(label=field.name, method=_holds(field))


def _bounds(field: OwnFieldWords) -> Iterator[tuple[str, Filter]]:
    of_days = field.kind == OwnKind.DAY
    more: dict[str, type[DateInput]] = {"widget": DateInput} if of_days else {}
    kind: type[Filter] = _Days if of_days else django_filters.NumberFilter
    labels = {"gte": _("%(field)s, from"), "lte": _("%(field)s, to")}
    for (sign, label), end in zip(labels.items(), ("from", "to"), strict=True):
        yield (
            f"{field.field}-{end}",
            kind(label=label % {"field": field.name}, method=_bounded(field, sign), **more),
        )


def _one_of(field: OwnFieldWords) -> Narrowing:
    def narrowed(rows: Rows, _name: str, value: list[str]) -> Rows:
        if not value:
            return rows
        held = Q(**{f"own__{field.key}__in": [each for each in value if each != NONE]})
        return rows.filter(held | ~Q(own__has_key=field.key) if NONE in value else held)

    return narrowed


def _is_person(field: OwnFieldWords) -> Narrowing:
    def narrowed(rows: Rows, _name: str, value: str) -> Rows:
        return rows.filter(**{f"own__{field.key}": int(value)})

    return narrowed


def _is_said(field: OwnFieldWords) -> Narrowing:
    def narrowed(rows: Rows, _name: str, value: str) -> Rows:
        if value == NONE:
            return rows.exclude(own__has_key=field.key)
        return rows.filter(**{f"own__{field.key}": value == "yes"})

    return narrowed


def _bounded(field: OwnFieldWords, sign: str) -> Narrowing:
    def narrowed(rows: Rows, _name: str, value: Decimal | date) -> Rows:
        bound = float(value) if isinstance(value, Decimal) else value.isoformat()
        return rows.filter(**{f"own__{field.key}__{sign}": bound})

    return narrowed


def _holds(field: OwnFieldWords) -> Narrowing:
    def narrowed(rows: Rows, _name: str, value: str) -> Rows:
        return rows.filter(contains(KeyTextTransform(field.key, "own"), value))

    return narrowed
