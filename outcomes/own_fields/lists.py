"""What a list of rows with own fields needs: their filters and their columns."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from core.pages.filters import ListFilterSet
from core.pages.lists import ListPage
from core.pages.strategies import strategy_asked
from outcomes.models import OwnSubject, Strategy, all_own_fields
from outcomes.own_fields.columns import own_columns
from outcomes.own_fields.filters import own_filters


class OwnFilterSet(ListFilterSet):
    """Filters of rows of `own_subject`, with those of their own fields behind the button."""

    own_subject: ClassVar[OwnSubject]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, made, field in own_filters(self.own_subject):
            self.add(name, made, (field, tuple(field.choices())))


class OwnListPage(ListPage):
    """A list of rows of `own_subject`: each own field of the strategy shown is a column to choose."""

    own_subject: ClassVar[OwnSubject]

    def table(self, request: HttpRequest, rows: "QuerySet[Model]") -> tables.Table:
        """With the columns of the strategy that the list shows, or of all."""
        if not all_own_fields().everywhere(self.own_subject):
            return self.table_class(rows)
        shown = Strategy.objects.filter(slug=strategy_asked(request)).values_list("pk", flat=True)
        own = own_columns(self.own_subject, shown.first())
        return self.table_class(rows, extra_columns=own)
