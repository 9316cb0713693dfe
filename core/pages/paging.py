"""A page of a long list: first the ids, in an order without ties, then the rows of that page alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import django_tables2 as tables
from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet, Window
from django.db.models.expressions import OrderBy
from django_tables2.rows import BoundRows

from core.kept import kept
from core.languages.sorting import in_reading_order
from core.models.people import REACH
from core.prepared import PreparedQuery, prepared


def order_totally(table: tables.Table) -> None:
    """Texts as people order them; and the key decides between rows that the sort leaves equal, so that
    no page shows one twice.
    """
    rows = table.data.data
    if not isinstance(rows, QuerySet):
        return
    ordered = in_reading_order(rows)
    order = ordered.query.order_by
    is_total = any(_by_key(each, rows) for each in order)
    table.data.data = ordered if is_total else ordered.order_by(*order, "pk")


def _by_key(order: Any, rows: "QuerySet[Any]") -> bool:
    column = order.expression if isinstance(order, OrderBy) else order
    name: str = getattr(column, "name", "") if isinstance(column, F) else str(column)
    return name.lstrip("-") in {"pk", rows.model._meta.pk.name}


def show_page(
    table: tables.Table,
    number: int,
    per_page: int,
    read: Callable[[Sequence[Any]], list[Any]],
    *,
    count_separately: bool = False,
) -> None:
    """Show the page `number` of a table; past the end is the last.

    `read` gives the rows of ids, in their order, with all that is shown of them.

    Filters are asked once: the ids of the page bring with them how many there are in all. And
    sorting whole rows with all that is joined to them takes several times as long as sorting ids.

    `count_separately` is for a long list that nothing narrows: its page stands in an index, and counting
    every row beside it would read them all in order.
    """
    rows: QuerySet[Any] = table.data.data
    ids, total = _ids(rows, number, per_page, count_separately)
    if not ids and number > 1:
        number = max(1, -(-rows.count() // per_page))
        ids, total = _ids(rows, number, per_page, count_separately)
    table.data._length = total
    table.paginator = Paginator(table.rows, per_page)
    table.page = table.paginator.page(number)
    table.page.object_list = BoundRows(data=read(ids), table=table)


def for_columns(table: tables.Table, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """The rows with what the shown columns of a table need; what they were found by is known."""
    shown = rows.order_by()
    shown.query.clear_where()
    if isinstance(shown.query.select_related, dict):
        shown.query.select_related = _shown_relations(table, shown.query.select_related)
    return shown


def _shown_relations(
    table: tables.Table, related: dict[str, Any], path: str = ""
) -> dict[str, Any] | bool:
    """Of the relations that are joined, all but those whose own columns the page does not show."""
    columns = [(str(each.accessor), each.visible) for each in table.columns.iterall()]
    hidden = {accessor for accessor, visible in columns if not visible}
    needed = [accessor for accessor, visible in columns if visible]
    return {
        name: _shown_relations(table, within, f"{path}{name}__") or {}
        for name, within in related.items()
        if f"{path}{name}" not in hidden
        or any(f"{each}__".startswith(f"{path}{name}__") for each in needed)
    } or False


def in_order(rows: "QuerySet[Any]", ids: Sequence[Any]) -> list[Any]:
    """The rows of these ids in their order; what has gone meanwhile is left out."""
    return _ordered(rows.in_bulk(ids), ids)


def _ordered(found: Mapping[Any, Any], ids: Sequence[Any]) -> list[Any]:
    return [found[pk] for pk in ids if pk in found]


def rows_of(
    name: str, build: Callable[[], "QuerySet[Any]"], ids: Sequence[Any], *needs: object
) -> list[Any]:
    """The rows of these ids in their order, by a query that is made once.

    `build` gives a queryset that depends on a person, on tables and on `needs` alone; `name` says
    whose it is.
    """

    def make() -> PreparedQuery[..., Any]:
        rows = build().order_by()

        def with_ids(*, ids: Any) -> "QuerySet[Any]":
            return rows.filter(pk__in=ids)

        return prepared(with_ids)

    if not ids:
        return []
    query = kept(name, REACH, make, *needs)
    return _ordered({row.pk: row for row in query(ids=list(ids))}, ids)


def _ids(
    rows: "QuerySet[Any]", number: int, per_page: int, count_separately: bool
) -> tuple[list[Any], int]:
    """The ids of a page, and how many rows there are on all of them."""
    last = number * per_page
    if count_separately:
        return list(rows.values_list("pk", flat=True)[last - per_page : last]), rows.count()
    counted = rows.values_list("pk", Window(Count("*")))[last - per_page : last]
    found = list(counted)
    return [pk for pk, _total in found], found[0][1] if found else 0
