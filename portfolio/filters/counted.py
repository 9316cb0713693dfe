"""What every list's filters share: the day asked for, and the rows behind a live number."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.numbers import NumberContext, NumberError, number_value
from core.registry import UnknownKey
from core.time import working_date
from core.tokens import TokenError, parse_token
from outcomes.models import Strategy


def day_asked(request: HttpRequest | None) -> date:
    """`?at=2021-12-31`, or the working date when it is missing or no date."""
    try:
        return date.fromisoformat(request.GET.get("at", "") if request else "")
    except ValueError:
        return working_date()


def counted_rows(filters: django_filters.FilterSet, rows: Any, signature: str) -> Any:
    """Exactly those of `rows` that a live number, such as `projects.new_or_major`, counts.

    Strategy, year and day come from the other filters; a number that counts other things than
    this list shows, or cannot be computed, gives nothing.
    """
    day = day_asked(filters.request)
    try:
        context = NumberContext(
            strategy=filters.data.get("strategy", ""),
            year=int(filters.data.get("year") or day.year),
            at=day,
        )
        counted = number_value(parse_token(signature), context).rows
    except (TokenError, NumberError, UnknownKey, ValueError):
        return rows.none()
    if counted is None or counted.model is not rows.model:
        return rows.none()
    return rows.filter(pk__in=counted.order_by().values("pk"))


class RowFilterSet(django_filters.FilterSet):
    """The filters of lists of what belongs to projects.

    Where a live number is asked for (`number`), it brings its own population: `year` is the year
    it was computed for, and narrows nothing else.
    """

    q = django_filters.CharFilter(label=_("Search"), method="search")
    strategy = django_filters.ModelChoiceFilter(
        label=_("Strategy"),
        field_name="project__strategy",
        queryset=Strategy.objects.all(),
        to_field_name="slug",
    )
    at = django_filters.DateFilter(
        label=_("As it stood on"),
        method="unchanged",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    number = django_filters.CharFilter(
        label=_("Counted in"), method="counted_in", widget=forms.HiddenInput
    )
    searched: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day asked for, else the working date."""
        return day_asked(self.request)

    @property
    def counting(self) -> bool:
        """Whether the rows behind a live number are asked for."""
        return bool(self.data.get("number"))

    def unchanged(self, rows: "QuerySet[Any]", name: str, value: Any) -> "QuerySet[Any]":
        """Read by the other filters."""
        return rows

    def search(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        """All words must occur somewhere in what is searched."""
        for word in value.split()[:8]:
            found = Q()
            for field in self.searched:
                found |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(found)
        return rows

    def counted_in(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        """Exactly the rows behind a live number."""
        return counted_rows(self, rows, value)

    def in_year(self, rows: "QuerySet[Any]", name: str, value: Any) -> "QuerySet[Any]":
        """Of that year."""
        return rows if self.counting else rows.filter(year=int(value))
