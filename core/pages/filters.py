"""Filters of lists: fields that all requests share, each drawn once and then only filled in."""

import copy
import html
import re
from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import django_filters
from django import forms
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_filters.filters import Filter

from core.kept import kept
from core.languages.sorting import sort_key
from core.pages.strategies import EVERY
from core.years import Years, years_meant

# The opening of an option of a select, or of a box of a choice of several.
_OPENING = re.compile(r'(<option value="[^"]*"[^>]*>|<input type="checkbox" [^>]*>)')
_VALUE = re.compile(r' value="([^"]*)"')


# --- Fields --------------------------------------------------------------------------------------


class DrawnOptions:
    """A field as its template draws it, with nothing chosen; what is chosen is marked afterwards."""

    def __init__(self, drawn: str, *, several: bool) -> None:
        self.pieces = _OPENING.split(drawn)
        self.mark = " checked" if several else " selected"
        self.places: dict[str, list[int]] = {}
        for place in range(1, len(self.pieces), 2):
            self.pieces[place] = self.pieces[place].replace(f"{self.mark}>", ">")
            found = _VALUE.search(self.pieces[place])
            self.places.setdefault(html.unescape(found[1]) if found else "on", []).append(place)

    def chosen(self, value: Any) -> SafeString:
        """With the options of a bound value marked; where one alone can be chosen, the first."""
        several = isinstance(value, list | tuple)
        values = value if several else [value]
        places = [
            place
            for each in values
            for place in self.places.get("" if each is None else str(each), ())
        ]
        pieces = self.pieces.copy()
        for place in places if several else places[:1]:
            pieces[place] = f"{pieces[place][:-1]}{self.mark}>"
        return SafeString("".join(pieces))


def drawn_field(field: BoundField, *of: object) -> SafeString:
    """A filter with its label, as `core/pages/_filter_field.html` draws it.

    `of` says whose field it is: with its name, that decides about everything but the value.
    """

    def draw() -> SafeString:
        return render_to_string("core/pages/_filter_field.html", {"field": field})

    value = field.value()
    if field.errors:
        return draw()
    several = isinstance(field.field.widget, forms.SelectMultiple)
    if several or type(field.field.widget) is forms.Select:

        def options() -> DrawnOptions:
            return DrawnOptions(draw(), several=several)

        return kept("options of a filter", (), options, field.name, *of).chosen(
            (value or []) if several else value
        )
    return draw() if value else kept("empty filter", (), draw, field.name, *of)


class StrategyFilter(django_filters.ModelChoiceFilter):
    """One strategy, by its slug in addresses; or all of them, which is said, too.

    What an address leaves out is what the person has chosen in the bar (`core.pages.strategies`).
    """

    def __init__(self, **given: Any) -> None:
        given = {"label": _("Strategy"), "to_field_name": "slug", **given}
        super().__init__(
            empty_label=None, null_label=_("All strategies"), null_value=EVERY, **given
        )

    def filter(self, qs: Any, value: Any) -> Any:
        """All of them are no filter; `null_value` would ask for rows without any."""
        return qs if value == EVERY else super().filter(qs, value)


class YearsField(forms.CharField):
    """A year, or several as in 2016-17."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 9})

    def clean(self, value: Any) -> Years | None:
        """The years; None where nothing is asked for."""
        text = str(super().clean(value) or "")
        years = years_meant(text)
        if text and years is None:
            raise forms.ValidationError(_("Write a year as in 2021, or several as in 2016-17."))
        return years


class YearsFilter(Filter):
    """Rows of a year, or of several; its method gets `Years`."""

    field_class = YearsField


# --- Sets of filters -----------------------------------------------------------------------------


class _SharedFilters(OrderedDict[str, Filter]):
    """The filters of a class. A copy of them is another filter, but of the same field."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "OrderedDict[str, Filter]":
        return OrderedDict((name, _copied(each)) for name, each in self.items())


def _copied(shared: Filter) -> Filter:
    own = copy.copy(shared)
    if own.method is not None:
        own.method = own.method  # django-filter ties the call to the filter it was set on
    return own


@dataclass(frozen=True)
class DrawnFilter:
    """A field of the filter form in HTML, and whether it stands folded behind the button."""

    html: SafeString
    folded: bool


class ListFilterSet(django_filters.FilterSet):
    """The filters of a list.

    Fields stand still once they are made, and are the same for everybody; whoever may not use one
    has its filter taken out. Choices from tables are asked for anew whenever a table changed; those
    of `among_rows` for each person, or they would tell of rows that are not theirs to see.
    """

    more: tuple[str, ...] = ()  # names of those that stand folded behind a button
    among_rows: tuple[str, ...] = ()  # of those that offer what occurs in the rows one may see

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._added: dict[str, Hashable] = {}

    @classmethod
    def get_filters(cls) -> "OrderedDict[str, Filter]":
        """As django-filter finds them."""
        return _SharedFilters(super().get_filters())

    @classmethod
    @cache
    def shared_fields(cls) -> dict[str, forms.Field]:
        """The field of each filter; django-filter makes them, and Django copies them, each time."""
        return {name: each.field for name, each in cls.base_filters.items()}

    @property
    def form(self) -> forms.Form:
        """What was asked for."""
        if not hasattr(self, "_form"):
            fields = self.shared_fields()
            self._form = forms.Form(self.data, prefix=self.form_prefix)
            self._form.fields = {name: self._field(name, fields) for name in self.filters}
        return self._form

    def add(self, name: str, made: Filter, decided_by: Hashable) -> None:
        """One more filter, behind the button, that tables decide about: a field that a strategy added.

        `decided_by` is all that its field depends on beside its name.
        """
        made.parent, made.model = self, self.queryset.model
        self.filters[name] = made
        self._added[name] = decided_by
        self.more = (*self.more, name)

    def speak(self, name: str, choices: Sequence[tuple[str, str]], strategy: Hashable) -> None:
        """Let a filter offer the words of the strategy that the list shows."""
        made = copy.copy(self.filters[name])
        made.extra = {**made.extra, "choices": choices}
        made.__dict__.pop("_field", None)
        self.filters[name] = made
        self._added[name] = (strategy, tuple(choices))

    def rename(self, name: str, label: str) -> None:
        """Let a filter be called as the strategy does that the list shows."""
        made = copy.copy(self.filters[name])
        made.label = label
        made.__dict__.pop("_field", None)
        self.filters[name] = made
        self._added[name] = label

    def _field(self, name: str, fields: Mapping[str, forms.Field]) -> forms.Field:
        if name in self._added:
            made: forms.Field = self.filters[name].field
            return made
        return self._among_rows(name) if name in self.among_rows else fields[name]

    def _among_rows(self, name: str) -> forms.Field:
        """A field that offers what occurs in the rows before any filter."""
        field: Any = copy.copy(self.shared_fields()[name])
        field.widget = copy.copy(field.widget)
        way = self.filters[name].field_name
        occurring = self.queryset.order_by()
        if isinstance(field, forms.ModelChoiceField):
            offered: Any = field.queryset
            field.queryset = offered.filter(pk__in=occurring.values(way))
        else:
            values = kept(
                "choices among rows",
                (),
                lambda: sorted(
                    set(occurring.values_list(way, flat=True)) - {None, ""}, key=sort_key
                ),
                *self._whose(name),
            )
            field.choices = [("", field.empty_label), *((value, value) for value in values)]
        return field

    def _whose(self, name: str) -> tuple[object, ...]:
        """What decides about the choices of a field."""
        if name in self._added:
            return type(self), name, self._added[name]
        if name not in self.among_rows or self.request is None:
            return type(self), name
        user = self.request.user
        return type(self), name, user.pk, user.access.is_of_files

    def drawn(self) -> list[DrawnFilter]:
        """The fields that people see, in order."""
        return [
            DrawnFilter(drawn_field(field, *self._whose(field.name)), field.name in self.more)
            for field in self.form.visible_fields()
        ]

    def drawn_hidden(self) -> list[SafeString]:
        """The fields that only the address knows."""
        return [
            field.as_widget()
            if field.value()
            else kept("hidden filter", (), field.as_widget, field.name, type(self))
            for field in self.form.hidden_fields()
        ]

    def choices_of(self, name: str) -> dict[Any, Any]:
        """The words of a field's choices, by value; none where anything can be said."""
        field: Any = self.form.fields[name]
        return kept(
            "choices of a filter",
            (),
            # One by one: choices from a function have no length, and those from a table count rows.
            lambda: dict(iter(getattr(field, "choices", ()))),
            *self._whose(name),
        )
