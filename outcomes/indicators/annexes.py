"""The table of indicators, as an annex of a report."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures.annexes import (
    AnnexCell,
    AnnexData,
    AnnexSpec,
    active_profile,
    annexes,
    cell,
    joined,
)
from core.numbers.registry import NumberContext
from outcomes.choices import Basis, Direction, Measure
from outcomes.indicators.numbers import states_of_run
from outcomes.indicators.state import IndicatorState, Line
from outcomes.indicators.wording import shown_value
from outcomes.models import Indicator

DASH = "–"


def _indicators(context: NumberContext) -> AnnexData:
    rows: list[tuple[AnnexCell, ...]] = []
    groups: list[tuple[int, AnnexCell]] = []
    before: Any = None
    for state in states_of_run(context).values():
        outcome = state.indicator.outcome
        if outcome is not None and outcome != before:
            before = outcome
            title = cell(outcome, "title")
            untitled = outcome.called(state.indicator.strategy.printed_name("outcome"))
            groups.append((len(rows), joined(f"{outcome.number}. ", title) if title else untitled))
        rows.append(_line(state))
    date = active_profile().date(context.at)
    return AnnexData(
        caption=_("Indicators: baselines, targets and what was reached by %(date)s")
        % {"date": date},
        columns=(
            *(_("No."), _("Indicator"), _("Baseline")),
            *(_("Period"), _("Target"), _("Actual"), _("State")),
        ),
        rows=tuple(rows),
        groups=tuple(groups),
        widths=(5, 48, 24, 9, 16, 12, 14),
        note=_note(context),
    )


def _line(state: IndicatorState) -> tuple[AnnexCell, ...]:
    indicator, line = state.indicator, state.judged
    return (
        indicator.number,
        cell(indicator, "title"),
        _baseline(indicator),
        line.span.label if line else DASH,
        _target(line, indicator) if line else DASH,
        _printed(line.actual, indicator) if line else DASH,
        str(state.state.label),
    )


def _baseline(indicator: Indicator) -> AnnexCell:
    """The value, or that it is to be established, and when."""
    if indicator.baseline_value is not None:
        return _printed(indicator.baseline_value, indicator)
    if indicator.baseline_on is not None:
        month = active_profile().month_year(indicator.baseline_on)
        return _("to be established in %(month)s") % {"month": month}
    return cell(indicator, "baseline_text") or _("to be established")


def _target(line: Line, indicator: Indicator) -> str:
    """ "at least 95 per cent", "+10 per cent", "−5 days"."""
    words, value = active_profile(), line.target.value
    up = indicator.direction == Direction.UP
    if indicator.basis == Basis.LEVEL:
        level = {"level": _printed(value, indicator)}
        return (_("at least %(level)s") if up else _("at most %(level)s")) % level
    sign = "+" if up else "−"
    if indicator.basis == Basis.RELATIVE:
        return sign + words.per_cent(shown_value(value))
    if indicator.measure == Measure.PER_CENT:
        return _("%(sign)s%(value)s percentage points") % {
            "sign": sign,
            "value": words.decimal(shown_value(value)),
        }
    return sign + _printed(value, indicator)


def _printed(value: Decimal | None, indicator: Indicator) -> str:
    """A value with its unit in house style; a dash for none, which is not 0."""
    if value is None:
        return DASH
    words, shown = active_profile(), shown_value(value)
    if indicator.measure == Measure.PER_CENT:
        return words.per_cent(shown)
    if indicator.measure == Measure.DAYS:
        return _("%(value)s days") % {"value": words.decimal(shown)}
    return words.decimal(shown)


def _note(context: NumberContext) -> str:
    found = states_of_run(context).values()
    if not found:
        return _("The strategy has no indicator.")
    sentences = [_("Each indicator is judged by its latest target whose period has ended.")]
    if any(row.illustrative for each in found for line in each.lines for row in line.readings):
        sentences.append(_("Some values are illustrative: no public source gives them."))
    return " ".join(sentences)


def register() -> None:
    """Declare the annexes of this app."""
    label = gettext_lazy("Indicators")
    annexes.register(AnnexSpec("indicators", label, _indicators, "outcomes.indicators"))
