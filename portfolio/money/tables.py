"""The table of costs, and how amounts are written."""

from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from core.access import Action
from core.pages.columns import RelatedColumn, YesNoColumn
from core.pages.view_access import current_user
from portfolio.models import Cost, CostKind
from portfolio.money.sums import LineSums, line_sums
from portfolio.rows.tables import NUMBER, RowTable, unit_column
from portfolio.rows.wording import illustrative_words


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

    line = RelatedColumn(
        verbose_name=gettext_lazy("Funding line"),
        accessor="funding_line",
        order_by=("funding_line__code", "project__code", "pk"),
        footer=gettext_lazy("Sum of all rows found"),
    )
    year = tables.Column(verbose_name=gettext_lazy("Year"), attrs=NUMBER)
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    amount = tables.Column(
        verbose_name=gettext_lazy("Amount"),
        attrs={**NUMBER, "tf": {"class": "num"}},
        footer=lambda table: cost_totals(table.data.data),
    )
    currency = tables.Column(verbose_name=gettext_lazy("Currency"))
    note = RelatedColumn(verbose_name=gettext_lazy("Note"))
    unit = unit_column(visible=False)
    illustrative = YesNoColumn(verbose_name=gettext_lazy("Illustrative"), visible=False)

    class Meta(RowTable.Meta):
        model = Cost
        sequence = ("line", "project", "year", "kind", "amount", "currency", "note", "...")
        order_by = ("line",)

    @cached_property
    def sums(self) -> list[LineSums]:
        """By line and biennium, of everything the person sees, whatever the filters; every line."""
        user = current_user(self.request)
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
