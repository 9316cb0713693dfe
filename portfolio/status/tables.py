"""The table of status updates."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.pages.columns import DayColumn, YesNoColumn, written_day, written_per_cent
from core.pages.rendered_once import rendered_once
from portfolio.models import StatusUpdate, UpdateKind, UpdateState
from portfolio.rows.named_words import dimension_everywhere
from portfolio.rows.tables import NOWRAP, NUMBER, TEXT, RowTable, person_column, unit_column
from portfolio.rows.wording import rag_mark
from portfolio.status.imports import version_words

WIDE_TEXT = {"td": {"class": "text related wide"}}


class RagColumn(tables.Column):
    """A state: its mark on the page, the word in a file."""

    def render(self, value: str, record: Any, bound_column: Any) -> SafeString:
        """Letter, shape and colour."""
        return rag_mark(getattr(record, bound_column.name), record.project.strategy_id)

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
            return rendered_once("portfolio/status/_same.html")
        return super().render(value, record, bound_column)


class StatusUpdateTable(RowTable):
    """Everything that was said. The page puts the texts into one column, a file has each by itself."""

    round = tables.Column(
        verbose_name=gettext_lazy("Round"), order_by=("round__period", "pk"), attrs=NOWRAP
    )
    overall = OverallColumn(verbose_name=dimension_everywhere("overall"))
    schedule = RagColumn(verbose_name=dimension_everywhere("schedule"), visible=False)
    budget = RagColumn(verbose_name=dimension_everywhere("budget"), visible=False)
    scope = RagColumn(verbose_name=dimension_everywhere("scope"), visible=False)
    said = tables.Column(
        verbose_name=gettext_lazy("What was said"),
        accessor="pk",
        orderable=False,
        exclude_from_export=True,
        attrs=WIDE_TEXT,
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
    corrected_on = DayColumn(verbose_name=gettext_lazy("Corrected on"), attrs=NUMBER, visible=False)
    version = tables.Column(
        verbose_name=gettext_lazy("Version"), accessor="pk", orderable=False, visible=False
    )
    unit = unit_column()
    accepted_by = person_column(gettext_lazy("Accepted by"), "accepted_by")
    returned_by = person_column(gettext_lazy("Returned by"), "returned_by")
    return_remark = tables.Column(
        verbose_name=gettext_lazy("Why it was returned"), attrs=TEXT, visible=False
    )
    correction_reason = tables.Column(
        verbose_name=gettext_lazy("Why it is corrected"), attrs=TEXT, visible=False
    )
    in_bulk = YesNoColumn(verbose_name=gettext_lazy("Confirmed in bulk"), visible=False)
    kind = tables.Column(verbose_name=gettext_lazy("Kind"), visible=False)
    manager = person_column(gettext_lazy("Project manager"), "manager", "project__manager")

    class Meta(RowTable.Meta):
        model = StatusUpdate
        sequence = ("round", "project", "...")
        order_by = ("-reported_on",)

    def render_round(self, record: StatusUpdate) -> SafeString:
        """The month, leading to the update on its project's page; a draft, to its form."""
        return format_html(
            '<a href="{}">{}</a>', _update_url(record), written_day(record.round.period, "M Y")
        )

    def value_round(self, record: StatusUpdate) -> str:
        """The month so that a sheet sorts it: "2021-12"."""
        return str(record.round)

    def render_said(self, record: StatusUpdate) -> SafeString:
        """Why it is not green, what was achieved, what comes next."""
        if record.kind == UpdateKind.CONFIRMATION:
            return format_html('<span class="soft">{}</span>', record.get_kind_display())
        texts = (
            ("", record.reason),
            ("soft", record.achieved),
            ("soft", _("Next: %(steps)s") % {"steps": record.planned} if record.planned else ""),
            ("soft small", _corrected_words(record)),
        )
        said = [each for each in texts if each[1]]
        return format_html(
            '<div class="shortened" title="{}">{}</div>',
            "\n".join(words for _look, words in said),
            format_html_join(" ", '<p class="{}">{}</p>', said),
        )

    def render_version(self, record: StatusUpdate) -> str:
        """Whether it corrects another, or was corrected itself."""
        return version_words(record)

    def render_per_cent_complete(self, value: int) -> str:
        """ "70 %", in the person's language."""
        return written_per_cent(value)

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


def _corrected_words(update: StatusUpdate) -> str:
    if not update.is_correction:
        return ""
    return _("Corrected because: %(reason)s") % {"reason": update.correction_reason}


def _update_url(update: StatusUpdate) -> str:
    if update.state != UpdateState.DRAFT:
        return update.get_absolute_url()
    project = update.project
    return reverse("portfolio:status-create", args=[project.strategy.slug, project.code])
