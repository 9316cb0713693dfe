"""A file of measured values: its schema, what it may not change, and writing it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.imports.difference import AffectedRows, Difference, load
from core.imports.fields import Day, Field, Flag, ListOf, Text
from core.imports.numeric_fields import Amount
from core.imports.problems import FileCheck
from core.imports.records import Record, Row, ends_after_start, read_yaml
from core.imports.rows_by_key import RowsByKey
from core.imports.rows_by_name import RowByName, person_by_name
from core.languages.rounding import Rounding, round_to
from core.lengths import SENTENCES
from core.time import working_date
from outcomes.choices import Measure
from outcomes.models import Indicator, Measurement, Strategy
from outcomes.rules.periods import Span, periods
from outcomes.rules.progress import PLACES, ratio, says_ratio


def _value(*, required: bool = False) -> Amount:
    return Amount(digits=20, places=PLACES, required=required)


# What goes as it stands into the field of the same name, and what reads it.
PLAIN: Mapping[str, Callable[[], Field[Any]]] = {
    "measured_on": lambda: Day(required=True),
    "value": _value,
    "numerator": _value,
    "denominator": _value,
    "qualifier": lambda: Text(60),
    "base": lambda: Text(120),
    "comparison_value": _value,
    "comparison_period": lambda: Text(60),
    "note": lambda: Text(SENTENCES, lines=True),
    "entered_by": person_by_name,
    "verified_by": person_by_name,
    "verified_on": Day,
    "illustrative": Flag,
}


def measurements_record(strategy: Strategy) -> Record:
    """The schema of the file: per indicator its established baseline and its measured values."""
    baseline = Record(
        {
            "value": _value(required=True),
            "on": Day(required=True),
            "note": Text(SENTENCES, lines=True),
        }
    )
    measurement = Record(
        {
            "from": Day(required=True),
            "to": Day(required=True),
            **{name: check() for name, check in PLAIN.items()},
            "evidence": Text(SENTENCES, lines=True, required=True),
        },
        ends_after_start("from", "to"),
        ends_after_start("measured_on", "verified_on"),
        _check_day,
        _check_comparison,
        _check_verified,
    )
    known = {one.number: one for one in strategy.indicators.all()}
    number = RowByName(known, _("there is no indicator %(word)s. %(known)s"), required=True)
    indicator = Record(
        {
            "number": number,
            "baseline": baseline,
            "measurements": ListOf(measurement, unique="from"),
        },
        _check_values,
    )
    return Record({"indicators": ListOf(indicator, unique="number", required=True)})


def _check_day(row: Row) -> None:
    if row["measured_on"] and row["measured_on"] > working_date():
        row.problem("measured_on", _("this day has not come yet."))


def _check_comparison(row: Row) -> None:
    has_value = row["comparison_value"] is not None
    if has_value != bool(row["comparison_period"]):
        name = "comparison_period" if has_value else "comparison_value"
        row.problem(name, _("give a comparison value and its period, or neither."))


def _check_verified(row: Row) -> None:
    """A verification has a person, who is another than whoever entered it, and a day."""
    if (row["verified_by"] is None) != (row["verified_on"] is None):
        row.problem("verified_by", _("a verification has a person and a day (verified_on)."))
    elif row["verified_by"] and row["verified_by"] == row["entered_by"]:
        row.problem("verified_by", _("nobody verifies a measurement of their own."))


def _check_values(row: Row) -> None:
    """What the indicator's definition and the stored rows ask of its values."""
    indicator: Indicator | None = row["number"]
    if indicator is None:
        return
    if indicator.number_key and row["measurements"]:
        message = _("this indicator is computed from %(key)s; no measurements are entered.")
        row.problem("measurements", message % {"key": indicator.number_key})
    verified = {
        one.period_start: one for one in indicator.measurements.exclude(verified_by__isnull=True)
    }
    strategy = indicator.strategy
    spans = periods(indicator.period, strategy.starts_on, strategy.ends_on)
    for one in row["measurements"] or []:
        _check_span(one, indicator, spans)
        _settle_ratio(one, indicator)
        _check_stays(one, verified.get(one["from"]))


def _check_span(row: Row, indicator: Indicator, spans: list[Span]) -> None:
    """Only whole periods are measured: quarters, years or bienniums of the strategy."""
    if row["from"] and row["to"] and Span(row["from"], row["to"]) not in spans:
        message = _("this is no %(period)s of the strategy; the next one is %(from)s to %(to)s.")
        near = min(spans, key=lambda one: abs((one.start - row["from"]).days))
        shown = {"from": near.start, "to": near.end}
        row.problem("from", message % {"period": indicator.get_period_display().lower(), **shown})


def _settle_ratio(row: Row, indicator: Indicator) -> None:
    """The value is what numerator and denominator give, and stands alone without them."""
    value, above, below = row["value"], row["numerator"], row["denominator"]
    if any(row.gives(name) and row[name] is None for name in ("value", "numerator", "denominator")):
        return
    if above is None and below is None:
        if value is None:
            row.problem("value", _("give a value, or numerator and denominator."))
        return
    if above is None or not below:
        message = _("give numerator and denominator, or neither; the denominator is not 0.")
        row.problem("denominator", message)
        return
    exact = ratio(above, below, per_cent=indicator.measure == Measure.PER_CENT)
    assert exact is not None  # the denominator is not 0
    if value is None:
        row["value"] = round_to(exact, Rounding.NEAREST, PLACES)
    elif not says_ratio(value, exact):
        message = _("numerator and denominator give %(ratio)s.")
        row.problem("value", message % {"ratio": round_to(exact, Rounding.NEAREST, 2)})


def _check_stays(row: Row, stored: Measurement | None) -> None:
    """A verified value stays; whoever corrects it on its page takes the verification away."""
    if stored is None or row["value"] is None:
        return
    for name in ("value", "numerator", "denominator"):
        if row[name] != getattr(stored, name):
            message = _("the stored value %(value)s was verified and stays; correct it on the "
                        "indicator's page.")  # fmt: skip
            row.problem(name, message % {"value": _plain(getattr(stored, name))})
            return


def _plain(value: Decimal | None) -> str:
    return "–" if value is None else f"{value.normalize():f}"


def measurements_load(strategy: Strategy, data: Mapping[str, Any]) -> None:
    """Bring measured values and established baselines to what a checked file says.

    A baseline that is established already stays: changing it takes a reason, on its page.
    """
    stored = RowsByKey(_measurements(strategy), "indicator", "period_start")
    for row in data["indicators"]:
        indicator: Indicator = row["number"]
        if row["baseline"] and indicator.baseline_value is None:
            indicator.baseline_value = row["baseline"]["value"]
            indicator.baseline_on = row["baseline"]["on"]
            indicator.baseline_note = row["baseline"]["note"]
            indicator.save()
        for one in row["measurements"]:
            measurement = stored.row(indicator=indicator, period_start=one["from"])
            measurement.period_end, measurement.evidence_text = one["to"], one["evidence"]
            for name in PLAIN:
                setattr(measurement, name, one[name])
    stored.write()


def _measurements(strategy: Strategy) -> Any:
    return Measurement.objects.filter(indicator__strategy=strategy)


def measurements_affected_rows(strategy: Strategy, data: Mapping[str, Any]) -> list[AffectedRows]:
    """The rows that such a file speaks of: the values of the indicators that it names."""
    named = [row["number"].pk for row in data["indicators"]]
    return [
        AffectedRows(strategy.indicators.filter(pk__in=named), ("number",), named=False),
        AffectedRows(
            _measurements(strategy).filter(indicator__in=named),
            ("indicator__number", "period_start"),
            frozenset(
                (row["number"].number, one["from"])
                for row in data["indicators"]
                for one in row["measurements"]
            ),
        ),
    ]


def measurements_import(
    content: bytes,
    reading: FileCheck,
    *,
    strategy: Strategy,
    dry_run: bool = False,
    prune: bool = False,
) -> Difference:
    """Load a file of measured values. Raises `FileRefused`; then nothing was written."""
    reading.original = strategy.original_language
    data = read_yaml(content, measurements_record(strategy), reading)
    return load(
        reading=reading,
        affected=lambda: measurements_affected_rows(strategy, data or {}),
        write=lambda: measurements_load(strategy, data or {}),
        dry_run=dry_run,
        prune=prune,
    )
