"""What can be done at the gate: let numbers in, hold one, set one by hand and confirm it."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import User
from core.pages.withheld import withheld
from reports.document.recorded import RecordedAmount
from reports.gate.separation import CONFIRMATION
from reports.gate.state import BLOCKS, Waiting, amounts_now, gate_of, tables_now, waiting
from reports.models import AcceptedNumber, NumberOverride, Report


class GateMoved(Exception):
    """What the person saw is not what the data say any more."""


class OwnOverride(Exception):
    """Nobody confirms what they have set themselves; the message says so."""


def seen_mark(waits: Iterable[Waiting]) -> str:
    """What somebody saw waiting, so that they accept nothing else."""
    return ";".join(f"{one.signature}={one.now.exact}" for one in waits)


def numbers_accept(*, report: Report, user: User, seen: str, signature: str = "") -> int:
    """Let the number of this `signature` in, or all that wait and are not held; how many they were.

    With all of them go the rows of generated tables, which otherwise would say something else.

    Raises `GateMoved` when the data have moved on since the person saw them.
    """
    with transaction.atomic():
        _hold_report(report)
        wait = [
            one
            for one in waiting(report)
            if (one.signature == signature if signature else not one.held)
        ]
        if not wait or seen_mark(wait) != seen:
            raise GateMoved
        rows = {} if signature else tables_now(report)
        amounts_accept(report, {**rows, **{one.signature: one.now for one in wait}}, user)
    return len(wait)


def amounts_accept(
    report: Report, amounts: Mapping[str, RecordedAmount], user: User | None
) -> None:
    """Write down what is accepted from now on; a number that is let in is held no more."""
    rows = {row.signature: row for row in AcceptedNumber.objects.filter(report=report)}
    for signature, amount in amounts.items():
        row = rows.get(signature) or AcceptedNumber(report=report, signature=signature)
        is_same = (row.value, row.of, row.before) == (amount.value, amount.of, amount.before)
        if row.pk and is_same and not row.hold_reason:
            continue
        row.value, row.of, row.before = amount.value, amount.of, amount.before
        row.accepted_at, row.accepted_by = timezone.now(), user
        row.hold_reason, row.held_by, row.held_at = "", None, None
        row.save()


def amounts_drafted(
    report: Report,
    printed: Mapping[str, RecordedAmount],
    instead: Iterable[str],
    user: User | None,
) -> None:
    """Accept what a draft printed of today's data; what it did not print any more is forgotten."""
    kept = set(instead)
    gate = gate_of(report, opens=False)
    amounts = {
        signature: amount
        for signature, amount in printed.items()
        # A held number whose data came back to what is held stays held.
        if signature not in kept and signature not in gate.held
    }
    amounts_accept(report, amounts, user)
    gone = AcceptedNumber.objects.filter(report=report).exclude(signature__in=[*printed])
    gone.delete()
    NumberOverride.objects.filter(report=report).exclude(signature__in=[*printed]).delete()


def number_hold(*, report: Report, user: User, signature: str, reason: str) -> None:
    """Keep the accepted amount of a number until it is released. Raises `GateMoved` if it is gone."""
    with transaction.atomic():
        _hold_report(report)
        gate = gate_of(report, opens=False)
        accepted = gate.accepted.get(signature)
        if accepted is None:
            raise GateMoved
        row = AcceptedNumber.objects.filter(report=report, signature=signature).first()
        row = row or AcceptedNumber(
            report=report,
            signature=signature,
            value=accepted.value,
            of=accepted.of,
            before=accepted.before,
            accepted_at=timezone.now(),
        )
        row.hold_reason, row.held_by, row.held_at = reason, user, timezone.now()
        row.save()


def number_release(*, report: Report, signature: str) -> None:
    """Let a held number wait as the others do."""
    with transaction.atomic():
        _hold_report(report)
        for row in AcceptedNumber.objects.filter(report=report, signature=signature):
            row.hold_reason, row.held_by, row.held_at = "", None, None
            row.save()


def override_ask(*, report: Report, user: User, signature: str, value: str, reason: str) -> None:
    """Propose another amount than the data give; it is printed once somebody else has confirmed it.

    Raises `GateMoved` for a number that the latest draft does not print.
    """
    with transaction.atomic():
        _hold_report(report)
        latest = report.latest_draft
        now = amounts_now(report, latest).get(signature) if latest else None
        if now is None or signature.startswith(BLOCKS):
            raise GateMoved
        NumberOverride.objects.filter(report=report, signature=signature).delete()
        NumberOverride.objects.create(
            report=report,
            signature=signature,
            value=value,
            of=now.of,
            source=now.exact,
            reason=reason,
            asked_at=timezone.now(),
            asked_by=user,
        )


def override_confirm(*, override: NumberOverride, user: User) -> None:
    """Confirm what somebody else has set. Raises `OwnOverride`, and `GateMoved` once it has ended."""
    with transaction.atomic():
        report = override.report
        _hold_report(report)
        row = NumberOverride.objects.filter(pk=override.pk, confirmed_by__isnull=True).first()
        latest = report.latest_draft
        if row is None or latest is None:
            raise GateMoved
        now = amounts_now(report, latest).get(row.signature)
        if now is None or now.exact != row.source or row.value != override.value:
            raise GateMoved
        if why := withheld(CONFIRMATION, row, user):
            raise OwnOverride(why)
        if row.asked_by_id == user.pk:
            raise OwnOverride(_("Somebody else must confirm it."))
        row.confirmed_by, row.confirmed_at = user, timezone.now()
        row.save()
        # Who sets an amount beside that of the data has seen that one.
        amounts_accept(report, {row.signature: now}, user)


def override_end(*, override: NumberOverride) -> None:
    """Go back to what the data say; the history keeps it."""
    override.delete()


def _hold_report(report: Report) -> None:
    """Whoever writes at the gate holds the report's row."""
    Report.objects.select_for_update().get(pk=report.pk)
