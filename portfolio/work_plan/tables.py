"""Tables of work plans and stages."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from core.pages.columns import DayColumn, RelatedColumn
from portfolio.models import StageChange, WorkPlanEntry
from portfolio.rows.named_words import stage_name
from portfolio.rows.tables import NOWRAP, NUMBER, RowTable, unit_column


class WorkPlanTable(RowTable):
    """The places of projects in the work plans."""

    year = tables.Column(verbose_name=gettext_lazy("Year"), attrs=NUMBER)
    unit = unit_column()
    joined_on = DayColumn(verbose_name=gettext_lazy("Joined on"), attrs=NUMBER)
    carried_over_from = tables.Column(
        verbose_name=gettext_lazy("Carried over from"),
        order_by=("carried_over_from__year", "pk"),
    )
    left_on = DayColumn(verbose_name=gettext_lazy("Left on"), attrs=NUMBER)
    merged_into = tables.Column(
        verbose_name=gettext_lazy("Merged into"), order_by=("merged_into__code", "pk")
    )
    stage = tables.Column(verbose_name=gettext_lazy("Last stage in the plan"), attrs=NOWRAP)

    class Meta(RowTable.Meta):
        model = WorkPlanEntry
        sequence = ("project", "...")
        order_by = ("-year", "project")

    def render_carried_over_from(self, value: WorkPlanEntry, record: WorkPlanEntry) -> str:
        """The year; where it was another project, that as well."""
        return str(value) if value.project_id != record.project_id else str(value.year)

    def value_carried_over_from(self, value: WorkPlanEntry) -> str:
        """Project and year."""
        return str(value)

    def render_merged_into(self, value: Any) -> SafeString:
        """The code of the other project, leading there."""
        return format_html('<a href="{}">{}</a>', value.get_absolute_url(), value.code)

    def value_merged_into(self, value: Any) -> str:
        """The code."""
        return str(value.code)

    def render_stage(self, value: str, record: WorkPlanEntry) -> str:
        """The stage's name in the project's strategy."""
        return stage_name(record.project.strategy_id, value)


class StageTable(RowTable):
    """Changes of stage, day by day."""

    on = DayColumn(verbose_name=gettext_lazy("From"), attrs=NUMBER)
    stage = tables.Column(verbose_name=gettext_lazy("Stage"), attrs=NOWRAP)
    note = RelatedColumn(verbose_name=gettext_lazy("Note"))
    unit = unit_column()

    class Meta(RowTable.Meta):
        model = StageChange
        sequence = ("project", "...")
        order_by = ("-on",)
