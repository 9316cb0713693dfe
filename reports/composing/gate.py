"""What a paper prints of numbers that have moved: the amount accepted, the one set by hand, or today's.

Plain values; `reports.gate.state` reads them. Without a gate a paper prints what the data say.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

import msgspec

from core.numbers.registry import NumberValue
from reports.composing.computed_numbers import ComputedNumbers, amounts
from reports.composing.drawing import Drawn
from reports.document import tree
from reports.document.recorded import RecordedAmount, RecordedNumber

Kept = TypeVar("Kept", tree.Figure, tree.Table)


def _no_blocks(_language: str) -> Mapping[str, tree.Figure | tree.Table]:
    return {}


@dataclass(frozen=True)
class ByHand:
    """An amount that two people have set, as long as the data say `source`."""

    amount: RecordedAmount
    source: str


@dataclass(frozen=True)
class Gate:
    """What stands at the gate. One that `opens` lets in whatever is not held.

    `accepted` has amounts by signature, of figures and tables hashes; `printed` the numbers of the latest
    draft, and `blocks` its figures and tables in a language, by their ids.
    """

    accepted: Mapping[str, RecordedAmount] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    by_hand: Mapping[str, ByHand] = field(default_factory=dict)
    printed: Mapping[str, RecordedNumber] = field(default_factory=dict)
    opens: bool = True
    blocks: Callable[[str], Mapping[str, tree.Figure | tree.Table]] = _no_blocks

    def set_by_hand(self, signature: str, now: RecordedAmount) -> RecordedAmount | None:
        """The amount that was set by hand, if it still holds."""
        found = self.by_hand.get(signature)
        return found.amount if found and found.source == now.exact else None

    def waits(self, signature: str, now: RecordedAmount) -> bool:
        """Whether an amount other than today's was accepted."""
        found = self.accepted.get(signature)
        return (
            found is not None
            and found.exact != now.exact
            and self.set_by_hand(signature, now) is None
        )

    def instead(self, signature: str, now: RecordedAmount) -> RecordedAmount | None:
        """What is printed in place of today's amount; None: today's."""
        if (by_hand := self.set_by_hand(signature, now)) is not None:
            return by_hand
        lets_in = self.opens and signature not in self.held
        return self.accepted[signature] if not lets_in and self.waits(signature, now) else None


@dataclass(frozen=True)
class Settled:
    """Numbers as the paper prints them; `instead` are those that are not today's."""

    computed: ComputedNumbers
    instead: Mapping[str, RecordedAmount]


def settle(computed: ComputedNumbers, gate: Gate) -> Settled:
    """Put what is printed in place of what the data say."""
    instead = {
        signature: found
        for signature, now in amounts(computed).items()
        if (found := gate.instead(signature, now)) is not None
    }
    if not instead:
        return Settled(computed, {})
    values = {
        signature: _with_amount(value, instead[signature]) if signature in instead else value
        for signature, value in computed.values.items()
    }
    return Settled(replace(computed, values=values), instead)


def _with_amount(value: NumberValue, amount: RecordedAmount) -> NumberValue:
    return replace(
        value,
        value=_decimal(amount.value),
        of=_decimal(amount.of),
        before=_decimal(amount.before),
    )


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def recorded_instead(
    now: Mapping[str, RecordedNumber], settled: Settled, gate: Gate
) -> dict[str, RecordedNumber]:
    """What a draft keeps of its numbers: those not let in with the rows that they were made with."""
    found = dict(now)
    for signature, amount in settled.instead.items():
        before = gate.printed.get(signature)
        if before is not None and before.exact == amount.exact:
            found[signature] = before
        else:
            own = now[signature]
            found[signature] = RecordedNumber(
                *(amount.value, amount.of, amount.before),
                rows=own.rows,
                illustrative=own.illustrative,
            )
    return found


def data_hashes(drawn: Drawn) -> dict[str, RecordedAmount]:
    """Figures and tables by the ids of their blocks, each with a hash of its data."""
    return {
        **{f"fig/{key}": _hashed(data.points) for key, data in drawn.figures.items()},
        **{f"table/{key}": _hashed([map(str, row) for row in data.rows])
           for key, data in drawn.tables.items()},
    }  # fmt: skip


def _hashed(data: object) -> RecordedAmount:
    plain = msgspec.json.encode(data, enc_hook=list)
    return RecordedAmount(hashlib.sha256(plain).hexdigest())


def blocks_kept(document: tree.Document, ids: frozenset[str], gate: Gate) -> tree.Document:
    """The document with the data that the latest draft has of these figures and tables."""
    before = gate.blocks(document.language) if ids else {}
    if not before.keys() & ids:
        return document
    return msgspec.structs.replace(
        document, blocks=tuple(_kept(block, before, ids) for block in document.blocks)
    )


def _kept(
    block: tree.Block, before: Mapping[str, tree.Figure | tree.Table], ids: frozenset[str]
) -> tree.Block:
    match block:
        case tree.Figure(id=id_) if id_ in ids and isinstance(was := before.get(id_), tree.Figure):
            return msgspec.structs.replace(was, number=block.number, label=block.label)
        case tree.Table(id=id_) if id_ in ids and isinstance(was := before.get(id_), tree.Table):
            return msgspec.structs.replace(was, label=block.label)
    return block
