"""The table of deliverables."""

from datetime import date
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages.translated import text_of
from core.pages.columns import BRIEF, DayColumn, YesNoColumn, shown_line, shown_text, written_day
from core.pages.list_address import day_asked
from core.pages.tables import ListTable
from outcomes.models import Deliverable, Output
from outcomes.rules.known_days import written_as_known
from portfolio.models import DeliverableLink
from portfolio.rows.tables import NOWRAP, NUMBER, TEXT, LateByColumn, person_column
from portfolio.rows.wording import illustrative_words


class DeliverableTable(ListTable):
    """The list of deliverables."""

    title = tables.Column(verbose_name=gettext_lazy("Deliverable"), linkify=True, attrs=TEXT)
    part_of = tables.Column(
        verbose_name=gettext_lazy("Part of"), order_by=("part_of__title", "pk"), visible=False
    )
    output = tables.Column(verbose_name=gettext_lazy("Output"), attrs=NOWRAP)
    outcome = tables.Column(
        verbose_name=gettext_lazy("Outcome"),
        accessor="output__outcome",
        visible=False,
    )
    state = tables.Column(verbose_name=gettext_lazy("State"), empty_values=())
    due_on = DayColumn(verbose_name=gettext_lazy("Due"), empty_values=(), attrs=NOWRAP)
    due_text = tables.Column(verbose_name=gettext_lazy("Due, in words"), visible=False)
    reached_on = tables.Column(verbose_name=gettext_lazy("Reached"), attrs=NOWRAP)
    late_by = LateByColumn("due_on")
    projects = tables.Column(
        verbose_name=gettext_lazy("Projects"), accessor="pk", orderable=False, attrs=NOWRAP
    )
    promises = tables.Column(
        verbose_name=gettext_lazy("Answers promises"),
        accessor="pk",
        orderable=False,
        visible=False,
        attrs=BRIEF,
    )
    unit = tables.Column(
        verbose_name=gettext_lazy("Unit"),
        accessor="responsible_unit",
        order_by=("responsible_unit__code", "pk"),
    )
    responsible = person_column(gettext_lazy("Responsible person"), "responsible")
    remark = tables.Column(verbose_name=gettext_lazy("Remark"), visible=False, attrs=BRIEF)
    strategy = tables.Column(
        verbose_name=gettext_lazy("Strategy"),
        accessor="output__outcome__strategy",
        order_by=("output__outcome__strategy__slug", "pk"),
        visible=False,
    )
    illustrative = YesNoColumn(verbose_name=gettext_lazy("Illustrative"), visible=False)
    position = tables.Column(verbose_name=gettext_lazy("Position"), visible=False, attrs=NUMBER)
    in_force_from = DayColumn(verbose_name=gettext_lazy("In force from"), visible=False)
    in_force_until = DayColumn(verbose_name=gettext_lazy("In force until"), visible=False)

    class Meta:
        model = Deliverable
        fields = ()
        sequence = (
            *("title", "part_of", "output", "outcome", "state", "due_on", "due_text"),
            *("reached_on", "late_by", "projects", "promises", "unit", "..."),
        )
        order_by = ("output",)

    @cached_property
    def day(self) -> date:
        """The day asked for, read once for all rows."""
        return day_asked(self.request)

    def order_output(self, rows: Any, descending: bool) -> tuple[Any, bool]:
        """As the strategy has them, parts behind their whole."""
        ordered = rows.in_order()
        return ordered.reverse() if descending else ordered, True

    def order_outcome(self, rows: Any, descending: bool) -> tuple[Any, bool]:
        """The same: outcomes stand in the strategy's order, too."""
        return self.order_output(rows, descending)

    def render_title(self, record: Deliverable) -> SafeString:
        """The title in the person's language."""
        return shown_text(record, "title")

    def value_title(self, record: Deliverable) -> str:
        """The bare title."""
        return text_of(record, "title")

    def render_output(self, value: Output) -> SafeString:
        """Its number, with its title on it."""
        return format_html('<span title="{}">{}</span>', text_of(value, "title"), value.number)

    def value_output(self, value: Output) -> str:
        """Number and title."""
        return str(value)

    def render_state(self, record: Deliverable) -> SafeString | str:
        """The state on the day, and whether it is overdue."""
        label = record.state_label(self.day)
        words = illustrative_words(label, record.illustrative) if label else "–"
        if not record.overdue(self.day):
            return words
        return format_html('{} <span class="tag tag-warn">{}</span>', words, _("Overdue"))

    def value_state(self, record: Deliverable) -> str:
        """The word alone."""
        return record.state_label(self.day)

    def render_due_on(self, record: Deliverable) -> str:
        """The day; what the strategy says in words where it names none."""
        if record.due_on is None:
            return text_of(record, "due_text") or "–"
        return written_day(record.due_on, "SHORT_DATE_FORMAT")

    def value_due_on(self, record: Deliverable) -> date | None:
        """The day itself; the words have a column of their own."""
        due: date | None = record.due_on
        return due

    def render_reached_on(self, record: Deliverable) -> str:
        """As exactly as it is known."""
        return record.reached_words

    def value_reached_on(self, record: Deliverable) -> str:
        """As files write it: 2020-03-15, 2020-03 or 2020."""
        return written_as_known(record.reached_on, record.reached_precision)

    def render_projects(self, record: Deliverable) -> SafeString | str:
        """Their codes, each leading to its project."""
        links = ((each.project.get_absolute_url(), each.project.code) for each in _links(record))
        return format_html_join(" ", '<a href="{}">{}</a>', links) or "–"

    def value_projects(self, record: Deliverable) -> str:
        """Their codes, as a strategy file lists them."""
        return "; ".join(each.project.code for each in _links(record))

    def render_promises(self, record: Deliverable) -> str:
        """What it answers."""
        return self.value_promises(record) or "–"

    def value_promises(self, record: Deliverable) -> str:
        """The promises in words."""
        return "; ".join(text_of(each.promise, "what") for each in _links(record) if each.promise)

    def render_remark(self, record: Deliverable) -> SafeString:
        """The remark in the person's language."""
        return shown_line(record, "remark")

    def value_remark(self, record: Deliverable) -> str:
        """All of it."""
        return text_of(record, "remark")


def _links(record: Any) -> list[DeliverableLink]:
    """Those with projects that the person sees (`DeliverableListPage`)."""
    found: list[DeliverableLink] = record.seen_links
    return found
