"""What the filters of lists share whose rows belong to projects."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import django_filters
from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms.row_form import DateInput
from core.languages.search_words import Words
from core.models import Unit
from core.pages.filters import ListFilterSet, StrategyFilter
from core.pages.list_address import counted_rows, day_asked
from core.search.lists import rows_found
from core.years import Years, is_year
from outcomes.models import Strategy
from portfolio.models.project import PROJECT_WORDS

Row = TypeVar("Row", bound=Model)


class RowFilterSet(ListFilterSet):
    """The filters of lists of what belongs to projects.

    Where a live number is asked for (`number`), it brings its own population: `year` is the year
    it was computed for, and narrows nothing else.
    """

    q = django_filters.CharFilter(label=_("Search"), method="search")
    strategy = StrategyFilter(field_name="project__strategy", queryset=Strategy.objects.all())
    at = django_filters.DateFilter(
        label=_("As it stood on"),
        method="unchanged",
        widget=DateInput,
    )
    number = django_filters.CharFilter(
        label=_("Counted in"), method="counted_in", widget=forms.HiddenInput
    )
    # What the search box looks through: the words of the row, codes and titles of related rows, and
    # fields that no index holds.
    words: Words | None = None
    words_of: Mapping[str, Words] = {"project": PROJECT_WORDS}
    searched: Sequence[Any] = ()

    @property
    def day(self) -> date:
        """The day asked for, else the working date."""
        return day_asked(self.request)

    @property
    def counting(self) -> bool:
        """Whether the rows behind a live number are asked for."""
        return bool(self.data.get("number"))

    def unchanged(self, rows: "QuerySet[Row]", name: str, value: object) -> "QuerySet[Row]":
        """Read by the other filters."""
        return rows

    def search(self, rows: "QuerySet[Row]", name: str, value: str) -> "QuerySet[Row]":
        """All words must occur somewhere in what is searched."""
        related = {path: (words, self.among(path)) for path, words in self.words_of.items()}
        return rows_found(rows, value, self.words, related=related, plain=self.searched)

    def among(self, path: str) -> "QuerySet[Model]":
        """The related rows in whose titles the search box looks."""
        related: Any = self._meta.model._meta.get_field(path).related_model
        rows: QuerySet[Model] = related._base_manager.all()
        return rows

    def counted_in(self, rows: "QuerySet[Row]", name: str, value: str) -> "QuerySet[Row]":
        """Exactly the rows behind a live number."""
        return counted_rows(self, rows, value)

    def in_year(self, rows: "QuerySet[Row]", name: str, value: Years) -> "QuerySet[Row]":
        """Of these years."""
        return rows if self.counting else rows.filter(year__range=value)


class UncountedRowFilterSet(RowFilterSet):
    """What these lists share. They tell of days in columns of their own, and no number counts them."""

    unit = django_filters.ModelChoiceFilter(
        label=_("Lead unit"),
        field_name="project__lead_unit",
        queryset=Unit.objects.all(),
        to_field_name="code",
    )
    project = django_filters.CharFilter(label=_("Project"), field_name="project__code")
    at = None
    number = None
    more: tuple[str, ...] = ("project", "strategy")
    among_rows = ("unit",)

    def of_year(self, rows: Any, name: str, value: Any) -> Any:
        """Of that year."""
        return rows.filter(year=int(value)) if is_year(int(value)) else rows.none()
