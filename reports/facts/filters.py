"""Filters of the report list."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.languages.translated import contains_word
from core.pages.filters import ListFilterSet, StrategyFilter
from outcomes.models import Strategy
from reports.models import Report


class ReportFilterSet(ListFilterSet):
    """By words, strategy and year."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    strategy = StrategyFilter(queryset=Strategy.objects.all())
    year = django_filters.NumberFilter(label=_("Year"))

    class Meta:
        model = Report
        fields: tuple[str, ...] = ()

    def search(self, rows: "QuerySet[Report]", name: str, value: str) -> "QuerySet[Report]":
        """All words must occur in the title, in any language, or the symbol."""
        for word in value.split()[:8]:
            rows = rows.filter(contains_word(word, "title", plain=("symbol",)))
        return rows
