"""The headings of a table: each leads to the list sorted by its column."""

from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django_tables2.columns import BoundColumn

from core.pages.cells import written

_OPENING = (
    '\n              <th scope="col" {attributes} {sorted}>\n                \n                  '
)
_CLOSING = "\n                \n              </th>\n            "
_PLAIN = f"{_OPENING}{{label}}{_CLOSING}"
_SORTING = f"""{_OPENING}
                  <a class="sort"
                     id="{{prefix}}sort-{{name}}"
                     href="{{address}}"
                     hx-get="{{path}}{{address}}">{{label}}</a>{_CLOSING}"""


def headings(table: tables.Table, request: HttpRequest) -> SafeString:
    """The cells of the head, in order; a page that is shown is left for the first of the new order."""
    asked: dict[str, Any] = dict(request.GET)
    asked.pop(table.prefixed_page_field, None)
    path, prefix = escape(request.path), escape(table.prefix)
    return SafeString(
        "".join(
            (_SORTING if column.orderable else _PLAIN).format(
                attributes=column.attrs["th"].as_html(),
                sorted=_sorted(column),
                prefix=prefix,
                name=escape(column.name),
                address=_address(table, column, asked) if column.orderable else "",
                path=path,
                label=written(column.header),
            )
            for column in table.columns
        )
    )


def _sorted(column: BoundColumn) -> str:
    if not column.is_ordered:
        return ""
    direction = "descending" if column.order_by_alias.is_descending else "ascending"
    return f'aria-sort="{direction}"'


def _address(table: tables.Table, column: BoundColumn, asked: dict[str, Any]) -> str:
    sort = {table.prefixed_order_by_field: [column.order_by_alias.next]}
    return escape("?" + urlencode(asked | sort, doseq=True))
