"""The figure of money by funding line."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from core.figures.registry import FigureData, FigureSpec, Point, figures
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token


def _by_line(context: NumberContext, params: Mapping[str, str]) -> FigureData:
    """Money spent in the reported year, a bar for each funding line."""
    value = number_value(parse_token("money.by_line"), context)
    caption = _("Money spent by funding line, %(year)s") % {"year": context.year}
    points = tuple(
        Point(
            category=part.key,
            label=part.label,
            value=part.value,
            rows=urlencode(
                {
                    "strategy": context.strategy,
                    "year": context.year,
                    "at": context.at.isoformat(),
                    "number": "money.by_line",
                    "line": part.key,
                    "currency": str(value.unit),
                }
            ),
        )
        for part in value.parts
    )
    listed = "; ".join(f"{point.label}: {point.value}" for point in points)
    return FigureData(
        key="money-by-line",
        kind="bar",
        caption=caption,
        alt=_("Bar chart. %(caption)s, in %(currency)s. %(listed)s.")
        % {"caption": caption, "currency": value.unit, "listed": listed},
        unit=str(value.unit),
        points=points,
        total=sum(point.value for point in points),
        note=_("The amounts are illustrative: no public source gives them.")
        if value.illustrative
        else "",
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
