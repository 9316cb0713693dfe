"""The table of deliverables, as an annex of a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.figures.annexes import (
    AnnexCell,
    AnnexColumn,
    AnnexData,
    AnnexSpec,
    TableChoice,
    Untranslated,
    active_profile,
    annex_data,
    annexes,
    cell,
    joined,
    labels_of,
)
from core.numbers.registry import NumberContext
from outcomes.asked import DELIVERED, deliverables_asked
from outcomes.models import Deliverable
from outcomes.printed import narrowed_caption, printed_name

DASH = "–"


@dataclass(frozen=True)
class DeliverableRow:
    """A deliverable that is no part of another; `number` counts those of its output, `at` is the day
    as of which it stands."""

    deliverable: Deliverable
    number: str
    parts: Sequence[Deliverable]
    at: date


def deliverable_rows(context: NumberContext, params: Mapping[str, str]) -> Sequence[DeliverableRow]:
    """The deliverables in force on the day, in the framework's order."""
    parts = Prefetch("parts", Deliverable.objects.in_force(context.at), to_attr="parts_in_force")
    found = (
        deliverables_asked(context, params)
        .with_places()
        .prefetch_related(parts)
        .order_by("output__outcome__position", "output__position", "output_id", "position", "id")
    )
    rows: list[DeliverableRow] = []
    counted: dict[int, int] = {}
    for each in found:
        counted[each.output_id] = counted.get(each.output_id, 0) + 1
        number = f"{each.output.number}.{counted[each.output_id]}"
        below: Any = each
        rows.append(DeliverableRow(each, number, below.parts_in_force, context.at))
    return rows


def _deliverables(context: NumberContext, choice: TableChoice) -> AnnexData:
    rows = deliverable_rows(context, choice.params)
    return annex_data(
        choice.of(COLUMNS, USUAL if choice.columns else _told(rows)),
        rows,
        caption=narrowed_caption(_("Deliverables"), context, choice.params),
        heading=lambda row: _heading(row, context),
        note=_note(rows),
    )


def _told(rows: Sequence[DeliverableRow]) -> list[str]:
    """The usual columns in which something stands: many deliverables have neither parts nor a day."""
    cells = {column.key: column.cell for column in COLUMNS if column.key in USUAL}
    return [key for key in USUAL if any(cells[key](row) != DASH for row in rows) or key == "title"]


def _heading(row: DeliverableRow, context: NumberContext) -> AnnexCell:
    """ "Output 1.1. Title"."""
    output = row.deliverable.output
    named = f"{printed_name(context, 'output')} {output.number}"
    title = cell(output, "title")
    return joined(f"{named}. ", title) if title else named


def _parts(row: DeliverableRow) -> AnnexCell:
    """The parts; all in the language of the first that is not translated, if one is not."""
    cells = [cell(part, "title") for part in row.parts]
    foreign = next((one.language for one in cells if isinstance(one, Untranslated)), "")
    if foreign:
        return Untranslated("; ".join(part.title for part in row.parts), foreign)
    return "; ".join(str(one) for one in cells) or DASH


def _due(row: DeliverableRow) -> AnnexCell:
    """As the strategy says it, else the day."""
    return cell(row.deliverable, "due_text") or _due_on(row)


def _due_on(row: DeliverableRow) -> AnnexCell:
    day = row.deliverable.due_on
    return active_profile().date(day) if day else DASH


# A column more is a line more here: the key that reports name, its head, its share, its cell.
def _state(row: DeliverableRow) -> AnnexCell:
    """ "Reached, March 2020", as of the day of the table."""
    return row.deliverable.state_words(row.at) or DASH


def _responsible(row: DeliverableRow) -> AnnexCell:
    """Person and unit."""
    found = row.deliverable
    unit = found.responsible_unit.code if found.responsible_unit else ""
    return ", ".join(filter(None, (str(found.responsible or ""), unit))) or DASH


def _remark(row: DeliverableRow) -> AnnexCell:
    return cell(row.deliverable, "remark") or DASH


COLUMNS: Sequence[AnnexColumn[DeliverableRow]] = (
    AnnexColumn("code", gettext_lazy("No."), 8, lambda row: row.number),
    AnnexColumn(
        "title", gettext_lazy("Deliverable"), 50, lambda row: cell(row.deliverable, "title")
    ),
    AnnexColumn("parts", gettext_lazy("Parts"), 44, _parts),
    AnnexColumn("due", gettext_lazy("Due"), 16, _due),
    AnnexColumn("due_on", gettext_lazy("Due on"), 18, _due_on),
    AnnexColumn("state", gettext_lazy("State"), 22, _state),
    AnnexColumn("responsible", gettext_lazy("Responsible"), 18, _responsible),
    AnnexColumn("remark", gettext_lazy("Remark"), 40, _remark),
)
USUAL = ("code", "title", "parts", "due", "state")


def _note(rows: Sequence[DeliverableRow]) -> str:
    if not rows:
        return _("The strategy has no deliverable.")
    return ngettext("%(count)s deliverable.", "%(count)s deliverables.", len(rows)) % {
        "count": active_profile().integer(len(rows))
    }


def register() -> None:
    """Declare the annex of this room."""
    label = gettext_lazy("Deliverables")
    columns = labels_of(COLUMNS)
    annexes.register(
        AnnexSpec("deliverables", label, _deliverables, "strategy.deliverables", columns, DELIVERED)
    )
