"""Tables of the risks: page, fragment and export are made of the same columns.

Columns that are not visible are shown when somebody chooses them; a file says everything.
"""

from datetime import date
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from core.languages.translated import text_of
from core.pages.columns import BRIEF, DayColumn, RelatedColumn, shown_line, shown_text
from core.pages.list_address import day_asked
from core.pages.tables import ListTable
from risks.models import Acceptance, Assessment, Issue, Mitigation, Risk, Severity
from risks.rules.scores import band
from risks.wording import band_name, limits_on, score_html, severity_html

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
CODE = {"td": {"class": "code"}}
NAME = {"td": {"class": "name"}}
TEXT = {"td": {"class": "text"}}
NOWRAP = {"td": {"class": "nowrap"}}


def day_column(label: Any, **more: Any) -> tables.Column:
    """A day: written for people on the page, itself in a file so that it can be sorted."""
    return DayColumn(verbose_name=label, attrs=NUM, **more)


class _Text(tables.Column):
    """A text in the reader's language."""

    def render(self, record: Any, bound_column: Any) -> SafeString:
        """That of the column's own name."""
        return shown_text(record, bound_column.name)

    def value(self, record: Any, bound_column: Any) -> str:
        """The bare text."""
        return text_of(record, bound_column.name)


def _hidden(label: Any, **more: Any) -> tables.Column:
    return tables.Column(verbose_name=label, visible=False, **more)


def _score(label: Any, level: str) -> tables.Column:
    return tables.Column(
        verbose_name=label,
        accessor=f"{level}_score",
        attrs=NUM,
        order_by=(f"{level}_score", "code"),
    )


def open_or_closed(is_open: bool) -> str:
    """The word for it."""
    return pgettext("state", "Open") if is_open else pgettext("state", "Closed")


class _Level(tables.Column):
    """Likelihood or impact as the bare figure, without its word."""

    def render(self, record: Any, bound_column: Any) -> Any:
        """From 1 to 5."""
        return getattr(record, bound_column.name)


class _YesNo(tables.Column):
    """A fact that is mostly not so: empty where it is not."""

    def render(self, value: bool) -> str:
        """Yes, or nothing."""
        return str(_("Yes")) if value else ""


class _Link(tables.Column):
    """The code of what a row belongs to, leading to its page."""

    def render(self, record: Any, bound_column: Any) -> SafeString:
        """Inside a span: a link right in the cell would get the width of a name."""
        row = getattr(record, bound_column.name)
        return format_html('<span><a href="{}">{}</a></span>', row.get_absolute_url(), row.code)

    def value(self, record: Any, bound_column: Any) -> str:
        """The bare code."""
        return str(getattr(record, bound_column.name).code)


class DatedTable(ListTable):
    """A table that knows the day its list is asked for."""

    @cached_property
    def day(self) -> date:
        """The day asked for, read once for all rows: a list gets its request when it is sorted."""
        return day_asked(self.request)


class RiskTable(DatedTable):
    """The register."""

    code = tables.Column(verbose_name=_("Code"), linkify=True, attrs=CODE)
    event = tables.Column(verbose_name=pgettext_lazy("of risks", "Risk"), linkify=True, attrs=NAME)
    register = _hidden(pgettext_lazy("of risks", "List"))
    place = tables.Column(
        verbose_name=_("Outcome or project"),
        empty_values=(),
        order_by=("outcome__number", "project__code", "code"),
    )
    owner = RelatedColumn(verbose_name=_("Risk owner"), order_by=("owner__full_name", "code"))
    unit = _hidden(_("Unit"), order_by=("unit__code", "code"))
    inherent = _score(_("Inherent"), "inherent")
    residual = _score(_("Residual"), "residual")
    target = _score(_("Target"), "target")
    assessed_on = day_column(_("Assessed"), order_by=("assessed_on", "code"))
    open_mitigations = tables.Column(verbose_name=_("Open measures"), attrs=NUM)
    open_issues = _hidden(_("Open issues"), attrs=NUM)
    state = _hidden(_("State"), empty_values=(), order_by=("closed_on", "code"))
    cause = _Text(verbose_name=_("Cause"), attrs=TEXT, visible=False)
    consequence = _Text(verbose_name=_("Consequence"), attrs=TEXT, visible=False)
    band = _hidden(
        _("Residual band"), accessor="residual_score", order_by=("residual_score", "code")
    )
    inherent_likelihood = _hidden(_("Inherent likelihood"), attrs=NUM)
    inherent_impact = _hidden(_("Inherent impact"), attrs=NUM)
    residual_likelihood = _hidden(_("Residual likelihood"), attrs=NUM)
    residual_impact = _hidden(_("Residual impact"), attrs=NUM)
    target_likelihood = _hidden(_("Target likelihood"), attrs=NUM)
    target_impact = _hidden(_("Target impact"), attrs=NUM)
    tolerance = _hidden(_("Highest acceptable score"), attrs=NUM)
    identified_on = day_column(_("Identified on"), visible=False)
    closed_on = day_column(_("Closed on"), visible=False)
    closing_note = _hidden(_("Why it was closed"), attrs=TEXT)
    illustrative = _YesNo(verbose_name=_("Illustrative"), visible=False)

    class Meta:
        model = Risk
        fields = ()
        sequence = (
            *("code", "event", "place", "owner", "unit", "inherent", "residual"),
            *("target", "assessed_on", "open_mitigations", "open_issues", "state", "..."),
        )
        order_by = ("code",)

    def render_event(self, record: Risk) -> SafeString:
        """The event in the person's language; of a closed risk, that it is."""
        event = shown_text(record, "event")
        if not record.is_closed(self.day):
            return event
        return format_html('{} <span class="tag">{}</span>', event, open_or_closed(False))

    def value_event(self, record: Risk) -> str:
        """The bare event: a file has a column for the state."""
        return text_of(record, "event")

    def render_place(self, record: Risk) -> SafeString | str:
        """Number of the outcome, code of the project, or that it is of the whole strategy."""
        if record.project is not None:
            return format_html(
                '<span title="{}">{}</span>', text_of(record.project, "name"), record.project.code
            )
        if record.outcome is not None:
            title = text_of(record.outcome, "title")
            return format_html('<span title="{}">{}</span>', title, record.outcome.number)
        return format_html('<span class="soft">{}</span>', _("whole strategy"))

    def value_place(self, record: Risk) -> str:
        """The same in words, for files."""
        parts = [
            str(record.outcome) if record.outcome else "",
            f"{record.project.code} {text_of(record.project, 'name')}" if record.project else "",
        ]
        return "; ".join(part for part in parts if part)

    def render_inherent(self, record: Risk) -> SafeString:
        """Shape, letter, figure and colour."""
        return score_html(record, "inherent")

    def render_residual(self, record: Risk) -> SafeString:
        """The same of what is left with the controls."""
        return score_html(record, "residual")

    def render_target(self, record: Risk) -> SafeString:
        """The same of where it is to go."""
        return score_html(record, "target")

    def value_inherent(self, value: Any) -> Any:
        """The bare score."""
        return value

    value_residual = value_inherent
    value_target = value_inherent

    def render_state(self, record: Risk) -> str:
        """Open or closed, on the day the list is asked for."""
        return open_or_closed(not record.is_closed(self.day))

    value_state = render_state

    def render_band(self, record: Any) -> str:
        """The band's word."""
        found = band(record.residual_score, limits_on(record))
        return band_name(record.strategy_id, found)


class IssueTable(DatedTable):
    """The issues."""

    code = tables.Column(verbose_name=_("Code"), linkify=True, attrs=CODE)
    title = tables.Column(verbose_name=_("Issue"), linkify=True, attrs=NAME)
    severity = tables.Column(verbose_name=_("Severity"))
    risk = _Link(
        verbose_name=pgettext_lazy("of risks", "Risk"), order_by=("risk__code", "code"), attrs=CODE
    )
    project = _Link(verbose_name=_("Project"), order_by=("project__code", "code"), attrs=CODE)
    owner = tables.Column(
        verbose_name=_("Responsible"), order_by=("owner__full_name", "code"), attrs=NOWRAP
    )
    raised_on = day_column(_("Raised"), order_by=("raised_on", "code"))
    escalated_on = day_column(_("Escalated"), order_by=("escalated_on", "code"))
    days = tables.Column(
        verbose_name=_("Days on the management list"),
        empty_values=(),
        attrs=NUM,
        order_by=("-escalated_on", "code"),
    )
    state = tables.Column(verbose_name=_("State"), empty_values=(), order_by=("closed_on", "code"))
    description = _Text(verbose_name=_("Description"), attrs=TEXT, visible=False)
    closed_on = day_column(_("Closed on"), visible=False)
    resolution = _hidden(_("How it was resolved"), attrs=TEXT)
    illustrative = _YesNo(verbose_name=_("Illustrative"), visible=False)

    class Meta:
        model = Issue
        fields = ()
        order_by = ("code",)

    def render_title(self, record: Issue) -> SafeString:
        """The title in the person's language."""
        return shown_text(record, "title")

    def value_title(self, record: Issue) -> str:
        """The bare title."""
        return text_of(record, "title")

    def render_severity(self, record: Issue) -> SafeString:
        """Word, shape and colour."""
        return severity_html(record.severity)

    def value_severity(self, record: Issue) -> str:
        """The word."""
        return str(Severity(record.severity).label)

    def render_days(self, record: Issue) -> Any:
        """How long it has been on the management list."""
        days = record.days_escalated(self.day)
        return "–" if days is None else days

    def value_days(self, record: Issue) -> int | None:
        """The bare number."""
        return record.days_escalated(self.day)

    def render_state(self, record: Issue) -> str:
        """Open or closed, on the day the list is asked for."""
        return open_or_closed(not record.is_closed(self.day))

    value_state = render_state


class OfRiskTable(DatedTable):
    """Rows that belong to a risk: its code leads to its page."""

    risk = tables.Column(
        verbose_name=_("Code"),
        accessor="risk__code",
        linkify=lambda record: record.risk.get_absolute_url(),
        attrs=CODE,
    )
    event = tables.Column(
        verbose_name=pgettext_lazy("of risks", "Risk"), accessor="risk__event", attrs=BRIEF
    )

    def render_event(self, record: Any) -> SafeString:
        """The event in the person's language."""
        return shown_line(record.risk, "event")

    def value_event(self, record: Any) -> str:
        """All of it."""
        return text_of(record.risk, "event")


class MitigationTable(OfRiskTable):
    """All measures: what is due, and what is overdue."""

    what = _Text(verbose_name=_("Measure"), attrs=NAME)
    owner = RelatedColumn(verbose_name=_("Responsible"), order_by=("owner__full_name", "pk"))
    due_on = day_column(_("Due"), order_by=("due_on", "pk"))
    done_on = day_column(pgettext_lazy("date", "Done on"), order_by=("done_on", "pk"))
    state = tables.Column(verbose_name=_("State"), empty_values=(), orderable=False)
    effect = _Text(verbose_name=_("Effect"), attrs=BRIEF)

    class Meta:
        model = Mitigation
        fields = ()
        order_by = ("due_on",)

    def render_effect(self, record: Mitigation) -> SafeString:
        """In the person's language."""
        return shown_line(record, "effect")

    def value_effect(self, record: Mitigation) -> str:
        """All of it."""
        return text_of(record, "effect")

    def value_state(self, record: Mitigation) -> str:
        """Done, overdue or open on the day."""
        day = self.day
        if record.done_on is not None and record.done_on <= day:
            return pgettext("state", "Done")
        if record.is_overdue(day):
            return pgettext("state", "Overdue")
        return pgettext("state", "Open")

    def render_state(self, record: Mitigation) -> SafeString | str:
        """What is overdue stands out."""
        word = self.value_state(record)
        if record.is_overdue(self.day):
            return format_html('<span class="tag tag-warn">{}</span>', word)
        return word


class AssessmentTable(OfRiskTable):
    """All assessments, the latest first."""

    on = day_column(_("Assessed"), order_by=("on", "pk"))
    inherent_likelihood = _Level(verbose_name=_("Inherent likelihood"), attrs=NUM, visible=False)
    inherent_impact = _Level(verbose_name=_("Inherent impact"), attrs=NUM, visible=False)
    inherent_score = tables.Column(verbose_name=_("Inherent"), attrs=NUM, orderable=False)
    residual_likelihood = _Level(verbose_name=_("Residual likelihood"), attrs=NUM, visible=False)
    residual_impact = _Level(verbose_name=_("Residual impact"), attrs=NUM, visible=False)
    residual_score = tables.Column(verbose_name=_("Residual"), attrs=NUM, orderable=False)
    target_likelihood = _Level(verbose_name=_("Target likelihood"), attrs=NUM, visible=False)
    target_impact = _Level(verbose_name=_("Target impact"), attrs=NUM, visible=False)
    target_score = tables.Column(verbose_name=_("Target"), attrs=NUM, orderable=False)
    assessed_by = tables.Column(
        verbose_name=_("Assessed by"), order_by=("assessed_by__full_name", "pk")
    )
    note = RelatedColumn(verbose_name=_("Note"))

    class Meta:
        model = Assessment
        fields = ()
        order_by = ("-on", "risk")


class AcceptanceTable(OfRiskTable):
    """All acceptances of residual risks."""

    score = tables.Column(verbose_name=_("Accepted score"), attrs=NUM)
    accepted_by = tables.Column(
        verbose_name=_("Accepted by"), order_by=("accepted_by__full_name", "pk")
    )
    risk_owner = tables.Column(
        verbose_name=_("Risk owner on that day"), order_by=("risk_owner__full_name", "pk")
    )
    on = day_column(_("Accepted on"), order_by=("on", "pk"))
    until = day_column(_("Until"), order_by=("until", "pk"))
    reason = tables.Column(verbose_name=_("Reason"))

    class Meta:
        model = Acceptance
        fields = ()
        order_by = ("-on", "risk")
