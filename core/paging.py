"""A page of a long list: first the ids, in an order without ties, then the rows of that page alone."""

from typing import Any

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django_tables2.rows import BoundRows


def order_totally(table: tables.Table) -> None:
    """Let the key decide between rows that the sort leaves equal, so that no page shows one twice."""
    rows = table.data.data
    if not isinstance(rows, QuerySet):
        return
    order = rows.query.order_by or tuple(rows.model._meta.ordering)
    if not any(_by_key(each, rows) for each in order):
        table.data.data = rows.order_by(*order, "pk")


def _by_key(order: Any, rows: "QuerySet[Any]") -> bool:
    column = order.expression if isinstance(order, OrderBy) else order
    name: str = getattr(column, "name", "") if isinstance(column, F) else str(column)
    return name.lstrip("-") in {"pk", rows.model._meta.pk.name}


def show_page(table: tables.Table, number: int) -> None:
    """Show the page `number` of a table; past the end is the last.

    Sorting whole rows with all that is joined to them takes several times as long as sorting ids.
    """
    table.page = table.paginator.page(min(max(number, 1), table.paginator.num_pages))
    rows = table.data.data
    if isinstance(rows, QuerySet):
        first, last = table.page.start_index(), table.page.end_index()
        ids = list(rows.values_list("pk", flat=True)[max(first - 1, 0) : last])
        found = {row.pk: row for row in rows.order_by().filter(pk__in=ids)} if ids else {}
        shown = [found[pk] for pk in ids if pk in found]
        table.page.object_list = BoundRows(data=shown, table=table)
