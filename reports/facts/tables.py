"""Tables of the reports."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.addresses import address_of
from core.languages.translated import text_of
from core.pages.columns import DayColumn
from core.pages.tables import ListTable
from reports.models import Report


class ReportTable(ListTable):
    """The list of reports."""

    title = tables.Column(verbose_name=_("Title"), linkify=True)
    symbol = tables.Column(verbose_name=_("Symbol"))
    strategy = tables.Column(verbose_name=_("Strategy"))
    year = tables.Column(verbose_name=_("Year"))
    cut_off = DayColumn(verbose_name=_("Data as of"))
    languages = tables.Column(verbose_name=_("Editions"), orderable=False, empty_values=())
    latest = tables.Column(verbose_name=_("Latest draft"), order_by=("latest",))

    class Meta:
        model = Report
        fields = ()
        sequence = ("title", "symbol", "strategy", "year", "cut_off", "languages", "latest")
        order_by = ("-year",)

    def render_title(self, record: Report) -> str:
        """The title in the person's language."""
        return text_of(record, "title")

    def render_languages(self, record: Report) -> str:
        """Codes of the editions."""
        return ", ".join(edition.language.upper() for edition in record.editions.all())

    value_languages = render_languages

    def render_latest(self, value: int, record: Report) -> SafeString:
        """The number of the latest draft, and behind it, once the page stands, how many numbers wait."""
        if not record.is_in_drafting:
            return format_html("{}", value)
        return format_html(
            '{} <span hx-get="{}" hx-trigger="load" hx-target="this" hx-swap="innerHTML"'
            ' hx-push-url="false"></span>',
            value,
            address_of("reports:numbers-waiting", record.slug),
        )

    def value_latest(self, value: int) -> int:
        """The number alone."""
        return value
