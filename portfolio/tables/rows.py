"""Tables of promises, milestones, money and decisions."""

from datetime import date
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.columns import DayColumn, YesNoColumn
from core.counted import day_asked
from core.gate import person
from core.translated import text_of
from portfolio.models import (
    Commitment,
    CommitmentState,
    Cost,
    CostKind,
    Decision,
    DecisionKind,
    Milestone,
    Project,
)
from portfolio.sums import LineSums, line_sums
from portfolio.thresholds import slip

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
TEXT = {"td": {"class": "text"}}


def project_link(project: Project) -> SafeString:
    """A project by code and name, leading to its page."""
    return format_html(
        '<a href="{}"><b>{}</b> {}</a>',
        project.get_absolute_url(),
        project.code,
        text_of(project, "name"),
    )


def project_words(project: Project) -> str:
    """The same for files."""
    return f"{project.code} {text_of(project, 'name')}"


class RowTable(tables.Table):
    """What tables of projects' rows share: the project's column and the day asked for."""

    project = tables.Column(
        verbose_name=gettext_lazy("Project"),
        order_by=("project__code", "pk"),
        attrs=TEXT,
    )

    class Meta:
        fields = ()

    @cached_property
    def day(self) -> date:
        """The day asked for, read once for all rows."""
        return day_asked(self.request)

    def render_project(self, value: Project) -> SafeString:
        """Code and name."""
        return project_link(value)

    def value_project(self, value: Project) -> str:
        """Code and name in words."""
        return project_words(value)


class CommitmentTable(RowTable):
    """The list of promises."""

    what = tables.Column(verbose_name=gettext_lazy("Promise"), attrs=TEXT)
    due = tables.Column(
        verbose_name=gettext_lazy("Due"),
        accessor="due_until",
        order_by=("due_until", "project__code", "pk"),
        empty_values=(),
    )
    due_text = tables.Column(verbose_name=gettext_lazy("Due, as written"), visible=False)
    due_from = DayColumn(verbose_name=gettext_lazy("Due from"), attrs=NUMBER, visible=False)
    due_until = DayColumn(verbose_name=gettext_lazy("Due until"), attrs=NUMBER, visible=False)
    state = tables.Column(verbose_name=gettext_lazy("State"))
    answered_on = DayColumn(verbose_name=gettext_lazy("Answered on"), attrs=NUMBER, visible=False)
    answer = tables.Column(verbose_name=gettext_lazy("Answer"), attrs=TEXT)
    unit = tables.Column(
        verbose_name=gettext_lazy("Unit"),
        accessor="project__lead_unit",
        order_by=("project__lead_unit__code", "pk"),
    )
    year = tables.Column(verbose_name=gettext_lazy("Report on"), attrs=NUMBER)
    made_in = tables.Column(verbose_name=gettext_lazy("Made in"), visible=False)
    key = tables.Column(verbose_name=gettext_lazy("Key"), visible=False)

    class Meta(RowTable.Meta):
        model = Commitment
        sequence = (
            *("what", "project", "due", "state", "answer", "unit", "year"),
            "...",
        )
        order_by = ("due",)

    def render_what(self, record: Commitment) -> SafeString:
        """The promise, leading to its page."""
        return format_html(
            '<a href="{}">{}</a>',
            reverse("portfolio:promise-detail", args=[record.pk]),
            text_of(record, "what"),
        )

    def value_what(self, record: Commitment) -> str:
        """The promise in words."""
        return text_of(record, "what")

    def render_due(self, record: Commitment) -> SafeString | str:
        """The words of the report, the last day they mean, and whether it has passed."""
        return due_words(record, self.day)

    def value_due(self, record: Commitment) -> str:
        """Whether it is overdue, for files, where the days have columns of their own."""
        return _("Overdue") if record.overdue(self.day) else ""

    def render_state(self, record: Commitment) -> str:
        """As it was answered on the day; an answer given later does not count yet."""
        answered = record.answered_on is not None and record.answered_on <= self.day
        state = CommitmentState(record.state) if answered else CommitmentState.OPEN
        return str(state.label)

    def render_answer(self, record: Commitment) -> str:
        """The answer in the person's language."""
        return text_of(record, "answer")


def due_words(record: Commitment, at: date) -> SafeString | str:
    """When a promise is due, as the pages write it."""
    if record.due_until is None:
        return format_html('<span class="soft">{}</span>', _("no date"))
    until = date_format(record.due_until, "SHORT_DATE_FORMAT")
    overdue = (
        format_html(' <span class="tag tag-warn">{}</span>', _("Overdue"))
        if record.overdue(at)
        else ""
    )
    return format_html(
        '{}{} <span class="soft nowrap">{}</span>',
        record.due_text,
        overdue,
        _("until %(day)s") % {"day": until},
    )


class MilestoneTable(RowTable):
    """The list of milestones of all projects."""

    title = tables.Column(verbose_name=gettext_lazy("Milestone"), attrs=TEXT)
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    baseline_on = DayColumn(verbose_name=gettext_lazy("Plan"), attrs=NUMBER)
    forecast_on = DayColumn(verbose_name=gettext_lazy("Forecast"), attrs=NUMBER)
    reached_on = DayColumn(verbose_name=gettext_lazy("Reached"), attrs=NUMBER)
    slip = tables.Column(
        verbose_name=gettext_lazy("Slip"), attrs=NUMBER, orderable=False, empty_values=()
    )
    state = tables.Column(
        verbose_name=gettext_lazy("State"), orderable=False, empty_values=(), accessor="pk"
    )
    unit = tables.Column(
        verbose_name=gettext_lazy("Unit"),
        accessor="project__lead_unit",
        order_by=("project__lead_unit__code", "pk"),
    )
    illustrative = YesNoColumn(verbose_name=gettext_lazy("Illustrative"), visible=False)

    class Meta(RowTable.Meta):
        model = Milestone
        sequence = (
            *("title", "project", "kind", "baseline_on", "forecast_on", "reached_on"),
            *("slip", "state", "unit"),
            "...",
        )
        order_by = ("baseline_on",)

    def render_title(self, record: Milestone) -> SafeString:
        """The milestone; underlined where it is made up."""
        return illustrative_words(text_of(record, "title"), record.illustrative)

    def value_title(self, record: Milestone) -> str:
        """The milestone in words."""
        return text_of(record, "title")

    def render_slip(self, record: Milestone) -> SafeString | str:
        """Days after the plan, as it stands."""
        return slip_words(record.slip)

    def value_slip(self, record: Milestone) -> int | None:
        """The number of days."""
        return record.slip

    def render_state(self, record: Milestone) -> SafeString | str:
        """Reached, missed or coming, on the day asked for."""
        state, label = milestone_state(record, self.day)
        return format_html('<span class="bad">{}</span>', label) if state == "missed" else label

    def value_state(self, record: Milestone) -> str:
        """The same in words."""
        return milestone_state(record, self.day)[1]


def milestone_state(record: Milestone, at: date) -> tuple[str, str]:
    """Key and word of how a milestone stands on the day `at`."""
    if record.missed(at):
        return "missed", _("Missed")
    if record.reached_on is not None and record.reached_on <= at:
        return "reached", _("Reached")
    return "coming", _("Coming")


def slip_words(days: int | None) -> SafeString | str:
    """ "+12 d" in the colour of how bad it is; nothing where nothing is known or late."""
    if not days:
        return ""
    words = _("%(days)s d") % {"days": f"{days:+d}".replace("-", "−")}
    return format_html('<span class="nowrap {}">{}</span>', slip_tone(days), words)


def slip_tone(days: int) -> str:
    """The colour of so many days after the plan: bad from where on a project is slipping."""
    if days > slip().days:
        return "bad"
    return "warn" if days > 0 else "good"


def illustrative_words(text: str, illustrative: bool) -> SafeString:
    """A text, underlined where it is made up for the demonstration."""
    if not illustrative:
        return format_html("{}", text)
    return format_html(
        '<span class="illustrative" title="{}">{}</span>',
        _("Illustrative: made up for the demonstration"),
        text,
    )


def amount_words(amount: Any) -> str:
    """Money as the person's language groups it; cents only where there are some."""
    places = 0 if amount == amount.to_integral_value() else 2
    return number_format(amount, places, force_grouping=True)


def cost_totals(costs: Any) -> SafeString:
    """The sums of all rows found, not only of this page: a line for each kind and currency."""
    return format_html_join(
        SafeString("<br>"),
        '<span class="nowrap"><span class="soft">{}</span> {} {}</span>',
        (
            (CostKind(each["kind"]).label, amount_words(each["total"]), each["currency"])
            for each in costs.totals()
        ),
    )


class CostTable(RowTable):
    """The list of costs."""

    line = tables.Column(
        verbose_name=gettext_lazy("Funding line"),
        accessor="funding_line",
        order_by=("funding_line__code", "project__code", "pk"),
        attrs=TEXT,
    )
    year = tables.Column(verbose_name=gettext_lazy("Year"), attrs=NUMBER)
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    amount = tables.Column(
        verbose_name=gettext_lazy("Amount"),
        attrs={**NUMBER, "tf": {"class": "num"}},
        footer=lambda table: cost_totals(table.data.data),
    )
    currency = tables.Column(verbose_name=gettext_lazy("Currency"))
    note = tables.Column(verbose_name=gettext_lazy("Note"), attrs=TEXT)
    illustrative = YesNoColumn(verbose_name=gettext_lazy("Illustrative"), visible=False)

    class Meta(RowTable.Meta):
        model = Cost
        sequence = ("line", "project", "year", "kind", "amount", "currency", "note", "...")
        order_by = ("line",)

    @cached_property
    def sums(self) -> list[LineSums]:
        """By line and biennium, of everything the person sees, whatever the filters; every line."""
        user = person(self.request)
        everywhere = user.access.to(Action.VIEW_PORTFOLIO).everywhere
        return line_sums(Cost.objects.visible_to(user), of_all=everywhere, idle=True)

    def render_kind(self, value: str, record: Cost) -> str:
        """The kind's name."""
        return str(CostKind(record.kind).label)

    def render_amount(self, record: Cost) -> SafeString:
        """Grouped, and underlined where it is made up."""
        return illustrative_words(amount_words(record.amount), record.illustrative)

    def value_amount(self, record: Cost) -> Any:
        """The bare number."""
        return record.amount


class DecisionTable(RowTable):
    """The list of decisions."""

    title = tables.Column(verbose_name=gettext_lazy("Matter"), attrs=TEXT)
    kind = tables.Column(verbose_name=gettext_lazy("Decision"))
    on = DayColumn(verbose_name=gettext_lazy("Decided on"), attrs=NUMBER)
    body = tables.Column(verbose_name=gettext_lazy("Decided by"))
    text = tables.Column(verbose_name=gettext_lazy("Text"), attrs=TEXT, visible=False)
    reference = tables.Column(verbose_name=gettext_lazy("Reference"))
    illustrative = YesNoColumn(verbose_name=gettext_lazy("Illustrative"), visible=False)

    class Meta(RowTable.Meta):
        model = Decision
        sequence = ("on", "title", "kind", "project", "body", "reference", "...")
        order_by = ("-on",)

    def render_title(self, record: Decision) -> SafeString:
        """The matter, leading to the decision."""
        return format_html(
            '<a href="{}">{}</a>', record.get_absolute_url(), text_of(record, "title")
        )

    def value_title(self, record: Decision) -> str:
        """The matter in words."""
        return text_of(record, "title")

    def render_text(self, record: Decision) -> str:
        """The text in the person's language."""
        return text_of(record, "text")

    def render_kind(self, record: Decision) -> str:
        """The kind's name."""
        return str(DecisionKind(record.kind).label)
