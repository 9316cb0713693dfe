"""Bars from the parts of a number: a figure that cannot disagree with the text beside it."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from core.figures.registry import FigureData, Point
from core.numbers.registry import NumberValue, Translatable


def bar_figure(
    value: NumberValue,
    *,
    key: str,
    caption: str,
    unit: str,
    rows: Callable[[str], Mapping[str, object]],
    counted: Callable[[int], str] | None = None,
    note: str = "",
    groups: Mapping[str, Translatable] | None = None,
) -> FigureData:
    """A bar for each part of `value`, in the active language.

    `rows` gives what the list page is asked for to show the rows of a part. `counted` says how many
    all of them are ("119 projects"); without it they are amounts in `unit`. `note` is shown where the
    number is illustrative, `groups` names the groups of its parts.
    """
    labels = groups or {}
    points = tuple(
        Point(
            category=part.key,
            label=part.label,
            value=part.value,
            group=str(labels.get(part.group, "")),
            rows=urlencode(rows(part.key)),
        )
        for part in value.parts
    )
    total = sum(point.value for point in points)
    return FigureData(
        key=key,
        kind="bar",
        caption=caption,
        alt=_alt(points, caption, unit, counted(total) if counted else ""),
        unit=unit,
        points=points,
        total=total,
        note=note if value.illustrative else "",
        groups=tuple(dict.fromkeys(point.group for point in points if point.group)),
    )


def _alt(points: tuple[Point, ...], caption: str, unit: str, counted: str) -> str:
    """The figure in a sentence, for those who cannot see it."""
    listed = "; ".join(f"{point.label}: {point.value}" for point in points)
    if counted:
        return _("Bar chart. %(caption)s. %(counted)s in all. %(listed)s.") % {
            "caption": caption,
            "counted": counted,
            "listed": listed,
        }
    return _("Bar chart. %(caption)s, in %(currency)s. %(listed)s.") % {
        "caption": caption,
        "currency": unit,
        "listed": listed,
    }
