"""The figure of the risks, drawn from the very number that stands in the text."""

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.figures.bars import bar_figure
from core.figures.registry import FigureData, FigureSpec, figures
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token
from outcomes.printed import printed_name


def _by_band(context: NumberContext, params: Mapping[str, str]) -> FigureData:
    value = number_value(parse_token("risks.by_band"), context)
    asked = {
        "strategy": context.strategy,
        "at": context.at.isoformat(),
        "register": "register",
        "state": "open",
    }
    caption = _("%(risks)s by residual band, %(date)s") % {
        "risks": printed_name(context, "risks"),
        "date": date_format(context.at, "DATE_FORMAT"),
    }
    return bar_figure(
        value,
        key="risks-by-band",
        caption=caption,
        unit=_("risks"),
        rows=lambda part: {**asked, "band": part},
        counted=_counted,
        note=_("Risks and their scores are illustrative: no public source gives them."),
    )


def _counted(total: int) -> str:
    return ngettext("%(count)s risk", "%(count)s risks", total) % {"count": total}


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
