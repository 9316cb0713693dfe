"""What stands at a report's gate, and what of it waits."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.history.past import known_at
from core.numbers.syntax import parse_token
from reports.composing.computed_numbers import amounts, compute_numbers
from reports.composing.drawing import draw
from reports.composing.gate import ByHand, Gate, data_hashes
from reports.composing.numbering import Numbering
from reports.document import tree
from reports.document.recorded import RecordedAmount, numbers_from_json
from reports.kept_data import kept_of_data
from reports.models import AcceptedNumber, Draft, DraftEdition, NumberOverride, Report

# How the signatures of figures and tables begin.
BLOCKS = ("fig/", "table/")


def gate_of(report: Report, *, opens: bool) -> Gate:
    """The gate of `report`. What was never accepted by itself was with the latest draft."""
    return _gate(report, report.latest_draft, opens=opens)


def _gate(report: Report, latest: Draft | None, *, opens: bool) -> Gate:
    printed = numbers_from_json(latest.numbers) if latest else {}
    rows = list(AcceptedNumber.objects.filter(report=report))
    by_hand = NumberOverride.objects.filter(report=report, confirmed_by__isnull=False)
    own = {row.signature: RecordedAmount(row.value, row.of, row.before) for row in rows}
    return Gate(
        accepted={**printed, **own},
        held=frozenset(row.signature for row in rows if row.hold_reason),
        by_hand={
            row.signature: ByHand(RecordedAmount(row.value, row.of), row.source) for row in by_hand
        },
        printed=printed,
        opens=opens,
        blocks=lambda language: _blocks(latest, language) if latest else {},
    )


def _blocks(draft: Draft, language: str) -> Mapping[str, tree.Figure | tree.Table]:
    row = DraftEdition.objects.filter(draft=draft, language=language).first()
    if row is None:
        return {}
    blocks = tree.from_json(row.tree).blocks
    return {block.id: block for block in blocks if isinstance(block, tree.Figure | tree.Table)}


def amounts_now(report: Report, draft: Draft) -> Mapping[str, RecordedAmount]:
    """What the data say of every number and figure of `draft`; kept until data are written."""

    def compute() -> Mapping[str, RecordedAmount]:
        recorded = numbers_from_json(draft.numbers)
        with known_at(report.known_at):
            tokens = [parse_token(signature) for signature in recorded]
            found = amounts(compute_numbers(tokens, report.number_context))
            return {**found, **_figures_now(report, draft)}

    return kept_of_data("reports.amounts_now", compute, report.pk, draft.pk)


def _figures_now(report: Report, draft: Draft) -> Mapping[str, RecordedAmount]:
    """Hashes of the draft's figures. Tables, of perhaps ten thousand rows, are asked by drafts alone."""
    blocks = _blocks(draft, report.original_language)
    figures = {id_.removeprefix("fig/"): 0 for id_ in blocks if id_.startswith("fig/")}
    if not figures:
        return {}
    numbering = Numbering({}, {}, figures, {}, {})
    return data_hashes(draw(report, numbering, report.original_language))


def tables_now(report: Report) -> Mapping[str, RecordedAmount]:
    """Hashes of the generated tables of the latest draft, drawn anew from the data."""
    latest = report.latest_draft
    blocks = _blocks(latest, report.original_language) if latest else {}
    tables = {
        id_.removeprefix("table/"): 0
        for id_, block in blocks.items()
        if isinstance(block, tree.Table) and not block.is_typed
    }
    if not tables:
        return {}
    with known_at(report.known_at):
        numbering = Numbering({}, {}, {}, tables, {})
        return data_hashes(draw(report, numbering, report.original_language))


@dataclass(frozen=True)
class Waiting:
    """A number or figure whose data say something else than what was accepted."""

    signature: str
    accepted: RecordedAmount
    now: RecordedAmount
    held: bool


def waiting(report: Report) -> list[Waiting]:
    """What of the latest draft waits to be let in, in the order of the signatures; held ones too."""
    latest = report.latest_draft
    if latest is None or not report.is_in_drafting:
        return []
    gate = _gate(report, latest, opens=False)
    return [
        Waiting(signature, gate.accepted[signature], now, signature in gate.held)
        for signature, now in amounts_now(report, latest).items()
        if gate.waits(signature, now)
    ]


def behind(report: Report) -> int:
    """How many numbers of the latest draft are not, or not yet, what the data say."""
    latest = report.latest_draft
    if latest is None or not report.is_in_drafting:
        return 0
    gate = _gate(report, latest, opens=False)
    count = 0
    for signature, now in amounts_now(report, latest).items():
        due = gate.set_by_hand(signature, now) or now
        drafted = gate.printed.get(signature, gate.accepted.get(signature, due))
        count += gate.waits(signature, now) or drafted.exact != due.exact
    return count
