"""Figures of the indicators, drawn from the very numbers that stand in the text."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.figures.bars import bar_figure
from core.figures.line_svg import LineFigure, LineSeries
from core.figures.registry import FigureData, FigureSpec, figures
from core.languages.translated import text_of
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token
from outcomes.indicators.state import IndicatorState
from outcomes.indicators.wording import plain


def _by_state(context: NumberContext, params: Mapping[str, str]) -> FigureData:
    value = number_value(parse_token("indicators.by_state"), context)
    day = {"strategy": context.strategy, "at": context.at.isoformat()}
    return bar_figure(
        value,
        key="indicators-by-state",
        caption=_("Indicators by state"),
        unit=_("indicators"),
        rows=lambda part: {**day, "state": part},
        counted=_counted,
        note=_("Measured values are illustrative."),
    )


def _counted(total: int) -> str:
    return ngettext("%(count)s indicator", "%(count)s indicators", total) % {"count": total}


def indicator_lines(state: IndicatorState, at: date) -> LineFigure:
    """Baseline, expected path and measured values of one indicator over the life of its strategy."""
    indicator = state.indicator
    strategy = indicator.strategy
    start, end = strategy.starts_on.toordinal(), strategy.ends_on.toordinal()
    baseline = indicator.baseline_value
    expected = [
        (line.span.end.toordinal(), line.expected)
        for line in state.lines
        if line.expected is not None
    ]
    measured = [
        (row.period_end.toordinal(), row.value)
        for row in indicator.measurements.all()
        if row.period_end <= at
    ]
    if indicator.number_key:
        measured = [
            (min(line.span.end, at).toordinal(), line.actual)
            for line in state.lines
            if line.actual is not None
        ]
    if baseline is not None and expected:
        expected.insert(0, (start, baseline))
    series = [
        LineSeries(_("Baseline"), "level", ((start, baseline),) if baseline is not None else ()),
        LineSeries(_("Expected"), "expected", tuple(expected)),
        LineSeries(_("Actual"), "actual", tuple(measured)),
    ]
    listed = "; ".join(f"{row.span.label}: {plain(row.actual) or '–'}" for row in state.lines)
    return LineFigure(
        key=f"indicator-{indicator.pk}",
        caption=_("Expected path and measured values"),
        alt=_("Line chart of indicator %(title)s. Measured: %(listed)s.")
        % {"title": f"{indicator.number} {text_of(indicator, 'title')}", "listed": listed},
        start=start,
        end=end,
        days=tuple((line.span.end.toordinal(), line.span.label) for line in state.lines),
        series=tuple(each for each in series if each.points),
    )


def register() -> None:
    """Declare the figures of this app."""
    figures.register(
        FigureSpec(
            "indicators-by-state",
            "Indicators by state",
            _by_state,
            ("indicators.by_state",),
            page="indicators:indicator-list",
        )
    )
