"""The table of promises."""

from datetime import date

import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages.translated import text_of
from core.pages.columns import BRIEF, DayColumn, shown_line, shown_text, written_day
from portfolio.models import Commitment, CommitmentState
from portfolio.rows.tables import NOWRAP, NUMBER, TEXT, LateByColumn, RowTable, person_column
from portfolio.rules.soft_date_phrases import soft_date_phrase


class CommitmentTable(RowTable):
    """The list of promises."""

    what = tables.Column(verbose_name=gettext_lazy("Promise"), attrs=TEXT)
    due = tables.Column(
        verbose_name=gettext_lazy("Due"),
        accessor="due_until",
        order_by=("due_until", "project__code", "pk"),
        empty_values=(),
        attrs=NOWRAP,
    )
    due_text = tables.Column(verbose_name=gettext_lazy("Due, as written"), visible=False)
    due_from = DayColumn(verbose_name=gettext_lazy("Due from"), attrs=NUMBER, visible=False)
    due_until = DayColumn(verbose_name=gettext_lazy("Due until"), attrs=NUMBER, visible=False)
    state = tables.Column(verbose_name=gettext_lazy("State"))
    answered_on = DayColumn(verbose_name=gettext_lazy("Answered on"), attrs=NUMBER, visible=False)
    answer = tables.Column(verbose_name=gettext_lazy("Answer"), attrs=BRIEF)
    unit = tables.Column(
        verbose_name=gettext_lazy("Unit"),
        accessor="project__lead_unit",
        order_by=("project__lead_unit__code", "pk"),
    )
    year = tables.Column(verbose_name=gettext_lazy("Report on"), attrs=NUMBER)
    late_by = LateByColumn("due_until")
    manager = person_column(gettext_lazy("Project manager"), "manager", "project__manager")
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
            record.get_absolute_url(),
            shown_text(record, "what"),
        )

    def value_what(self, record: Commitment) -> str:
        """The promise in words."""
        return text_of(record, "what")

    def render_due(self, record: Commitment) -> SafeString | str:
        """The last day, with the words of the report on it, and whether it has passed."""
        if record.due_until is None:
            return _no_date()
        return format_html(
            '<span title="{}">{}</span>{}',
            soft_date_phrase(record.due_text),
            written_day(record.due_until, "SHORT_DATE_FORMAT"),
            _overdue_mark(record, self.day),
        )

    def value_due(self, record: Commitment) -> str:
        """Whether it is overdue, for files, where the days have columns of their own."""
        return _("Overdue") if record.overdue(self.day) else ""

    def render_state(self, record: Commitment) -> str:
        """As it was answered on the day; an answer given later does not count yet."""
        answered = record.answered_on is not None and record.answered_on <= self.day
        state = CommitmentState(record.state) if answered else CommitmentState.OPEN
        return str(state.label)

    def render_answer(self, record: Commitment) -> SafeString:
        """The answer in the person's language."""
        return shown_line(record, "answer")

    def value_answer(self, record: Commitment) -> str:
        """All of it."""
        return text_of(record, "answer")


def due_words(record: Commitment, at: date) -> SafeString | str:
    """When a promise is due, as the pages write it."""
    if record.due_until is None:
        return _no_date()
    until = date_format(record.due_until, "SHORT_DATE_FORMAT")
    return format_html(
        '{}{} <span class="soft nowrap">{}</span>',
        soft_date_phrase(record.due_text),
        _overdue_mark(record, at),
        _("until %(day)s") % {"day": until},
    )


def _no_date() -> SafeString:
    return format_html('<span class="soft">{}</span>', _("no date"))


def _overdue_mark(record: Commitment, at: date) -> SafeString | str:
    if not record.overdue(at):
        return ""
    return format_html(' <span class="tag tag-warn">{}</span>', _("Overdue"))
