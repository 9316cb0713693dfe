"""Tables of what was said of projects: updates, work plans, stages, quantities, texts."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.columns import DayColumn
from core.marks import mark
from core.translated import text_of
from portfolio.models import (
    Quantity,
    Remark,
    Stage,
    StageChange,
    StatusUpdate,
    UpdateKind,
    UpdateState,
    WorkPlanEntry,
)
from portfolio.tables.projects import rag_mark
from portfolio.tables.rows import NUMBER, TEXT, RowTable

NOWRAP = {"td": {"class": "nowrap"}}
SAID = {"td": {"class": "text said"}}


def unit_column(**changes: Any) -> tables.Column:
    """The project's lead unit."""
    return tables.Column(
        verbose_name=gettext_lazy("Unit"),
        accessor="project__lead_unit",
        order_by=("project__lead_unit__code", "pk"),
        **changes,
    )


def person_column(label: Any, name: str, accessor: str = "") -> tables.Column:
    """Somebody by their name, shown when asked for."""
    path = accessor or name
    return tables.Column(
        verbose_name=label, accessor=path, order_by=(f"{path}__full_name", "pk"), visible=False
    )


class RagColumn(tables.Column):
    """A state: its mark on the page, the word in a file."""

    def render(self, value: str, record: Any, bound_column: Any) -> SafeString:
        """Letter, shape and colour."""
        return rag_mark(getattr(record, bound_column.name))

    def value(self, **cell: Any) -> str:
        """The word."""
        return str(cell["value"])


class OverallColumn(RagColumn):
    """The overall state; a confirmation, which has none of its own, is marked as one."""

    def __init__(self, **given: Any) -> None:
        super().__init__(empty_values=(), **given)

    def render(self, value: str, record: Any, bound_column: Any) -> SafeString:
        """Letter, shape and colour, or that nothing has changed."""
        if record.kind == UpdateKind.CONFIRMATION:
            return mark("portfolio/_same.html")
        return super().render(value, record, bound_column)


class StatusUpdateTable(RowTable):
    """Everything that was said. The page puts the texts into one column, a file has each by itself."""

    round = tables.Column(
        verbose_name=gettext_lazy("Round"), order_by=("round__period", "pk"), attrs=NOWRAP
    )
    overall = OverallColumn(verbose_name=gettext_lazy("Overall"))
    schedule = RagColumn(verbose_name=gettext_lazy("Schedule"), visible=False)
    budget = RagColumn(verbose_name=gettext_lazy("Budget"), visible=False)
    scope = RagColumn(verbose_name=gettext_lazy("Scope"), visible=False)
    said = tables.Column(
        verbose_name=gettext_lazy("What was said"),
        accessor="pk",
        orderable=False,
        exclude_from_export=True,
        attrs=SAID,
    )
    reason = tables.Column(verbose_name=gettext_lazy("Why not green"), attrs=TEXT, visible=False)
    achieved = tables.Column(
        verbose_name=gettext_lazy("Achieved in this period"), attrs=TEXT, visible=False
    )
    planned = tables.Column(verbose_name=gettext_lazy("Next steps"), attrs=TEXT, visible=False)
    per_cent_complete = tables.Column(
        verbose_name=pgettext_lazy("per cent complete", "Done"), attrs=NUMBER
    )
    forecast_finish = DayColumn(
        verbose_name=gettext_lazy("Forecast finish"), attrs=NUMBER, visible=False
    )
    reported_on = DayColumn(verbose_name=gettext_lazy("Reported on"), attrs=NUMBER)
    author = person_column(gettext_lazy("Author"), "author")
    on_behalf_of = person_column(gettext_lazy("On behalf of"), "on_behalf_of")
    state = tables.Column(verbose_name=gettext_lazy("State"))
    unit = unit_column()
    accepted_by = person_column(gettext_lazy("Accepted by"), "accepted_by")
    kind = tables.Column(verbose_name=gettext_lazy("Kind"), visible=False)
    manager = person_column(gettext_lazy("Project manager"), "manager", "project__manager")

    class Meta(RowTable.Meta):
        model = StatusUpdate
        sequence = ("round", "project", "...")
        order_by = ("-reported_on",)

    def render_round(self, record: StatusUpdate) -> SafeString:
        """The month, leading to the update on its project's page; a draft, to its form."""
        return format_html(
            '<a href="{}">{}</a>', _place_of(record), date_format(record.round.period, "M Y")
        )

    def value_round(self, record: StatusUpdate) -> str:
        """The month so that a sheet sorts it: "2021-12"."""
        return str(record.round)

    def render_said(self, record: StatusUpdate) -> SafeString:
        """Why it is not green, what was achieved, what comes next."""
        if record.kind == UpdateKind.CONFIRMATION:
            return format_html('<span class="soft">{}</span>', record.get_kind_display())
        said = (
            ("", record.reason),
            ("soft", record.achieved),
            ("soft", _("Next: %(steps)s") % {"steps": record.planned} if record.planned else ""),
        )
        return format_html_join("", '<p class="{}">{}</p>', (each for each in said if each[1]))

    def render_per_cent_complete(self, value: int) -> str:
        """ "70 %", in the person's language."""
        return _("%(value)s %%") % {"value": value}

    def value_per_cent_complete(self, value: int) -> int:
        """The bare number."""
        return value

    def render_state(self, value: str, record: StatusUpdate) -> SafeString | str:
        """A draft stands out: nobody else sees it."""
        is_draft = record.state == UpdateState.DRAFT
        return format_html('<span class="tag tag-warn">{}</span>', value) if is_draft else value

    def value_state(self, value: str) -> str:
        """The word."""
        return value


def _place_of(update: StatusUpdate) -> str:
    if update.state != UpdateState.DRAFT:
        return update.get_absolute_url()
    project = update.project
    return reverse("portfolio:status-create", args=[project.strategy.slug, project.code])


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

    def render_stage(self, value: str) -> str:
        """The stage's name."""
        return str(Stage(value).label)


class StageTable(RowTable):
    """Changes of stage, day by day."""

    on = DayColumn(verbose_name=gettext_lazy("From"), attrs=NUMBER)
    stage = tables.Column(verbose_name=gettext_lazy("Stage"), attrs=NOWRAP)
    note = tables.Column(verbose_name=gettext_lazy("Note"), attrs=TEXT)
    unit = unit_column()

    class Meta(RowTable.Meta):
        model = StageChange
        sequence = ("project", "...")
        order_by = ("-on",)


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
    source = tables.Column(verbose_name=gettext_lazy("Source"), attrs=TEXT)
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

    def render_text(self, record: Remark) -> str:
        """In the person's language."""
        return text_of(record, "text")
