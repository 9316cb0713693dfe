"""The table of milestones."""

from datetime import date

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages.translated import text_of
from core.pages.columns import DayColumn, YesNoColumn, shown_text
from outcomes.models.thresholds import thresholds_of
from portfolio.models import Milestone
from portfolio.rows.tables import NUMBER, TEXT, LateByColumn, RowTable, person_column
from portfolio.rows.wording import illustrative_words, slip_words


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
    late_by = LateByColumn("baseline_on")
    manager = person_column(gettext_lazy("Project manager"), "manager", "project__manager")
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
        return illustrative_words(shown_text(record, "title"), record.illustrative)

    def value_title(self, record: Milestone) -> str:
        """The milestone in words."""
        return text_of(record, "title")

    def render_slip(self, record: Milestone) -> SafeString | str:
        """Days after the plan, as it stands."""
        return slip_words(record.slip, thresholds_of(record.project.strategy_id).slip_days)

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
