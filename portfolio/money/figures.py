"""The figure of money by funding line."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from core.figures.annexes import reported_years
from core.figures.bars import bar_figure
from core.figures.registry import FigureData, FigureSpec, figures
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token


def _by_line(context: NumberContext, params: Mapping[str, str]) -> FigureData:
    """Money spent in the reported year, a bar for each funding line."""
    value = number_value(parse_token("money.by_line"), context)
    caption = _("Money spent by funding line, %(year)s") % {"year": reported_years(context)}
    asked = {
        "strategy": context.strategy,
        "year": context.years,
        "at": context.at.isoformat(),
        "number": "money.by_line",
    }
    return bar_figure(
        value,
        key="money-by-line",
        caption=caption,
        unit=str(value.unit),
        rows=lambda part: {**asked, "line": part, "currency": value.unit},
        note=_("The amounts are illustrative: no public source gives them."),
    )


def register() -> None:
    """Declare the figure of this room."""
    figures.register(
        FigureSpec(
            "money-by-line",
            "Money by funding line",
            _by_line,
            ("money.by_line",),
            page="portfolio:money-list",
        )
    )
