"""Which columns of a list the page shows: chosen by the reader, kept in the address.

The table says what is usual: its visible columns; or, where the rows of a live number are shown, the
number does: those that explain it. What a table leaves out for somebody cannot be
chosen either; a file always has all that the table has.
"""

from collections.abc import Collection
from typing import Any

import django_tables2 as tables
from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tables2.columns import BoundColumn

from core.pages.active_filters import chip
from core.pages.filters import drawn_field

NAME = "columns"


class ColumnForm(forms.Form):
    """The menu of columns, as `core/pages/_filter_field.html` draws it; `shown` is what it comes to.

    Its boxes show what the table shows, also when nobody has chosen. The field's `usual` are the
    names that need not stand in an address.
    """

    name = NAME
    columns = forms.MultipleChoiceField(label=_("Columns"), required=False)

    def __init__(
        self,
        table: tables.Table,
        asked: QueryDict,
        fixed: Collection[str] = (),
        explaining: Collection[str] = (),
    ) -> None:
        every: list[BoundColumn] = list(table.columns.iterall())
        fixed = fixed or [every[0].name]
        free = {column.name: column for column in every if column.name not in fixed}
        usual = [
            name
            for name, column in free.items()
            if (name in explaining if explaining else column.visible)
        ]
        chosen = [name for name in asked.getlist(NAME) if name in free] or usual
        super().__init__({NAME: chosen})
        field: Any = self.fields[NAME]
        field.choices = [(name, str(column.header)) for name, column in free.items()]
        field.usual = " ".join(usual)
        self.decided_by = (type(table), tuple(field.choices), field.usual)
        self.shown = {*fixed, *chosen}
        self.all = len(every)

    def drawn(self) -> SafeString:
        """The menu in HTML."""
        return drawn_field(self[NAME], *self.decided_by)

    def apply(self, table: tables.Table) -> None:
        """Show exactly what was chosen, in the table's own order."""
        for column in table.columns.iterall():
            column.column.visible = column.name in self.shown

    def chips(self, request: HttpRequest) -> list[dict[str, str]]:
        """How many are shown where an address asks for some, and the way back to the usual ones."""
        if not any(request.GET.getlist(NAME)):
            return []
        counts = {"shown": len(self.shown), "all": self.all}
        value = gettext("%(shown)s of %(all)s") % counts
        return [chip(request, NAME, str(self.fields[NAME].label), value)]
