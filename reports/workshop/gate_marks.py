"""What waits at the gate, at its place in the paper of the workshop: old and new, by piece."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reports.composing.compose import Preview
from reports.document import compare, tree
from reports.drafts.difference import Difference
from reports.drafts.gate_page import number_label
from reports.drafts.report_page import number_url
from reports.drafts.stored import StoredEdition, stored_drafts, stored_edition
from reports.gate.state import waiting
from reports.models import IMPLICATIONS, Report
from reports.writers.html import anchor
from reports.writers.html.options import MovedPoint, MovedRow

MOST_ROWS = 12  # of a table, told beside it


@dataclass(frozen=True)
class GateMarks:
    """What has moved in one edition.

    `accepted` has, by a number's uid, the text that was let in; `figures` and `tables` their bars and
    rows by the id of the block; `lines` what waits by the target of the piece in which it stands.
    """

    accepted: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Sequence[MovedPoint]] = field(default_factory=dict)
    tables: Mapping[str, Sequence[MovedRow]] = field(default_factory=dict)
    lines: Mapping[str, Sequence[Difference]] = field(default_factory=dict)

    def count(self, target: str) -> int:
        """How many numbers, figures and tables have moved in a piece."""
        return sum(each.uses or 1 for each in self.lines.get(target, ()))


def gate_marks(report: Report, language: str, preview: Preview) -> GateMarks:
    """What of the previewed edition says something else than was let in."""
    latest = stored_drafts(report).latest
    if latest is None or not report.is_in_drafting:
        return GateMarks()
    waits = {one.signature for one in waiting(report)}
    stored = stored_edition(latest, language)
    figures, tables = _blocks_moved(stored, preview.document, waits)
    accepted = compare.stale_texts(preview.document, preview.accepted) if preview.accepted else {}
    lines = _lines(report, language, preview, waits, {*figures, *tables})
    return GateMarks(accepted, figures, tables, lines)


def _blocks_moved(
    stored: StoredEdition | None, now: tree.Document, waits: Collection[str]
) -> tuple[Mapping[str, Sequence[MovedPoint]], Mapping[str, Sequence[MovedRow]]]:
    """Bars of figures that wait, and rows of tables that differ from the latest draft."""
    if stored is None:
        return {}, {}
    figures = compare.moved_figures(stored.document, now)
    tables = compare.moved_tables(stored.document, now)
    return (
        {one.target: one.points for one in figures if one.target in waits},
        {one.target: one.rows[:MOST_ROWS] for one in tables},
    )


def _lines(
    report: Report,
    language: str,
    preview: Preview,
    waits: Collection[str],
    blocks: Collection[str],
) -> Mapping[str, Sequence[Difference]]:
    """What waits by piece: each number once, with how often it stands there."""
    was = (
        {one.uid: one.text for one in compare.numbers_in(preview.accepted)}
        if preview.accepted
        else {}
    )
    found: dict[str, dict[str, Difference]] = {}
    for target, number in numbers_by_piece(preview.document):
        old = was.get(number.uid)
        if number.signature not in waits or old is None:
            continue
        lines = found.setdefault(target, {})
        known = lines.get(number.signature) or Difference(
            label=number_label(number.signature),
            old=old,
            new=number.text,
            url=number_url(report, language, number.uid, target),
            uses=0,
            signature=number.signature,
        )
        lines[number.signature] = replace(known, uses=known.uses + 1)
    for target, block in _blocks_by_piece(preview.document):
        if block.id in blocks:
            words = block.label or tree.cell_text(block.caption)
            address = f"#{anchor(block.id)}"
            line = Difference(words, "", "", address, panel=False, signature=block.id)
            found.setdefault(target, {})[block.id] = line
    return {target: tuple(lines.values()) for target, lines in found.items()}


def numbers_by_piece(document: tree.Document) -> "Sequence[tuple[str, tree.Number]]":
    """Every live number with the target of the piece in which it stands."""
    cover = {"summary", *IMPLICATIONS}
    found = []
    for number in compare.numbers_in(document):
        where = number.uid.rpartition("#")[0]
        found.append((f"cover/{where}" if where in cover else f"para/{where}", number))
    return found


def _blocks_by_piece(
    document: tree.Document,
) -> Sequence[tuple[str, tree.Figure | tree.Table]]:
    """Figures with the paragraph above them, tables with the heading under which they stand."""
    found: list[tuple[str, tree.Figure | tree.Table]] = []
    piece = section = ""
    for block in document.blocks:
        match block:
            case tree.Paragraph():
                piece = block.id
            case tree.Heading():
                piece = section = block.id
            case tree.Appendix():
                piece = section = f"section/{block.id.removeprefix('app/')}"
            case tree.Figure():
                found.append((piece, block))
            case tree.Table() if not block.is_typed:
                found.append((section, block))
    return found
