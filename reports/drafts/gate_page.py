"""What the page of a report shows of its gate: what moved and why, what is held, what is set by hand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from core.access import Action
from core.models import User
from core.numbers.registry import NumberError, numbers
from core.numbers.syntax import parse_token
from core.pages.withheld import kept_withheld
from core.registry import UnknownKey
from reports.document import tree
from reports.document.recorded import RecordedAmount, numbers_from_json
from reports.drafts.causes import MovedRow, causes
from reports.drafts.difference import Difference
from reports.drafts.number_history import plain_amount
from reports.drafts.number_now import number_now
from reports.drafts.stored import StoredEdition, stored_drafts, stored_edition
from reports.gate.separation import CONFIRMATION
from reports.gate.services import seen_mark
from reports.gate.state import BLOCKS, Waiting, amounts_now, waiting
from reports.models import AcceptedNumber, Draft, NumberOverride, Report
from reports.writers.html import anchor

PLACE = "place"  # the target in the workshop to which whoever acts at the gate goes back
MOST_LISTED = 3  # in the list of reports
MOST_CAUSES = 2  # rows named for a number beside the paper; its panel has more
MOST_EXPLAINED = 12  # numbers whose causes are looked up for one page


@dataclass(frozen=True)
class GateLine:
    """A number or figure that waits; `seen` says what the person sees when they accept it."""

    signature: str
    label: str
    url: str
    old: str
    new: str
    seen: str
    uses: int = 0
    panel: bool = True
    held_because: str = ""
    held_by: str = ""
    causes: Sequence[MovedRow] = ()


@dataclass(frozen=True)
class ByHandLine:
    """A number that is set by hand, or proposed to be; `ended` once the data say something else."""

    pk: int
    signature: str
    label: str
    value: str
    reason: str
    asked_by: str
    asked_at: datetime
    confirmed_by: str
    ended: bool
    withheld: str
    confirm_url: str
    end_url: str


@dataclass(frozen=True)
class GateView:
    """The gate of a report for one person; without rights there are no addresses.

    `others` differ from the draft and do not wait: they are accepted, or bars of a figure. What is done
    leads back to the page in `language`; of the workshop to the `place` there.
    """

    lines: Sequence[GateLine]
    by_hand: Sequence[ByHandLine]
    others: Sequence[Difference]
    open_count: int
    seen_all: str
    accept_url: str = ""
    hold_url: str = ""
    release_url: str = ""
    override_url: str = ""
    language: str = ""
    place: str = ""

    def line(self, signature: str) -> GateLine | None:
        """The line of one number; None where it does not wait."""
        return next((each for each in self.lines if each.signature == signature), None)

    def set_by_hand(self, signature: str) -> ByHandLine | None:
        """How one number is set by hand, if it is."""
        return next((each for each in self.by_hand if each.signature == signature), None)


def gate_view(
    report: Report,
    draft: Draft | None,
    edition: StoredEdition | None,
    user: User,
    moved: Sequence[Difference],
    *,
    only: Collection[str] | None = None,
    place: str = "",
) -> GateView:
    """The gate beside an edition of the latest draft; `moved` is what of it differs from the data.

    With `only` those signatures are told, and all that waits can be accepted all the same.
    """
    if draft is None or edition is None or not report.is_in_drafting:
        return GateView((), (), moved, 0, "")
    printed = {each.signature: each for each in moved if each.signature}
    wait = waiting(report)
    holds = {
        row.signature: row
        for row in AcceptedNumber.objects.filter(report=report)
        .exclude(hold_reason="")
        .select_related("held_by")
    }
    may_accept = user.access.may(Action.ACCEPT_NUMBERS)
    may_override = user.access.may(Action.OVERRIDE_NUMBER)
    free = [one for one in wait if not one.held]

    def address(name: str, *, shown: bool) -> str:
        return reverse(f"reports:{name}", args=[report.slug]) if shown else ""

    told = [one for one in wait if only is None or one.signature in only]
    by_hand = _by_hand(report, draft, user)
    return GateView(
        lines=[
            _line(one, report, edition, user, printed, holds.get(one.signature), number)
            for number, one in enumerate(told)
        ],
        by_hand=[one for one in by_hand if only is None or one.signature in only],
        others=[each for each in moved if each.signature not in {one.signature for one in wait}],
        open_count=len(free),
        seen_all=seen_mark(free),
        accept_url=address("numbers-accept", shown=may_accept),
        hold_url=address("number-hold", shown=may_accept),
        release_url=address("number-release", shown=may_accept),
        override_url=address("number-override", shown=may_override),
        language=edition.document.language,
        place=place,
    )


def _line(
    one: Waiting,
    report: Report,
    edition: StoredEdition,
    user: User,
    printed: Mapping[str, Difference],
    hold: AcceptedNumber | None,
    number: int,
) -> GateLine:
    found = printed.get(one.signature)
    is_number = not one.signature.startswith(BLOCKS)
    return GateLine(
        signature=one.signature,
        label=number_label(one.signature) if is_number else _block_label(one.signature, edition),
        url=found.url if found else f"#{anchor(one.signature)}",
        old=found.old if found else _plainly(one.accepted) if is_number else "",
        new=found.new if found else _plainly(one.now) if is_number else "",
        uses=found.uses if found else 0,
        panel=found is not None,
        seen=seen_mark([one]),
        held_because=hold.hold_reason if hold else "",
        held_by=str(hold.held_by or "") if hold else "",
        causes=_causes(one, report, edition, user) if is_number and number < MOST_EXPLAINED else (),
    )


def _causes(one: Waiting, report: Report, edition: StoredEdition, user: User) -> Sequence[MovedRow]:
    try:
        now = number_now(report, one.signature)
    except (NumberError, UnknownKey):
        return ()
    return causes(now, edition, one.signature, user, most=MOST_CAUSES)


def _block_label(id_: str, edition: StoredEdition | None) -> str:
    """ "Figure 2", as the paper prints it."""
    for block in edition.document.blocks if edition else ():
        if isinstance(block, tree.Figure | tree.Table) and block.id == id_:
            return block.label
    return id_


def number_label(signature: str) -> str:
    """What a number is called, with what narrows it."""
    token = parse_token(signature)
    label = str(numbers[token.key].label) if token.key in numbers else token.key
    told = ", ".join(f"{name}={value}" for name, value in token.params.items())
    return f"{label} ({told})" if told else label


@dataclass(frozen=True)
class WaitingLine:
    """A number that waits, exactly as it was let in and as the data say; of a figure its label alone."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class WaitingList:
    """What waits of a report: how many, and the first of them; `more` are left out."""

    count: int
    lines: Sequence[WaitingLine]
    more: int


def waiting_list(report: Report) -> WaitingList:
    """What waits, for the list of reports."""
    wait = waiting(report)
    latest = stored_drafts(report).latest if wait else None
    edition = stored_edition(latest, report.original_language) if latest else None
    lines = [_waiting_line(one, edition) for one in wait[:MOST_LISTED]]
    return WaitingList(len(wait), lines, len(wait) - len(lines))


def _waiting_line(one: Waiting, edition: StoredEdition | None) -> WaitingLine:
    if one.signature.startswith(BLOCKS):
        return WaitingLine(_block_label(one.signature, edition), "", "")
    return WaitingLine(number_label(one.signature), _plainly(one.accepted), _plainly(one.now))


def _plainly(amount: RecordedAmount) -> str:
    return plain_amount(amount.value, amount.of)


def by_hand_in(report: Report, draft: Draft) -> frozenset[str]:
    """The numbers of a draft that it printed as they were set by hand."""
    rows = NumberOverride.objects.filter(report=report, confirmed_by__isnull=False)
    printed = numbers_from_json(draft.numbers)
    return frozenset(
        row.signature
        for row in rows
        if row.signature in printed and printed[row.signature].value == row.value
    )


def _by_hand(report: Report, draft: Draft, user: User) -> list[ByHandLine]:
    rows = list(
        NumberOverride.objects.filter(report=report).select_related("asked_by", "confirmed_by")
    )
    now = amounts_now(report, draft) if rows else {}
    may = user.access.may(Action.OVERRIDE_NUMBER)
    lines = []
    for row in rows:
        today = now.get(row.signature, RecordedAmount())
        ended = today.exact != row.source
        is_open = may and not ended and row.confirmed_by_id is None
        why = kept_withheld(CONFIRMATION, row, user) if is_open else ""
        lines.append(
            ByHandLine(
                pk=row.pk,
                signature=row.signature,
                label=number_label(row.signature),
                value=_plainly(RecordedAmount(row.value, row.of)),
                reason=row.reason,
                asked_by=str(row.asked_by),
                asked_at=row.asked_at,
                confirmed_by=str(row.confirmed_by or ""),
                ended=ended,
                withheld=why,
                confirm_url=reverse("reports:override-confirm", args=[report.slug, row.pk])
                if is_open and not why
                else "",
                end_url=reverse("reports:override-end", args=[report.slug, row.pk]) if may else "",
            )
        )
    return lines
