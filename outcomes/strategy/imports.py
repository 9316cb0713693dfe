"""What a strategy file says of the framework: its schema, and which rows it speaks of."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.codes import TAKEN
from core.imports.difference import AffectedRows, Key
from core.imports.fields import Choice, Day, Field, ListOf, Text, Texts, slug
from core.imports.keys import RowKey, known_keys
from core.imports.numeric_fields import Whole
from core.imports.problems import quoted
from core.imports.records import Record, Row, ends_after_start
from core.languages import LANGUAGES
from core.lengths import TEXT
from outcomes.indicators.imports import begins, in_force, indicator, indicator_affected_rows
from outcomes.models import LEVELS, Deliverable, Driver, Outcome, Output, Strategy
from outcomes.models.thresholds import (
    FEWEST_UPDATES,
    GRAVER,
    MOST_DAYS,
    MOST_UPDATES,
    usual_thresholds,
)
from outcomes.models.thresholds import NAMES as THRESHOLDS
from outcomes.own_fields.imports import own_field_list, own_fields_affected_rows
from outcomes.strategy.deliverable_imports import DeliverableField
from outcomes.terms.imports import check_terms, term_fields, terms_affected_rows


def framework_fields(
    below_outcome: Mapping[str, Field[Any]], below_deliverable: Mapping[str, Field[Any]]
) -> dict[str, Field[Any]]:
    """The part of a strategy file that the framework reads.

    `below_outcome` are what other floors read under an outcome, such as its risks, `below_deliverable`
    what they read under a deliverable, such as its projects.
    """
    output = Record(
        {
            "number": RowKey(10, known_keys(()), required=True),
            "title": Texts(300, required=True),
            "subtitle": Texts(300),
            "in_force": in_force(),
            "deliverables": ListOf(DeliverableField(below_deliverable)),
        }
    )
    outcome = Record(
        {
            "number": RowKey(10, known_keys(()), required=True),
            "title": Texts(300),
            "subtitle": Texts(300),
            "opening": Texts(TEXT, lines=True),
            "in_force": in_force(),
            "outputs": ListOf(output),
            "indicators": ListOf(indicator()),
            **below_outcome,
        }
    )
    driver = Record(
        {"slug": slug(), "title": Texts(300, required=True), "in_force": in_force()},
    )
    return {
        "slug": slug(),
        "title": Texts(300, required=True),
        "short_title": Texts(80, required=True),
        "symbol": Text(60),
        "period": Record(
            {"from": Day(required=True), "to": Day(required=True)},
            ends_after_start("from", "to"),
            required=True,
        ),
        "original_language": Choice(LANGUAGES, _("language"), default="en"),
        "rounds_every": Choice({"month": "1", "quarter": "3"}, _("rhythm"), default="1"),
        "languages": ListOf(Choice(LANGUAGES, _("language"))),
        "thresholds": Record(_thresholds(), _check_thresholds),
        "level_names": Record({level: Texts(60) for level in LEVELS}),
        **term_fields(),
        "own_fields": own_field_list(),
        "outcomes": ListOf(outcome),
        "drivers": ListOf(driver, unique="slug"),
        "indicators": ListOf(indicator()),
    }


def _thresholds() -> dict[str, Field[Any]]:
    found: dict[str, Field[Any]] = {name: Whole(1, MOST_DAYS) for name in THRESHOLDS}
    return found | {"stuck_updates": Whole(FEWEST_UPDATES, MOST_UPDATES)}


def _check_thresholds(row: Row) -> None:
    """The graver of two is not reached before the other."""
    usual = usual_thresholds()._asdict()
    for less, more in GRAVER:
        low, high = row[less] or usual[less], row[more] or usual[more]
        if high < low:
            message = _("%(high)d is less than %(low)d, the limit of “%(name)s”.")
            told = {"high": high, "low": low, "name": less}
            row.problem(more if row[more] else less, message % told)


def check_framework(row: Row) -> None:
    """What only the whole file shows: a name that is taken, numbers given twice for the same time."""
    if row["slug"] in TAKEN:
        row.problem("slug", _("this is an address of the program; choose another."))
    check_terms(row)
    outcomes = row["outcomes"] or []
    _check_numbers(outcomes)
    _check_numbers([one for outcome in outcomes for one in outcome["outputs"] or []])
    inner = [one for outcome in outcomes for one in outcome["indicators"] or []]
    _check_numbers([*inner, *(row["indicators"] or [])])
    for part in (*outcomes, *(o for one in outcomes for o in one["outputs"] or [])):
        _check_inside(part, row["period"] or {})


def _check_numbers(rows: Iterable[Row]) -> None:
    """A number may come again only for another time: two parts may follow one another."""
    seen: dict[tuple[Any, Any], Row] = {}
    for row in rows:
        key = (row["number"], begins(row))
        if row["number"] and key in seen:
            first = seen[key].location_of("number")
            message = _("the number %(number)s stands here twice, first at %(place)s; give another, "
                        "or the time in which each holds (in_force).")  # fmt: skip
            row.problem("number", message % {"number": quoted(row["number"]), "place": first})
        seen.setdefault(key, row)


def _check_inside(part: Row, period: Mapping[str, Any]) -> None:
    """A part that holds only outside the strategy's years is a slip of the pen."""
    time = part["in_force"] or {}
    first, last = time.get("from"), time.get("to")
    starts, ends = period.get("from"), period.get("to")
    if (first and ends and first > ends) or (last and starts and last < starts):
        part.problem("in_force", _("this time lies outside the period of the strategy."))


def framework_affected_rows(data: Mapping[str, Any]) -> list[AffectedRows]:
    """The rows that the framework part of a strategy file speaks of."""
    slug_ = data["slug"]
    outcomes = data["outcomes"]
    outputs = [(o, one) for o in outcomes for one in o["outputs"]]
    return [
        AffectedRows(Strategy.objects.filter(slug=slug_), ("slug",), named=False),
        terms_affected_rows(data),
        own_fields_affected_rows(data),
        AffectedRows(
            Outcome.objects.filter(strategy__slug=slug_),
            ("number", "in_force_from"),
            frozenset((o["number"], begins(o)) for o in outcomes),
            (Output, Deliverable),
        ),
        AffectedRows(
            Output.objects.filter(outcome__strategy__slug=slug_),
            ("number", "in_force_from"),
            frozenset((one["number"], begins(one)) for _o, one in outputs),
            (Deliverable,),
        ),
        AffectedRows(
            Deliverable.objects.filter(output__outcome__strategy__slug=slug_),
            ("output__number", "part_of__title", "title"),
            frozenset(_deliverable_keys(outputs)),
            (Deliverable,),
        ),
        AffectedRows(
            Driver.objects.filter(strategy__slug=slug_),
            ("slug",),
            frozenset((one["slug"],) for one in data["drivers"]),
        ),
        *indicator_affected_rows(data),
    ]


def deliverables_of(output: Row) -> Iterator[tuple[str | None, Row]]:
    """Each deliverable of an output, with the title of that which it is a part of."""
    for one in output["deliverables"]:
        yield None, one
        yield from ((one["title"].get("en", ""), part) for part in one["parts"])


def _deliverable_keys(outputs: Iterable[tuple[Row, Row]]) -> Iterable[Key]:
    for _outcome, output in outputs:
        for whole, one in deliverables_of(output):
            yield (output["number"], whole, one["title"].get("en", ""))
