"""Cells of tables: what is the same for a whole column is worked out once, not for every cell.

django-tables2 declares the tables, but asks anew for every cell what arguments a render method
takes, what attributes the cell has and what choices its field knows. On a page of fifty rows that
takes longer than everything else; in a file of ten thousand, most of the time.
"""

import html
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import django_tables2 as tables
from django.db.models import Field, QuerySet
from django.template import Context
from django.template.base import render_value_in_context
from django.utils.encoding import force_str
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django_tables2.columns import BoundColumn
from django_tables2.utils import AttributeDict

from core.imports.layouts import SheetLayout

Reader = Callable[[Any], Any]
_PLAIN = Context()
CHUNK = 2000  # rows of a file that are in memory at a time


def body(table: tables.Table) -> SafeString:
    """The rows of the page that the table shows, as HTML; attributes are the same in every row."""
    shown = list(table.columns)
    records = (table.page.object_list if hasattr(table, "page") else table.rows).data
    lines: list[str] = []
    cells: list[tuple[str, str, Any, Reader]] = []
    for record in records:
        cells = cells or [
            (*_openings(each), each.default, _cell(table, each, record)) for each in shown
        ]
        row = "".join([_drawn(*cell, record) for cell in cells])
        lines.append(f"<tr>{row}</tr>")
    return mark_safe("\n".join(lines))  # noqa: S308 (`written` escapes every content)


def written(content: Any) -> str:
    """A content as a template writes it: escaped, numbers and days as the language has them."""
    kind = type(content)
    if kind is SafeString:
        return content
    if kind is str:
        return html.escape(content)
    return render_value_in_context(content, _PLAIN)


def file_rows(table: tables.Table) -> Iterator[list[Any]]:
    """The heading and every row with all columns, plain, for a file; few rows are held at a time."""
    columns = [each for each in table.columns.iterall() if not each.column.exclude_from_export]
    yield [force_str(column.header, strings_only=True) for column in columns]
    makers: list[Reader] = []
    for record in _in_chunks(table.data.data):
        makers = makers or [_plain_cell(table, column, record) for column in columns]
        yield [force_str(make(record), strings_only=True) for make in makers]


def layout_rows(layout: SheetLayout, table: tables.Table) -> Iterator[list[Any]]:
    """The same rows as a file that their loader reads again, beside what it says to readers."""
    columns = {
        each.name: each for each in table.columns.iterall() if not each.column.exclude_from_export
    }
    names = layout.in_file(list(columns))
    yield [str(layout.label(name)) for name in names]
    makers: list[Reader] = []
    for record in _in_chunks(table.data.data):
        makers = makers or [_layout_cell(layout, name, table, columns, record) for name in names]
        yield [force_str(make(record), strings_only=True) for make in makers]


def _layout_cell(
    layout: SheetLayout,
    name: str,
    table: tables.Table,
    columns: Mapping[str, BoundColumn],
    example: Any,
) -> Reader:
    """Makes a cell: as the loader reads it, else as the list's own file has it."""
    if name in layout.told and name not in layout.written:
        return _plain_cell(table, columns[name], example)
    return partial(layout.cell, name=name)


def count_rows(table: tables.Table) -> int:
    """How many rows a file of the table has; they are counted, not read."""
    records = table.data.data
    return records.count() if isinstance(records, QuerySet) else len(records)


def _in_chunks(records: Iterable[Any]) -> Iterable[Any]:
    return records.iterator(CHUNK) if isinstance(records, QuerySet) else records


def _openings(column: BoundColumn) -> tuple[str, str]:
    """The beginning of a cell, and of one where there is nothing.

    Where rows stand as cards, the name of the column stands before what is in it; what leads to the
    row's own page needs no name, and what is empty is left out.
    """
    attributes = column.attrs["td"].as_html()
    opening = f"<td {attributes}" if attributes else "<td"
    named = "" if column.link else f' data-label="{html.escape(str(column.header))}"'
    return f"{opening}{named}>", f"{opening} data-none>"


def _drawn(opening: str, empty: str, nothing: Any, make: Reader, record: Any) -> str:
    content = make(record)
    return f"{empty if content is nothing else opening}{written(content)}</td>"


def _cell(table: tables.Table, column: BoundColumn, example: Any) -> Reader:
    """Makes the content of a column's cell out of a record, link and all."""
    read, default = _reader(column, example), column.default
    render, empty = _caller(column.render, table, column), column.column.empty_values
    link = _linked(column) if column.link else None

    def make(record: Any) -> Any:
        value = read(record)
        if value in empty:
            return default
        content = render(value, record)
        return link(content, value, record) if link else content

    return make


def _plain_cell(table: tables.Table, column: BoundColumn, example: Any) -> Reader:
    """The same for a file: the value without HTML, nothing where there is none."""
    read, empty = _reader(column, example), column.column.empty_values
    plain = column.value
    if getattr(plain, "__func__", None) is tables.Column.value:  # It only looks up the other.
        plain = column.column.render
    call = _caller(plain, table, column)

    def make(record: Any) -> Any:
        value = read(record)
        return None if value in empty else call(value, record)

    return make


def _reader(column: BoundColumn, example: Any) -> Reader:
    """Reads a column's value from a record: of a field with choices, the word."""
    accessor = tables.A(column.accessor)
    field = accessor.get_field(example)
    bits = accessor.bits
    words: dict[Any, Any] = {}
    if isinstance(field, Field) and field.name == bits[-1]:
        words = {key: force_str(word, strings_only=True) for key, word in field.flatchoices}

    def value(record: Any) -> Any:
        found = record
        for bit in bits:
            found = found[bit] if isinstance(found, dict) else getattr(found, bit, None)
            if callable(found) and not getattr(found, "alters_data", False):
                found = found()
            if found is None:
                return None
        return found

    return (lambda record: words.get(found := value(record), found)) if words else value


def _caller(
    function: Callable[..., Any], table: tables.Table, column: BoundColumn
) -> Callable[[Any, Any], Any]:
    """Calls a render method with those of (value, record, column, bound_column, table) it takes."""
    if getattr(function, "__func__", None) is tables.Column.render:
        return _as_it_is
    parameters = inspect.signature(function).parameters
    takes_all = any(each.kind is each.VAR_KEYWORD for each in parameters.values())
    fixed = {"column": column.column, "bound_column": column, "table": table}
    given = {name: each for name, each in fixed.items() if takes_all or name in parameters}
    with_value, with_record = (takes_all or name in parameters for name in ("value", "record"))
    if with_value and with_record:
        return lambda value, record: function(value=value, record=record, **given)
    if with_value:
        return lambda value, _record: function(value=value, **given)
    if with_record:
        return lambda _value, record: function(record=record, **given)
    return lambda _value, _record: function(**given)


def _as_it_is(value: Any, _record: Any) -> Any:
    return value


def _linked(column: BoundColumn) -> Callable[[Any, Any, Any], Any]:
    """Puts a cell's content into a link; without an address it stays as it is."""
    link = column.link
    attributes = AttributeDict(link.attrs or {}).as_html()
    opening = f"<a {attributes} href=" if attributes else "<a href="
    address = _addressed(column)

    def linked(content: Any, value: Any, record: Any) -> Any:
        url = address(value, record)
        if url is None:
            return content
        inner = content if type(content) is SafeString else conditional_escape(content)
        return SafeString(f'{opening}"{html.escape(url)}">{inner}</a>')

    return linked


def _addressed(column: BoundColumn) -> Callable[[Any, Any], Any]:
    """Finds where a cell leads: the page of what stands in it, else that of the record."""
    link = column.link
    if link.url or link.reverse_args.get("viewname") or link.accessor is not None:
        return lambda value, record: link.compose_url(
            record=record, value=value, bound_column=column
        )
    target = tables.A(column.name).resolve

    def address(_value: Any, record: Any) -> Any:
        found = target(record)
        has_page = hasattr(found, "get_absolute_url")
        return (found if has_page else record).get_absolute_url()

    return address
