"""Filters of the report list."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from outcomes.models import Strategy
from reports.models import Report


class ReportFilterSet(django_filters.FilterSet):
    """By words, strategy and year."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    strategy = django_filters.ModelChoiceFilter(
        label=_("Strategy"), queryset=Strategy.objects.all(), to_field_name="slug"
    )
    year = django_filters.NumberFilter(label=_("Year"))

    class Meta:
        model = Report
        fields: tuple[str, ...] = ()

    def search(self, rows: "QuerySet[Report]", name: str, value: str) -> "QuerySet[Report]":
        """In title and symbol."""
        return rows.filter(
            Q(title__icontains=value) | Q(title_de__icontains=value) | Q(symbol__icontains=value)
        )
