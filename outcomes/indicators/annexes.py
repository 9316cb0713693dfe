"""The table of indicators, as an annex of a report."""

from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures.annexes import (
    AnnexCell,
    AnnexColumn,
    AnnexData,
    AnnexSpec,
    TableChoice,
    Untranslated,
    active_profile,
    annex_data,
    annexes,
    cell,
    joined,
    labels_of,
)
from core.numbers.registry import NumberContext
from outcomes.asked import BY_OUTCOME
from outcomes.choices import Basis, Direction, Measure
from outcomes.indicators.numbers import states_asked
from outcomes.indicators.state import IndicatorState, Line
from outcomes.indicators.wording import shown_value
from outcomes.models import Indicator
from outcomes.printed import narrowed_caption
from outcomes.rules.periods import Span

DASH = "–"


def _indicators(context: NumberContext, choice: TableChoice) -> AnnexData:
    states = [*states_asked(context, choice.params).values()]
    columns = [*_with_targets(choice.of(COLUMNS, USUAL), states)]
    prefetch_related_objects([one.indicator for one in states], "responsible_unit")
    judged = bool(JUDGED & {column.key for column in columns})
    return annex_data(
        columns,
        states,
        caption=narrowed_caption(_caption(context, judged), context, choice.params),
        heading=_heading,
        note=_note(states, judged),
        illustrative=_illustrative(states) if judged else "",
    )


def _caption(context: NumberContext, judged: bool) -> str:
    if not judged:
        return _("Indicators, baselines and targets")
    date = active_profile().date(context.at)
    return _("Indicators: baselines, targets and what was reached by %(date)s") % {"date": date}


def _heading(state: IndicatorState) -> AnnexCell | None:
    """ "1. Title" of the outcome; nothing for an indicator of the whole strategy."""
    outcome = state.indicator.outcome
    if outcome is None:
        return None
    title = cell(outcome, "title")
    untitled = outcome.called(state.indicator.strategy.printed_name("outcome"))
    return joined(f"{outcome.number}. ", title) if title else untitled


def _with_targets(
    columns: Sequence[AnnexColumn[IndicatorState]], states: Sequence[IndicatorState]
) -> Iterator[AnnexColumn[IndicatorState]]:
    """The column of targets becomes one for each period, where they are few enough to stand beside
    one another; else all targets of an indicator stand in one cell."""
    for column in columns:
        spans = _longest({line.span for one in states for line in one.lines})
        if column.key != TARGETS or not 0 < len(spans) <= MOST_PERIODS:
            yield column
            continue
        for span in spans:
            yield _target_column(span)


def _longest(spans: Collection[Span]) -> list[Span]:
    """The periods that lie in no other: beside a biennium its years have no column of their own."""
    alone = [
        span for span in spans if not any(other != span and other.holds(span) for other in spans)
    ]
    return sorted(alone, key=lambda span: (span.start, span.end))


def _target_column(span: Span) -> AnnexColumn[IndicatorState]:
    """What is to be reached in one period, or in the shorter ones within it."""

    def target(state: IndicatorState) -> AnnexCell:
        lines = [line for line in state.lines if span.holds(line.span)]
        if len(lines) == 1 and lines[0].span == span:
            return _target(lines[0], state.indicator)
        return _told(lines, state.indicator)

    label = _("Target %(period)s") % {"period": span.label}
    return AnnexColumn(TARGETS, label, 20, target)


def _targets(state: IndicatorState) -> AnnexCell:
    """All targets of an indicator."""
    return _told(state.lines, state.indicator)


def _told(lines: Sequence[Line], indicator: Indicator) -> str:
    """ "2018, 2019: at least 95 per cent; 2020: at least 97 per cent"."""
    periods: dict[str, list[str]] = {}
    for line in lines:
        periods.setdefault(_target(line, indicator), []).append(line.span.label)
    listed = (f"{', '.join(labels)}: {words}" for words, labels in periods.items())
    return "; ".join(listed) or DASH


def _listed(state: IndicatorState, field: str) -> AnnexCell:
    """A text of several lines as a sentence: "Staff know it; training is effective"."""
    words = cell(state.indicator, field)
    text = words.text if isinstance(words, Untranslated) else words
    listed = "; ".join(line.strip().rstrip(";") for line in text.splitlines() if line.strip())
    if isinstance(words, Untranslated):
        return Untranslated(listed, words.language)
    return listed or DASH


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


def _of_judged(words: Callable[[Line, Indicator], str]) -> Callable[[IndicatorState], AnnexCell]:
    """What is said of the period that an indicator is judged by; a dash before the first."""
    return lambda state: words(state.judged, state.indicator) if state.judged else DASH


TARGETS = "targets"
MOST_PERIODS = 4
COLUMNS: Sequence[AnnexColumn[IndicatorState]] = (
    AnnexColumn("code", gettext_lazy("No."), 5, lambda state: state.indicator.number),
    AnnexColumn(
        "title", gettext_lazy("Indicator"), 48, lambda state: cell(state.indicator, "title")
    ),
    AnnexColumn("baseline", gettext_lazy("Baseline"), 24, lambda state: _baseline(state.indicator)),
    AnnexColumn(
        "period", gettext_lazy("Period"), 9, _of_judged(lambda line, _indicator: line.span.label)
    ),
    AnnexColumn("target", gettext_lazy("Target"), 16, _of_judged(_target)),
    AnnexColumn(
        "actual",
        gettext_lazy("Actual"),
        12,
        _of_judged(lambda line, indicator: _printed(line.actual, indicator)),
    ),
    AnnexColumn("state", gettext_lazy("State"), 14, lambda state: str(state.state.label)),
    AnnexColumn(TARGETS, gettext_lazy("Targets"), 30, _targets),
    AnnexColumn(
        "criteria",
        gettext_lazy("Criteria for success"),
        40,
        lambda state: _listed(state, "criteria"),
    ),
    AnnexColumn(
        "means",
        gettext_lazy("Means of verification"),
        24,
        lambda state: _listed(state, "means_of_verification"),
    ),
    AnnexColumn(
        "scope", gettext_lazy("Scope"), 20, lambda state: cell(state.indicator, "scope") or DASH
    ),
    AnnexColumn(
        "unit",
        gettext_lazy("Unit"),
        10,
        lambda state: getattr(state.indicator.responsible_unit, "code", DASH),
    ),
)
USUAL = ("code", "title", "baseline", "period", "target", "actual", "state")
# Columns that say how an indicator stands, which is known once a period has ended.
JUDGED = {"period", "target", "actual", "state"}


def _note(states: Sequence[IndicatorState], judged: bool) -> str:
    if not states:
        return _("The strategy has no indicator.")
    if not judged:
        return ""
    return _("Each indicator is judged by its latest target whose period has ended.")


def _illustrative(states: Sequence[IndicatorState]) -> str:
    if any(row.illustrative for each in states for line in each.lines for row in line.readings):
        return _("Some values are illustrative: no public source gives them.")
    return ""


def register() -> None:
    """Declare the annexes of this app."""
    label = gettext_lazy("Indicators")
    columns = labels_of(COLUMNS)
    annexes.register(
        AnnexSpec("indicators", label, _indicators, "outcomes.indicators", columns, BY_OUTCOME)
    )
