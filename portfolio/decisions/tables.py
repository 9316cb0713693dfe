"""The table of decisions."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from core.languages.translated import text_of
from core.pages.columns import DayColumn, YesNoColumn, shown_text
from portfolio.models import Decision, DecisionKind
from portfolio.rows.tables import NOWRAP, NUMBER, TEXT, RowTable


class DecisionTable(RowTable):
    """The list of decisions."""

    title = tables.Column(verbose_name=gettext_lazy("Matter"), attrs=TEXT)
    kind = tables.Column(verbose_name=gettext_lazy("Decision"))
    on = DayColumn(verbose_name=gettext_lazy("Decided on"), attrs=NUMBER)
    body = tables.Column(verbose_name=gettext_lazy("Decided by"), attrs=NOWRAP)
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
            '<a href="{}">{}</a>', record.get_absolute_url(), shown_text(record, "title")
        )

    def value_title(self, record: Decision) -> str:
        """The matter in words."""
        return text_of(record, "title")

    def render_text(self, record: Decision) -> SafeString:
        """The text in the person's language."""
        return shown_text(record, "text")

    def value_text(self, record: Decision) -> str:
        """The bare text."""
        return text_of(record, "text")

    def render_kind(self, record: Decision) -> str:
        """The kind's name."""
        return str(DecisionKind(record.kind).label)
