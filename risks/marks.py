"""A score as every page shows it: shape, letter, figure and colour, so that it reads in grey."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from risks.models import Severity
from risks.querysets import LEVELS
from risks.scores import Band, Limits, band


def limits_on(risk: Any) -> Limits:
    """The limits that `RiskQuerySet.with_limits` has annotated."""
    return Limits(risk.low_until, risk.medium_until, risk.high_until, risk.tolerance)


def letter_of(found: Band) -> str:
    """The band's letter in the reader's language."""
    return {
        Band.LOW: pgettext("letter for the risk band low", "L"),
        Band.MEDIUM: pgettext("letter for the risk band medium", "M"),
        Band.HIGH: pgettext("letter for the risk band high", "H"),
        Band.VERY_HIGH: pgettext("letter for the risk band very high", "V"),
    }[found]


def mark_of(
    points: int | None, limits: Limits, likelihood: int | None = None, impact: int | None = None
) -> dict[str, Any]:
    """The context of `risks/_score.html`; without a score its `band` is empty."""
    found = band(points, limits)
    return {
        "band": found.value if found else "",
        "letter": letter_of(found) if found else "",
        "word": str(found.label) if found else "",
        "points": points,
        "likelihood": likelihood,
        "impact": impact,
    }


def marks_on(risk: Any) -> list[dict[str, Any]]:
    """Inherent, residual and target of a row that carries its assessment."""
    limits = limits_on(risk)
    return [
        {
            "level": level,
            **mark_of(
                getattr(risk, f"{level}_score"),
                limits,
                getattr(risk, f"{level}_likelihood"),
                getattr(risk, f"{level}_impact"),
            ),
        }
        for level in LEVELS
    ]


def score_html(risk: Any, level: str) -> SafeString:
    """The mark of one level of an annotated risk."""
    drawn = mark_of(getattr(risk, f"{level}_score"), limits_on(risk))
    return SafeString(render_to_string("risks/_score.html", {"mark": drawn}))


def severity_html(severity: str) -> SafeString:
    """An issue's severity with a shape of its own."""
    context = {"severity": severity, "word": Severity(severity).label}
    return SafeString(render_to_string("risks/_severity.html", context))
