"""The list of rounds: its table and its filters."""

from datetime import date
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms.row_form import DateInput
from core.languages.translated import text_of
from core.models import User
from core.pages.columns import DayColumn
from core.pages.filters import ListFilterSet, StrategyFilter
from core.pages.tables import ListTable
from core.time import working_date
from outcomes.models import Strategy
from portfolio.models import StatusRound, StatusUpdate, UpdateState
from portfolio.rounds.addresses import round_address
from portfolio.rows.tables import NUMBER, TEXT

AHEAD, OPEN, CLOSED = "ahead", "open", "closed"


def rounds_listed(user: User) -> "QuerySet[StatusRound, StatusRound]":
    """All rounds, with how many updates of each this person sees: given, and accepted."""
    given = StatusUpdate.objects.visible_to(user).given().filter(round=OuterRef("pk")).order_by()
    counted = given.values("round").annotate(many=Count("pk")).values("many")
    accepted = given.filter(state=UpdateState.ACCEPTED)
    rows = StatusRound.objects.annotate(
        said=_number(counted),
        accepted=_number(accepted.values("round").annotate(many=Count("pk")).values("many")),
    )
    return rows.prefetch_related("strategy")


def _number(counted: "QuerySet[Any, Any]") -> Coalesce:
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def standing_words(round_: StatusRound, at: date) -> str:
    """Whether it takes updates on the day `at`."""
    if at < round_.opens_on:
        return _("not open yet")
    if at > round_.closes_on:
        return _("closed")
    return _("open again") if round_.due_on else _("open")


class RoundFilterSet(ListFilterSet):
    """Rounds: of which strategy and year, and whether they take updates."""

    strategy = StrategyFilter(queryset=Strategy.objects.all())
    standing = django_filters.ChoiceFilter(
        label=gettext_lazy("Open"),
        choices=[
            (AHEAD, gettext_lazy("not open yet")),
            (OPEN, gettext_lazy("open")),
            (CLOSED, gettext_lazy("closed")),
        ],
        method="standing_so",
    )
    since = django_filters.DateFilter(
        label=gettext_lazy("Period from"),
        field_name="period",
        lookup_expr="gte",
        widget=DateInput,
    )
    until = django_filters.DateFilter(
        label=gettext_lazy("Period until"),
        field_name="period",
        lookup_expr="lte",
        widget=DateInput,
    )
    q = django_filters.CharFilter(
        label=gettext_lazy("Search"), field_name="reason", lookup_expr="icontains"
    )
    more = ("since", "until")

    class Meta:
        model = StatusRound
        fields: tuple[str, ...] = ()

    def standing_so(self, rows: Any, name: str, value: str) -> Any:
        """On the working date."""
        at = working_date()
        if value == AHEAD:
            return rows.filter(opens_on__gt=at)
        if value == CLOSED:
            return rows.filter(closes_on__lt=at)
        return rows.filter(opens_on__lte=at, closes_on__gte=at)


class RoundTable(ListTable):
    """Rounds, the latest first."""

    period = tables.Column(verbose_name=gettext_lazy("Round"))
    strategy = tables.Column(
        verbose_name=gettext_lazy("Strategy"), order_by=("strategy__slug", "pk")
    )
    opens_on = DayColumn(verbose_name=gettext_lazy("Opens on"), attrs=NUMBER)
    closes_on = DayColumn(verbose_name=gettext_lazy("Closes on"), attrs=NUMBER)
    due_on = DayColumn(verbose_name=gettext_lazy("Late after"), attrs=NUMBER)
    standing = tables.Column(
        verbose_name=gettext_lazy("Open"), accessor="pk", order_by=("opens_on", "pk")
    )
    said = tables.Column(verbose_name=gettext_lazy("Updates"), attrs=NUMBER)
    accepted = tables.Column(verbose_name=gettext_lazy("Accepted"), attrs=NUMBER)
    reason = tables.Column(verbose_name=gettext_lazy("Why its days were changed"), attrs=TEXT)

    class Meta:
        model = StatusRound
        fields = ()
        order_by = ("-period",)

    def render_period(self, record: StatusRound) -> SafeString:
        """The month, leading to the round."""
        words = date_format(record.period, "YEAR_MONTH_FORMAT")
        return format_html('<a href="{}">{}</a>', round_address("round-detail", record), words)

    def value_period(self, record: StatusRound) -> str:
        """The month so that a sheet sorts it: "2021-12"."""
        return str(record)

    def render_strategy(self, value: Strategy) -> str:
        """Its short title."""
        return text_of(value, "short_title")

    def render_standing(self, record: StatusRound) -> str:
        """Whether it takes updates today."""
        return standing_words(record, working_date())
