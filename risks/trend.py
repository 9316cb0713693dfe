"""The course of a risk's scores as a drawing, beside what is acceptable."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.figures.line_svg import LineFigure, LineSeries, line_svg
from risks.models import Assessment
from risks.rules.scores import Limits

LOWEST, HIGHEST = Decimal(0), Decimal(25)


@dataclass(frozen=True)
class Trend:
    """The drawing for a broad and for a narrow column."""

    wide: SafeString
    narrow: SafeString


def trend_of(assessments: Sequence[Assessment], limits: Limits) -> Trend | None:
    """Residual and inherent scores by their days; None with fewer than two assessments."""
    rows = sorted(assessments, key=lambda row: row.on)
    if len(rows) < 2:
        return None
    figure = _figure(rows, limits)
    return Trend(line_svg(figure), line_svg(figure, narrow=True))


def _figure(rows: Sequence[Assessment], limits: Limits) -> LineFigure:
    first, last = rows[0], rows[-1]
    tolerance = Decimal(limits.tolerance)
    level = ((first.on.toordinal(), tolerance),)
    inherent = tuple((row.on.toordinal(), Decimal(row.inherent_score)) for row in rows)
    residual = tuple((row.on.toordinal(), Decimal(row.residual_score)) for row in rows)
    alt = _(
        "Residual score from %(first)s on %(from)s to %(last)s on %(to)s; acceptable up to "
        "%(limit)s. The table below has every value."
    )
    return LineFigure(
        key=f"risk-{first.risk_id}",
        caption=_("Assessments"),
        alt=alt
        % {
            "first": first.residual_score,
            "from": date_format(first.on, "DATE_FORMAT"),
            "last": last.residual_score,
            "to": date_format(last.on, "DATE_FORMAT"),
            "limit": limits.tolerance,
        },
        start=first.on.toordinal(),
        end=last.on.toordinal(),
        days=tuple((row.on.toordinal(), date_format(row.on, "M Y")) for row in (first, last)),
        series=(
            LineSeries(_("Highest acceptable score"), "level", level),
            LineSeries(_("Inherent"), "expected", inherent),
            LineSeries(_("Residual"), "actual", residual, limit=tolerance),
        ),
        span=(LOWEST, HIGHEST),
    )
