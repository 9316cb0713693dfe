"""What a live number was: in earlier drafts, and as it was let in, held or set by hand, and by whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Func, IntegerField
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.history.tracking import DELETE, event_model_of
from core.models.people import people_by_id
from reports.models import AcceptedNumber, Draft, NumberOverride, Report

MOST_DRAFTS = 60
MOST_EVENTS = 60
MOST_STEPS = 20  # told of one number


@dataclass(frozen=True)
class PastStep:
    """Something that a number went through: `amount` from `at` on, `rows` behind it where drafts know."""

    at: datetime
    what: str
    amount: str
    rows: int | None = None
    who: str = ""
    reason: str = ""


def number_history(report: Report, signature: str, *, names: bool) -> Sequence[PastStep]:
    """The latest first; three queries and one for the people. Without `names` nobody is named."""
    steps = [
        *_drafted(report, signature),
        *_accepted(report, signature),
        *_by_hand(report, signature),
    ]
    people = people_by_id({one for _step, one in steps if one is not None}) if names else {}
    found = [replace(step, who=str(people[who])) if who in people else step for step, who in steps]
    return sorted(found, key=lambda step: step.at, reverse=True)[:MOST_STEPS]


_Step = tuple[PastStep, int | None]


def _drafted(report: Report, signature: str) -> Iterator[_Step]:
    """The drafts in which the amount was another than in the one before."""
    own = KeyTransform(signature, "numbers")
    rows = (
        Draft.objects.filter(report=report, numbers__has_key=signature)
        .order_by("-number")
        .annotate(
            value_then=KeyTextTransform("value", own),
            of_then=KeyTextTransform("of", own),
            rows_then=Func(
                KeyTransform("rows", own),
                function="jsonb_array_length",
                output_field=IntegerField(),
            ),
        )
        .values_list("number", "made_at", "value_then", "of_then", "rows_then")[:MOST_DRAFTS]
    )
    before = None
    for number, made_at, value, of, count in reversed(list(rows)):
        if (value, of) == before:
            continue
        before = (value, of)
        words = _("printed in draft %(number)s") % {"number": number}
        # A number whose value is a measure or an amount of money has rows that say nothing of it.
        yield PastStep(made_at, words, plain_amount(value, of), rows=count or None), None


def _accepted(report: Report, signature: str) -> Iterator[_Step]:
    """What was let in, held and released, as the triggers of the database wrote it down."""
    before: Any = None
    for event in _events(AcceptedNumber, report, signature):
        if event.pgh_label == DELETE:
            before = None
            continue
        amount = plain_amount(event.value, event.of)
        if before is None or (event.value, event.of) != (before.value, before.of):
            yield PastStep(event.accepted_at, _("accepted"), amount), event.accepted_by_id
        if event.hold_reason and (before is None or event.hold_reason != before.hold_reason):
            held = PastStep(event.held_at, _("held"), amount, reason=event.hold_reason)
            yield held, event.held_by_id
        before = event


def _by_hand(report: Report, signature: str) -> Iterator[_Step]:
    """What was proposed by hand, and confirmed."""
    before: Any = None
    for event in _events(NumberOverride, report, signature):
        amount = plain_amount(event.value, event.of)
        if event.pgh_label == DELETE:
            yield PastStep(event.pgh_created_at, _("follows the data again"), ""), None
            before = None
        elif before is None:
            asked = PastStep(event.asked_at, _("proposed by hand"), amount, reason=event.reason)
            yield asked, event.asked_by_id
            before = event
        elif event.confirmed_by_id and not before.confirmed_by_id:
            yield (
                PastStep(event.confirmed_at, _("confirmed by hand"), amount),
                event.confirmed_by_id,
            )
            before = event


def _events(model: Any, report: Report, signature: str) -> list[Any]:
    events = event_model_of(model)._default_manager
    rows = events.filter(report=report, signature=signature).order_by("-pgh_id")
    return list(reversed(rows[:MOST_EVENTS]))


def plain_amount(value: str, of: str) -> str:
    """An exact amount as pages show it: "72 / 119"."""
    parts = [number_format(each, force_grouping=True) for each in (value, of) if each]
    return " / ".join(parts) or "–"
