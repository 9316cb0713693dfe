"""Filters of the lists of quantities and of texts for the report."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from core.languages.translated import in_every_language
from portfolio.models import Quantity, Remark
from portfolio.models.project import REMARK_WORDS
from portfolio.rows.filters import UncountedRowFilterSet


class QuantityFilterSet(UncountedRowFilterSet):
    """Quantities: of which year, with or without a source, wholes or parts."""

    year = django_filters.NumberFilter(label=_("Year"), method="of_year")
    source = django_filters.ChoiceFilter(
        label=_("Source"),
        choices=[("given", _("With a source")), ("none", _("Without a source"))],
        method="with_source",
    )
    part_of = django_filters.ChoiceFilter(
        label=_("Whole or part"),
        choices=[("whole", _("Wholes")), ("part", _("Parts"))],
        method="as_part",
    )
    searched: Sequence[Any] = (
        "key",
        "source",
        *in_every_language("unit"),
        *in_every_language("qualifier"),
    )

    class Meta:
        model = Quantity
        fields: tuple[str, ...] = ()

    def with_source(self, rows: Any, name: str, value: str) -> Any:
        """Those that say where the figure comes from, or those that do not."""
        return rows.filter(source="") if value == "none" else rows.exclude(source="")

    def as_part(self, rows: Any, name: str, value: str) -> Any:
        """Parts of another quantity, or not."""
        return rows.filter(part_of__isnull=value == "whole")


class RemarkFilterSet(UncountedRowFilterSet):
    """Texts for the report: of which year, whose."""

    year = django_filters.NumberFilter(label=_("Report on"), method="of_year")
    words = REMARK_WORDS

    class Meta:
        model = Remark
        fields: tuple[str, ...] = ()
