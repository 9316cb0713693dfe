"""The table of changes of settings and rights."""

from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory.models import MiddlewareEvents

from core.pages.tables import ListTable
from core.rights.changes.wording import Value

NUMBER = {"td": {"class": "date"}}
MOST_SIGNS = 300  # of a value on the page; a file has all of it


class SettingsChangeTable(ListTable):
    """A line for each recorded change; what it changed, before and after."""

    at = tables.Column(
        verbose_name=gettext_lazy("When"), order_by=("pgh_created_at", "pgh_id"), attrs=NUMBER
    )
    who = tables.Column(
        verbose_name=gettext_lazy("Who"), order_by=("user__full_name", "pgh_id"), empty_values=()
    )
    kind = tables.Column(verbose_name=gettext_lazy("Of what"), order_by=("pgh_obj_model", "pgh_id"))
    title = tables.Column(verbose_name=gettext_lazy("What"), orderable=False)
    before = tables.Column(verbose_name=gettext_lazy("From"), orderable=False)
    after = tables.Column(verbose_name=gettext_lazy("To"), orderable=False)

    class Meta:
        model = MiddlewareEvents
        fields = ()
        order_by = ("-at",)

    def render_at(self, value: datetime) -> str:
        """Day and time, short."""
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")

    def value_at(self, value: datetime) -> datetime:
        """The moment; a cell has no time zone."""
        return timezone.make_naive(value)

    def render_who(self, value: str) -> str:
        """Who did it; commands, files and starts are the program's."""
        return value or _("The program")

    value_who = render_who

    def render_before(self, value: tuple[Value, ...]) -> SafeString:
        """Each field with its value, long ones shortened."""
        return format_html_join(
            "",
            '<div><span class="soft">{}:</span> {}</div>',
            ((each.field, _short(each.text)) for each in value),
        )

    render_after = render_before

    def value_before(self, value: tuple[Value, ...]) -> str:
        """All of it, in words."""
        return "; ".join(f"{each.field}: {each.text}" for each in value)

    value_after = value_before


def _short(text: str) -> Any:
    if len(text) <= MOST_SIGNS:
        return text
    return format_html("{}…", text[:MOST_SIGNS])
