"""The figure of the risks, drawn from the very number that stands in the text."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.figures.registry import FigureData, FigureSpec, Point, figures
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token


def _by_band(context: NumberContext, params: Mapping[str, str]) -> FigureData:
    value = number_value(parse_token("risks.by_band"), context)
    asked = {
        "strategy": context.strategy,
        "at": context.at.isoformat(),
        "register": "register",
        "state": "open",
    }
    points = tuple(
        Point(
            category=part.key,
            label=part.label,
            value=part.value,
            rows=urlencode({**asked, "band": part.key}),
        )
        for part in value.parts
    )
    total = sum(point.value for point in points)
    caption = _("IT risks by residual band, %(date)s") % {
        "date": date_format(context.at, "DATE_FORMAT")
    }
    listed = "; ".join(f"{point.label}: {point.value}" for point in points)
    counted = ngettext("%(count)s risk", "%(count)s risks", total) % {"count": total}
    return FigureData(
        key="risks-by-band",
        kind="bar",
        caption=caption,
        alt=_("Bar chart. %(caption)s. %(counted)s in all. %(listed)s.")
        % {"caption": caption, "counted": counted, "listed": listed},
        unit=_("risks"),
        points=points,
        total=total,
        note=_("Risks and their scores are illustrative: no public source gives them.")
        if value.illustrative
        else "",
    )


def register() -> None:
    """Declare the figure of this app."""
    figures.register(
        FigureSpec(
            "risks-by-band",
            "Risks by residual band",
            _by_band,
            ("risks.by_band",),
            page="risks:risk-list",
        )
    )
