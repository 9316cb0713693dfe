"""Tables of lists: columns that all requests share until one is shown or hidden."""

import copy
from collections import OrderedDict
from typing import Any

import django_tables2 as tables


class _SharedColumns(OrderedDict[str, tables.Column]):
    """The columns of a class. django-tables2 copies all they hold for each table; the top will do,
    for a table sets what a column shows and how, and changes nothing within it."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "OrderedDict[str, tables.Column]":
        return OrderedDict((name, copy.copy(each)) for name, each in self.items())


class ListTable(tables.Table):
    """The table of a list."""

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        cls.base_columns = _SharedColumns(cls.base_columns)
