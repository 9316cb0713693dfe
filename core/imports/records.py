"""Groups of fields: one row of a file, checked against its schema."""

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any

from django.utils.translation import gettext as _

from core.imports.fields import Field
from core.imports.nodes import Node, Scalar, Table
from core.imports.problems import FileCheck, Location, did_you_mean, quoted
from core.imports.yaml_tree import read_yaml_tree


class Row(dict[str, Any]):
    """The values of a checked group, with the place of each for later questions."""

    def __init__(self, table: Table, path: str, reading: FileCheck) -> None:
        super().__init__()
        self.table, self.path, self.reading = table, path, reading

    def location_of(self, name: str) -> Location:
        """Where a field stands; where its group begins, if it is not given."""
        entry = self.table.entries.get(name)
        return entry.location if entry else self.table.location

    def path_of(self, name: str) -> str:
        """A field's way from the top of the file, as in "outcomes[2].title"."""
        return f"{self.path}.{name}" if self.path else name

    def node(self, name: str) -> Node | None:
        """What stands in the file for a field."""
        entry = self.table.entries.get(name)
        return entry.node if entry else None

    def gives(self, name: str) -> bool:
        """Whether the file says something there, right or wrong."""
        node = self.node(name)
        return node is not None and not (isinstance(node, Scalar) and node.is_empty)

    def problem(self, name: str, message: str) -> None:
        """Note a mistake in a field that only several fields together show."""
        self.reading.problem(self.location_of(name), self.path_of(name), message)


Check = Callable[[Row], None]


class Record(Field[Row]):
    """A group of named fields. Unknown names are mistakes, with the name that was meant."""

    def __init__(
        self,
        fields: Mapping[str, Field[Any]],
        *checks: Check,
        required: bool = False,
        empty: bool = False,
    ) -> None:
        """With `empty`, a group that is not given is one without any values, instead of None."""
        super().__init__(required=required)
        self.fields, self.checks = fields, checks
        if empty:
            self.default = Row(Table(Location("")), "", FileCheck(""))
            self.default |= {name: field.default for name, field in fields.items()}

    def read(self, node: Node, path: str, reading: FileCheck) -> Row | None:
        """The row with a value for every field of the schema."""
        if not isinstance(node, Table):
            names = ", ".join(f"{name}: …" for name in list(self.fields)[:3])
            message = _("a group belongs here, as in %(example)s.")
            reading.problem(node.location, path, message % {"example": names})
            return None
        row = Row(node, path, reading)
        for name, entry in node.entries.items():
            if name not in self.fields:
                message = _("there is no field %(name)s here. %(known)s")
                known = did_you_mean(name, self.fields)
                reading.problem(
                    entry.location,
                    row.path_of(name),
                    message % {"name": quoted(name), "known": known},
                )
        for name, field in self.fields.items():
            row[name] = self._field(row, name, field)
        for check in self.checks:
            check(row)
        return row

    def _field(self, row: Row, name: str, field: Field[Any]) -> Any:
        if row.gives(name):
            node = row.node(name)
            assert node is not None
            return field.read(node, row.path_of(name), row.reading)
        if field.required:
            row.problem(name, _("this is missing."))
        default = field.default
        return copy(default) if isinstance(default, list | dict) else default


def read_yaml(content: bytes, record: Record, reading: FileCheck) -> Row | None:
    """A YAML file whose top is `record`; None where it cannot be read. Mistakes go to `reading`."""
    tree = read_yaml_tree(content, reading)
    return record.read(tree, "", reading) if tree else None


def ends_after_start(start: str, end: str) -> Check:
    """A check that a period does not end before it begins."""

    def check(row: Row) -> None:
        first, last = row.get(start), row.get(end)
        if first and last and last < first:
            message = _("%(last)s lies before %(first)s, the day of “%(start)s”.")
            row.problem(end, message % {"last": last, "first": first, "start": start})

    return check


def one_of(*names: str) -> Check:
    """A check that exactly one of several fields is given."""

    def check(row: Row) -> None:
        given = [name for name in names if row.gives(name)]
        if len(given) == 1:
            return
        known = ", ".join(f"“{name}”" for name in names)
        if given:
            row.problem(given[1], _("only one of %(names)s may be given.") % {"names": known})
        else:
            row.problem(names[0], _("one of %(names)s must be given.") % {"names": known})

    return check
