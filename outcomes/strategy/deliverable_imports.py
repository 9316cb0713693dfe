"""What a strategy file says of a deliverable, and bringing one to that."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.imports.fields import Choice, Day, Field, Flag, ListOf, Mistake, Texts, words_of
from core.imports.nodes import Entry, Node, Scalar, Table
from core.imports.problems import FileCheck, quoted
from core.imports.records import Record, Row
from core.imports.rows_by_name import person_by_name, unit_by_name
from core.languages import LANGUAGES
from core.languages.translated import set_texts
from core.lengths import SENTENCES
from core.time import working_date
from core.years import is_year
from outcomes.choices import HAVE_A_DAY, DeliverableState, Precision
from outcomes.indicators.imports import in_force
from outcomes.models import Deliverable
from outcomes.rules.known_days import known_day


class KnownDay(Field[tuple[date, Precision]]):
    """A day of which only the month or the year may be known: 2020, 2020-03 or 2020-03-15."""

    def value(self, scalar: Scalar) -> tuple[date, Precision]:
        """The first day of what is known, and how exactly that is."""
        found = known_day(scalar.text)
        if found is None or not is_year(found[0].year):
            message = _(
                "%(text)s is no day, month or year; write it as in 2020-03-15, 2020-03 or 2020."
            )
            raise Mistake(message % {"text": quoted(scalar.text)})
        return found


class DeliverableField(Field[Row]):
    """A deliverable: its title alone, or a group with a due date, what became of it, and parts.

    `below` are what other floors read under it, such as the projects that work on it.
    """

    def __init__(self, below: Mapping[str, Field[Any]], *, parts: bool = True) -> None:
        super().__init__()
        fields: dict[str, Field[Any]] = {
            "title": Texts(300, required=True),
            "due": Texts(120),
            "due_on": Day(),
            "state": Choice(words_of(DeliverableState), _("state")),
            "reached": KnownDay(),
            "responsible": person_by_name(),
            "responsible_unit": unit_by_name(),
            "remark": Texts(SENTENCES, lines=True),
            "illustrative": Flag(),
            "in_force": in_force(),
            **below,
        }
        if parts:
            fields["parts"] = ListOf(DeliverableField(below, parts=False))
        self.group = Record(fields, _check_reached)

    def read(self, node: Node, path: str, reading: FileCheck) -> Row | None:
        """The group; a title alone makes one of its own."""
        is_title = isinstance(node, Scalar) or (
            isinstance(node, Table) and node.entries and node.entries.keys() <= set(LANGUAGES)
        )
        if is_title:
            node = Table(node.location, {"title": Entry(node.location, node)})
        return self.group.read(node, path, reading)


def _check_reached(row: Row) -> None:
    """A day has a state to go with, and is not to come."""
    if row["reached"] is None:
        return
    if row["state"] not in HAVE_A_DAY:
        message = _("only what is reached, or reached in part (state), has a day on which it was.")
        row.problem("reached", message)
    if row["reached"][0] > working_date():
        row.problem("reached", _("this day has not come yet."))


def set_deliverable(found: Deliverable, row: Mapping[str, Any]) -> None:
    """Bring a deliverable to what the file says. What has become of it, and who answers for it, is kept
    up on pages: what the file leaves out of that stays."""
    set_texts(found, "due_text", row.get("due") or {})
    found.due_on = row.get("due_on")
    if state := row.get("state"):
        found.state = state
        found.illustrative = bool(row.get("illustrative"))
    if reached := row.get("reached"):
        found.reached_on, found.reached_precision = reached
    elif found.state not in HAVE_A_DAY:
        found.reached_on, found.reached_precision = None, Precision.DAY
    for name in ("responsible", "responsible_unit"):
        if row.get(name) is not None:
            setattr(found, name, row[name])
    if remark := row.get("remark"):
        set_texts(found, "remark", {code: text.strip() for code, text in remark.items()})
