"""Figures of projects, drawn from the very numbers that stand in the text."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from core.figures.annexes import reported_years
from core.figures.bars import bar_figure
from core.figures.registry import FigureData, FigureSpec, figures
from core.numbers.registry import NumberContext, NumberValue, number_value
from core.numbers.syntax import parse_token
from core.pages.looking_back import FACTS, OF_TODAY
from outcomes.printed import printed_name
from portfolio.projects.numbers import GROUP_LABELS
from portfolio.projects.wording import counted, placement_caption, unit


def _by_placement(context: NumberContext, params: Mapping[str, str]) -> FigureData:
    value = number_value(parse_token("projects.by_place"), context)
    caption = placement_caption(context, value.parts)
    return _bars("projects-by-place", "place", caption, value, context)


def _by_category(context: NumberContext, params: Mapping[str, str]) -> FigureData:
    value = number_value(parse_token("projects.by_category"), context)
    caption = _worded(_("%(projects)s by category, %(year)s work plan"), context)
    return _bars("projects-by-category", "category", caption, value, context)


def _by_rag(context: NumberContext, params: Mapping[str, str]) -> FigureData:
    value = number_value(parse_token("projects.rag"), context)
    caption = _worded(_("%(projects)s by status, %(year)s work plan"), context)
    return _bars("projects-by-rag", "rag", caption, value, context)


def _worded(caption: str, context: NumberContext) -> str:
    words = {"projects": printed_name(context, "projects"), "year": reported_years(context)}
    return caption % words


def _bars(
    key: str, rows_by: str, caption: str, value: NumberValue, context: NumberContext
) -> FigureData:
    """A bar for each part; `rows_by` is the filter of the project list that shows its rows."""
    asked = {
        "strategy": context.strategy,
        "year": context.years,
        "at": context.at.isoformat(),
        FACTS: OF_TODAY,
    }
    return bar_figure(
        value,
        key=key,
        caption=caption,
        unit=unit(context),
        rows=lambda part: {**asked, rows_by: part},
        counted=lambda total: counted(context, total),
        note=_("The split is illustrative: no public source gives it."),
        groups=GROUP_LABELS,
    )


def register() -> None:
    """Declare the figures of this app."""
    figures.register(
        FigureSpec(
            "projects-by-place",
            "Projects by outcome and driver",
            _by_placement,
            ("projects.by_place",),
        )
    )
    figures.register(
        FigureSpec(
            "projects-by-category", "Projects by category", _by_category, ("projects.by_category",)
        )
    )
    figures.register(
        FigureSpec("projects-by-rag", "Projects by status", _by_rag, ("projects.rag",))
    )
