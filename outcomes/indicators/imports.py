"""What a strategy file says of indicators and their targets."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.imports.difference import AffectedRows
from core.imports.fields import Choice, Day, Flag, ListOf, Text, Texts, words_of
from core.imports.keys import RowKey, known_keys
from core.imports.numeric_fields import Amount
from core.imports.problems import did_you_mean, quoted
from core.imports.records import Record, Row, ends_after_start
from core.lengths import SENTENCES, TEXT
from core.models import Unit, User
from core.numbers.registry import numbers
from outcomes.choices import Accumulation, Aggregation, Basis, Direction, Measure, Period
from outcomes.indicators.numbers import RESTS_ON_ITSELF
from outcomes.models import Indicator, Target


def in_force() -> Record:
    """From when to when a part holds; either end may be open."""
    return Record({"from": Day(), "to": Day()}, ends_after_start("from", "to"))


def target() -> Record:
    """What an indicator is to reach from one day to another."""
    return Record(
        {
            "from": Day(required=True),
            "to": Day(required=True),
            "value": Amount(digits=20, places=6, required=True),
            "note": Text(SENTENCES, lines=True),
            "reason": Text(300),
        },
        ends_after_start("from", "to"),
    )


def baseline() -> Record:
    """Where an indicator starts; without a value it is still to be established."""
    return Record(
        {
            "value": Amount(digits=20, places=6),
            "on": Day(),
            "text": Texts(200),
            "note": Text(SENTENCES, lines=True),
            "reason": Text(300),
        }
    )


def indicator() -> Record:
    """An indicator with its definition, baseline and targets."""
    units = list(Unit.objects.values_list("code", flat=True))
    people = list(User.objects.values_list("username", flat=True))
    return Record(
        {
            "number": RowKey(10, known_keys(()), required=True),
            "title": Texts(300, required=True),
            "measure": Choice(
                words_of(Measure),
                pgettext("of an indicator", "measure"),
                default=Measure.NUMBER.value,
            ),
            "direction": Choice(words_of(Direction), _("direction"), default=Direction.UP.value),
            "basis": Choice(words_of(Basis), _("basis"), default=Basis.LEVEL.value),
            "accumulation": Choice(
                words_of(Accumulation), _("accumulation"), default=Accumulation.NONE.value
            ),
            "period": Choice(words_of(Period), _("period"), default=Period.YEAR.value),
            "aggregation": Choice(
                words_of(Aggregation), _("aggregation"), default=Aggregation.LATEST.value
            ),
            "scope": Texts(200),
            "baseline": baseline(),
            "targets": ListOf(target(), unique="from"),
            "means_of_verification": Texts(SENTENCES, lines=True),
            "criteria": Texts(TEXT, lines=True),
            "responsible_unit": Choice(units, _("unit")),
            "responsible": Choice(people, _("person")),
            "number_key": Text(200),
            "illustrative": Flag(),
            "in_force": in_force(),
        },
        _check_accumulation,
        _check_number_key,
    )


def _check_accumulation(row: Row) -> None:
    """Only changes add up; the same rule stands in the database."""
    basis, accumulation = row["basis"], row["accumulation"]
    wrong = (basis == Basis.LEVEL and accumulation != Accumulation.NONE) or (
        basis == Basis.POINTS and accumulation == Accumulation.COMPOUNDED
    )
    if wrong:
        message = _("levels do not add up, points can be added, and only relative changes can be "
                    "compounded.")  # fmt: skip
        row.problem("accumulation", message)


def _check_number_key(row: Row) -> None:
    key = str(row["number_key"] or "").split(" ")[0]
    if key and key not in numbers:
        known = did_you_mean(key, [one.key for one in numbers])
        message = _("there is no live number %(key)s. %(known)s")
        row.problem("number_key", message % {"key": quoted(key), "known": known})
    elif key and numbers[key].of_indicators:
        row.problem("number_key", str(RESTS_ON_ITSELF))


def begins(row: Mapping[str, Any]) -> Any:
    """The first day of a part's time, None where it is open."""
    return (row.get("in_force") or {}).get("from")


def indicators_of(data: Mapping[str, Any]) -> list[tuple[str, Row]]:
    """Every indicator of the file with the number of its outcome ("" for the whole strategy)."""
    inner = [(o["number"], one) for o in data["outcomes"] for one in o["indicators"]]
    return inner + [("", one) for one in data["indicators"]]


def indicator_affected_rows(data: Mapping[str, Any]) -> list[AffectedRows]:
    """The indicators and targets of which a strategy file says everything."""
    slug_, indicators = data["slug"], [one for _o, one in indicators_of(data)]
    return [
        AffectedRows(
            Indicator.objects.filter(strategy__slug=slug_),
            ("number", "in_force_from"),
            frozenset((one["number"], begins(one)) for one in indicators),
            (Target,),
        ),
        AffectedRows(
            Target.objects.filter(indicator__strategy__slug=slug_),
            ("indicator__number", "period_start"),
            frozenset((i["number"], t["from"]) for i in indicators for t in i["targets"]),
        ),
    ]
