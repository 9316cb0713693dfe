"""Tables of quantities and of texts for the report."""

from typing import Any

import django_tables2 as tables
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from core.languages.translated import text_of
from core.pages.columns import RelatedColumn, shown_text
from portfolio.models import Quantity, Remark
from portfolio.rows.tables import NUMBER, TEXT, RowTable, unit_column


class QuantityTable(RowTable):
    """Figures about projects, with their sources."""

    key = tables.Column(verbose_name=gettext_lazy("Quantity"))
    year = tables.Column(verbose_name=gettext_lazy("Year"), attrs=NUMBER)
    qualifier = tables.Column(verbose_name=gettext_lazy("Qualifier"))
    value = tables.Column(verbose_name=gettext_lazy("Value"), attrs=NUMBER)
    unit = tables.Column(verbose_name=gettext_lazy("Unit of measure"))
    part_of = tables.Column(
        verbose_name=gettext_lazy("Part of"), order_by=("part_of__key", "project__code", "pk")
    )
    source = RelatedColumn(verbose_name=gettext_lazy("Source"))
    lead_unit = unit_column(visible=False)

    class Meta(RowTable.Meta):
        model = Quantity
        sequence = ("project", "...")
        order_by = ("project", "key", "-year")

    def render_qualifier(self, record: Quantity) -> str:
        """In the person's language."""
        return text_of(record, "qualifier")

    def render_unit(self, record: Quantity) -> str:
        """In the person's language."""
        return text_of(record, "unit")

    def render_value(self, value: Any) -> str:
        """Grouped as the person's language does, without empty places."""
        return number_format(value.normalize(), force_grouping=True)

    def value_value(self, value: Any) -> Any:
        """The bare number."""
        return value.normalize()


class RemarkTable(RowTable):
    """What projects want a report to say."""

    year = tables.Column(verbose_name=gettext_lazy("Report on"), attrs=NUMBER)
    text = tables.Column(verbose_name=gettext_lazy("Text for the report"), attrs=TEXT)
    unit = unit_column()

    class Meta(RowTable.Meta):
        model = Remark
        sequence = ("project", "...")
        order_by = ("-year", "project")

    def render_text(self, record: Remark) -> SafeString:
        """In the person's language."""
        return shown_text(record, "text")

    def value_text(self, record: Remark) -> str:
        """The bare text."""
        return text_of(record, "text")
