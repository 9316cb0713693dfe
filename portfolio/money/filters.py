"""Filters of the list of costs."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from core.models import Unit
from core.pages.filters import YearsFilter
from portfolio.models import Cost, CostKind, FundingLine
from portfolio.models.money import BIENNIUM
from portfolio.rows.filters import RowFilterSet


class CostFilterSet(RowFilterSet):
    """Money: which line, kind, year and currency, whose."""

    line = django_filters.ChoiceFilter(
        label=_("Funding line"),
        choices=lambda: [
            *((line.code, str(line)) for line in FundingLine.objects.all()),
            ("none", _("Other money")),
        ],
        method="of_line",
    )
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=CostKind.choices)
    year = YearsFilter(label=_("Year"), method="in_year")
    biennium = django_filters.NumberFilter(label=_("Biennium from"), method="in_biennium")
    currency = django_filters.CharFilter(label=_("Currency"), lookup_expr="iexact")
    unit = django_filters.ModelChoiceFilter(
        label=_("Lead unit"),
        field_name="project__lead_unit",
        queryset=Unit.objects.all(),
        to_field_name="code",
    )
    project = django_filters.CharFilter(label=_("Project"), field_name="project__code")
    searched = ("note",)
    more = ("biennium", "currency", "project", "at", "strategy")
    among_rows = ("unit",)

    class Meta:
        model = Cost
        fields: tuple[str, ...] = ()

    def in_biennium(self, rows: Any, name: str, value: Any) -> Any:
        """Of that year and the next."""
        return rows.of_years(int(value), int(value) + BIENNIUM - 1)

    def of_line(self, rows: Any, name: str, value: str) -> Any:
        """From that line; "none" is money of no line."""
        if value == "none":
            return rows.filter(funding_line__isnull=True)
        return rows.filter(funding_line__code=value)
