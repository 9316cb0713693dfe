"""Loading a strategy's framework with its indicators, by natural keys.

What a file says replaces what is there; what it no longer names stays, since history hangs on it. Data
have been checked before (`outcomes.strategy.imports`).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from core.languages.translated import set_texts
from core.models import Unit, User
from outcomes.choices import Accumulation, Aggregation, Basis, Direction, Measure, Period
from outcomes.models import (
    Deliverable,
    Driver,
    Indicator,
    Outcome,
    Output,
    Strategy,
    Target,
)
from outcomes.own_fields.imports import own_fields_load
from outcomes.strategy.deliverable_imports import set_deliverable
from outcomes.terms.imports import terms_load

Data = Mapping[str, Any]
Row = TypeVar("Row", bound=models.Model)


def strategy_load(data: Data) -> Strategy:
    """Bring a strategy with its framework and indicators to what `data` says; safe to repeat."""
    strategy = _found(Strategy, slug=data["slug"])
    strategy.symbol = data.get("symbol") or ""
    strategy.starts_on, strategy.ends_on = data["period"]["from"], data["period"]["to"]
    strategy.original_language = data.get("original_language") or "en"
    strategy.rounds_every = int(data.get("rounds_every") or 1)
    strategy.level_names = {
        level: dict(names) for level, names in (data.get("level_names") or {}).items() if names
    }
    for name, value in (data.get("thresholds") or {}).items():
        setattr(strategy, name, value)
    set_texts(strategy, "title", data["title"])
    set_texts(strategy, "short_title", data["short_title"])
    is_new = strategy.pk is None
    strategy.save()
    terms_load(strategy, data, is_new=is_new)
    own_fields_load(strategy, data.get("own_fields") or [])
    outcomes = {
        row["number"]: _load_outcome(strategy, place, row)
        for place, row in enumerate(data.get("outcomes") or [])
    }
    for place, row in enumerate(data.get("drivers") or []):
        driver = _found(Driver, strategy=strategy, slug=row["slug"])
        _set_part(driver, place, row)
        driver.save()
    _load_indicators(strategy, outcomes, data)
    return strategy


def _found(model: type[Row], **key: Any) -> Row:
    """The row of that natural key, else a new one."""
    return model._default_manager.filter(**key).first() or model(**key)


def _begins(row: Data) -> date | None:
    first: date | None = (row.get("in_force") or {}).get("from")
    return first


def _set_part(part: Any, position: int, row: Data) -> None:
    """What all parts have: title, place among their kind, time."""
    part.position = position
    part.in_force_from = _begins(row)
    part.in_force_until = (row.get("in_force") or {}).get("to")
    set_texts(part, "title", row.get("title") or {})


def _lines(texts: Data | None) -> dict[str, str]:
    return {code: text.strip() for code, text in (texts or {}).items()}


def _load_outcome(strategy: Strategy, position: int, row: Data) -> Outcome:
    """An outcome, which may do without a title, with its outputs."""
    key = {"strategy": strategy, "number": row["number"], "in_force_from": _begins(row)}
    outcome = _found(Outcome, **key)
    _set_part(outcome, position, row)
    set_texts(outcome, "subtitle", row.get("subtitle") or {})
    set_texts(outcome, "opening", _lines(row.get("opening")))
    outcome.save()
    for place, below in enumerate(row.get("outputs") or []):
        _load_output(outcome, place, below)
    return outcome


def _load_output(outcome: Outcome, position: int, row: Data) -> None:
    """An output, or whatever this strategy calls that level, with its deliverables."""
    key = {"outcome": outcome, "number": row["number"], "in_force_from": _begins(row)}
    output = _found(Output, **key)
    _set_part(output, position, row)
    set_texts(output, "subtitle", row.get("subtitle") or {})
    output.save()
    for place, below in enumerate(map(_titled, row.get("deliverables") or [])):
        whole = _load_deliverable(output, None, place, below)
        for index, part in enumerate(map(_titled, below.get("parts") or [])):
            _load_deliverable(output, whole, index, part)


def _titled(row: Data) -> Data:
    """A deliverable may stand as its bare title, {en: …, de: …}."""
    return row if "title" in row else {"title": row}


def _load_deliverable(
    output: Output, whole: Deliverable | None, position: int, row: Data
) -> Deliverable:
    """A deliverable, or a part of one; its key is its title in the original language."""
    key = {"output": output, "part_of": whole, "title": row["title"]["en"]}
    found = _found(Deliverable, **key)
    _set_part(found, position, row)
    set_deliverable(found, row)
    found.save()
    return found


# --- Indicators ---------------------------------------------------------------------------------


def _load_indicators(strategy: Strategy, outcomes: Mapping[str, Outcome], data: Data) -> None:
    """Those under an outcome, then those of the strategy as a whole."""
    rows = [
        (outcomes[row["number"]], indicator)
        for row in data.get("outcomes") or []
        for indicator in row.get("indicators") or []
    ]
    loose = [(None, indicator) for indicator in data.get("indicators") or []]
    units = {unit.code: unit for unit in Unit.objects.all()}
    people = {user.username: user for user in User.objects.all()}
    for position, (outcome, row) in enumerate([*rows, *loose]):
        key = {"strategy": strategy, "number": row["number"], "in_force_from": _begins(row)}
        indicator = _found(Indicator, **key)
        indicator.outcome = outcome
        _set_part(indicator, position, row)
        _define(indicator, row)
        unit, person = row.get("responsible_unit"), row.get("responsible")
        indicator.responsible_unit = units[unit] if unit else None
        indicator.responsible = people[person] if person else None
        indicator.save()
        for target in row.get("targets") or []:
            _load_target(indicator, target)


def _define(indicator: Indicator, row: Data) -> None:
    """Definition and baseline, as the file has them."""
    indicator.measure = row.get("measure") or Measure.NUMBER
    indicator.direction = row.get("direction") or Direction.UP
    indicator.basis = row.get("basis") or Basis.LEVEL
    indicator.accumulation = row.get("accumulation") or Accumulation.NONE
    indicator.period = row.get("period") or Period.YEAR
    indicator.aggregation = row.get("aggregation") or Aggregation.LATEST
    indicator.number_key = row.get("number_key") or ""
    indicator.illustrative = bool(row.get("illustrative"))
    for name in ("scope", "means_of_verification", "criteria"):
        set_texts(indicator, name, _lines(row.get(name)))
    _set_baseline(indicator, row.get("baseline") or {})


def _set_baseline(indicator: Indicator, row: Data) -> None:
    """A baseline that has been established stays where the file still says "to be established"."""
    set_texts(indicator, "baseline_text", row.get("text") or {})
    before, value = indicator.baseline_value, _decimal(row.get("value"))
    if before is not None and value is None:
        return
    if before is not None and before != value:
        indicator.baseline_reason = row.get("reason") or _from_file()
    indicator.baseline_value = value
    indicator.baseline_on = row.get("on")
    indicator.baseline_note = (row.get("note") or "").strip()


def _load_target(indicator: Indicator, row: Data) -> None:
    """A target of a period; a file that changes one says why, or that it was the file."""
    target = _found(Target, indicator=indicator, period_start=row["from"])
    value = Decimal(str(row["value"]))
    if target.pk is not None and target.value != value:
        target.reason = row.get("reason") or _from_file()
    target.period_end, target.value = row["to"], value
    target.note = (row.get("note") or "").strip()
    target.save()


def _from_file() -> str:
    return _("Changed by loading the strategy's file.")


def _decimal(value: Any) -> Decimal | None:
    """An exact value; empty stays empty and never becomes 0."""
    return None if value is None else Decimal(str(value))
