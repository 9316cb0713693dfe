"""The table of projects: page, fragment and export are made of the same columns."""

from datetime import date
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from django_tables2.columns import BoundColumn

from core.languages.translated import text_of
from core.pages.columns import (
    BRIEF,
    DayColumn,
    one_line,
    shown_line,
    shown_text,
    written_days,
    written_per_cent,
)
from core.pages.list_address import day_asked
from core.pages.tables import ListTable
from portfolio.choices import FINISHED
from portfolio.models import Project
from portfolio.rows.named_words import stage_name
from portfolio.rows.state_words import lettered
from portfolio.rows.wording import rag_mark


def _page_of(record: Project, bound_column: BoundColumn) -> str:
    """The project's page, in the time that its list is of."""
    table: ProjectTable = bound_column._table
    return f"{record.get_absolute_url()}{table.past}"


NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
WORDS = {"td": {"class": "text wide"}}


def _term_column(name: str, label: Promise, **more: Any) -> tables.Column:
    """A word of the project's strategy, sorted by its key."""
    return tables.Column(
        verbose_name=label,
        accessor=f"get_{name}_display",
        order_by=(name,),
        empty_values=(None, ""),
        **more,
    )


class ProjectTable(ListTable):
    """The project list. What is not visible is shown when somebody chooses it."""

    past = ""  # what keeps the addresses of its rows in the past

    code = tables.Column(
        verbose_name=gettext_lazy("Code"), linkify=_page_of, attrs={"td": {"class": "code"}}
    )
    name = tables.Column(
        verbose_name=gettext_lazy("Name"), linkify=_page_of, attrs={"td": {"class": "name wide"}}
    )
    place = tables.Column(
        verbose_name=gettext_lazy("Outcome or driver"),
        order_by=("output__number", "driver__position", "code"),
        empty_values=(),
        attrs={"td": {"class": "narrow"}},
    )
    kind = _term_column("kind", gettext_lazy("Kind"), visible=False)
    category = _term_column("category", gettext_lazy("Category"), attrs=BRIEF)
    stage = tables.Column(verbose_name=gettext_lazy("Stage"), attrs={"td": {"class": "nowrap"}})
    rag = tables.Column(verbose_name=gettext_lazy("Status"))
    reason = tables.Column(
        verbose_name=gettext_lazy("Why not green"), orderable=False, visible=False, attrs=WORDS
    )
    planned = tables.Column(
        verbose_name=gettext_lazy("Next steps"), orderable=False, visible=False, attrs=WORDS
    )
    per_cent = tables.Column(verbose_name=gettext_lazy("Done"), attrs=NUMBER)
    due = DayColumn(verbose_name=gettext_lazy("Finish"), attrs=NUMBER)
    late_by = tables.Column(
        verbose_name=gettext_lazy("Late by"),
        accessor="due",
        order_by=("-due",),
        attrs=NUMBER,
        visible=False,
    )
    reported_on = DayColumn(verbose_name=gettext_lazy("Last update"), attrs=NUMBER, visible=False)
    lead_unit = tables.Column(verbose_name=gettext_lazy("Unit"), order_by=("lead_unit__code",))
    manager = tables.Column(
        verbose_name=gettext_lazy("Project manager"),
        order_by=("manager__full_name", "pk"),
        visible=False,
    )
    business_owner = tables.Column(
        verbose_name=gettext_lazy("Business owner"),
        order_by=("business_owner__full_name", "pk"),
        visible=False,
    )
    size = _term_column("size", gettext_lazy("Size"), visible=False)
    baseline_start = DayColumn(
        verbose_name=gettext_lazy("Planned start"), attrs=NUMBER, visible=False
    )
    baseline_finish = DayColumn(
        verbose_name=gettext_lazy("Planned finish"), attrs=NUMBER, visible=False
    )
    forecast_finish = DayColumn(
        verbose_name=gettext_lazy("Forecast finish"), attrs=NUMBER, visible=False
    )
    actual_finish = DayColumn(verbose_name=gettext_lazy("Finished on"), attrs=NUMBER, visible=False)
    signed_off_on = DayColumn(
        verbose_name=gettext_lazy("Signed off on"), attrs=NUMBER, visible=False
    )
    signed_off_by = tables.Column(
        verbose_name=gettext_lazy("Signed off by"),
        order_by=("signed_off_by__full_name", "pk"),
        visible=False,
    )
    description = tables.Column(verbose_name=gettext_lazy("Description"), visible=False)

    class Meta:
        model = Project
        fields = ()
        sequence = (
            *("code", "name", "place", "kind", "category"),
            *(
                "stage",
                "rag",
                "reason",
                "planned",
                "per_cent",
                "due",
                "late_by",
                "reported_on",
                "lead_unit",
                "...",
            ),
        )
        order_by = ("code",)

    def render_name(self, record: Project) -> SafeString:
        """The name in the person's language."""
        return shown_text(record, "name")

    def value_name(self, record: Project) -> str:
        """The bare name."""
        return text_of(record, "name")

    def render_place(self, record: Project) -> SafeString | str:
        """Number and title of the output, or the driver's title."""
        if record.output is None:
            return shown_line(record.place, "title")
        return format_html(
            '<span title="{}">{}</span>', text_of(record.output, "title"), record.output.number
        )

    def value_place(self, record: Project) -> str:
        """The same in words, for files."""
        if record.output is None:
            return text_of(record.place, "title")
        return f"{record.output.number} {text_of(record.output, 'title')}"

    @cached_property
    def day(self) -> date:
        """The day asked for, read once for all rows: a list gets its request when it is sorted."""
        return day_asked(self.request)

    def render_late_by(self, record: Project) -> str:
        """How many days after its finish an unfinished project stands."""
        return written_days(self.value_late_by(record))

    def value_late_by(self, record: Any) -> int | None:
        """The bare number; nothing for what is not late."""
        days = (self.day - record.due).days
        return days if days > 0 and record.stage not in FINISHED else None

    def render_category(self, value: str) -> SafeString:
        """The category's name."""
        return one_line(value)

    def value_category(self, value: str) -> str:
        """All of it."""
        return value

    def render_stage(self, value: str, record: Project) -> str:
        """The stage's name in the project's strategy."""
        return stage_name(record.strategy_id, value)

    def render_rag(self, value: str, record: Project) -> SafeString:
        """Letter, shape and colour."""
        return rag_mark(value, record.strategy_id)

    def value_rag(self, value: str, record: Project) -> str:
        """Letter and word."""
        return lettered(value, record.strategy_id)

    def render_per_cent(self, value: int) -> str:
        """ "70 %", in the person's language."""
        return written_per_cent(value)

    def value_per_cent(self, value: int | None) -> Any:
        """The bare number."""
        return value
