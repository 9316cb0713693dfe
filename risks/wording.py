"""A score as every page shows it: shape, letter, figure and colour, so that it reads in grey."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from core.pages.rendered_once import rendered_once
from risks.models import Assessment, Risk, Severity
from risks.models.querysets import LEVELS
from risks.rules.scores import Band, Limits, band


def limits_on(risk: Risk) -> Limits:
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


@dataclass(frozen=True)
class ScoreMark:
    """What `risks/_score.html` draws of a level's score; without one its `band` is empty."""

    level: str
    band: str
    letter: str
    word: str
    points: int | None
    likelihood: int | None
    impact: int | None


def mark_of(row: Risk | Assessment, level: str, limits: Limits) -> ScoreMark:
    """The mark of one level of an assessment, or of a risk that carries its assessment."""
    points = getattr(row, f"{level}_score")
    pair = (getattr(row, f"{level}_likelihood"), getattr(row, f"{level}_impact"))
    return _mark(level, points, pair, limits, get_language())


# A page of fifty risks has a hundred and fifty, of which few differ.
@lru_cache(maxsize=1024)
def _mark(
    level: str,
    points: int | None,
    pair: tuple[int | None, int | None],
    limits: Limits,
    _language: str | None,
) -> ScoreMark:
    found = band(points, limits)
    return ScoreMark(
        level=level,
        band=found.value if found else "",
        letter=letter_of(found) if found else "",
        word=str(found.label) if found else "",
        points=points,
        likelihood=pair[0],
        impact=pair[1],
    )


def marks_on(row: Risk | Assessment, limits: Limits) -> list[ScoreMark]:
    """Inherent, residual and target."""
    return [mark_of(row, level, limits) for level in LEVELS]


def score_html(risk: Risk, level: str) -> SafeString:
    """The mark of one level of an annotated risk."""
    return rendered_once("risks/_score.html", mark=mark_of(risk, level, limits_on(risk)))


def severity_html(severity: str) -> SafeString:
    """An issue's severity with a shape of its own."""
    return rendered_once(
        "risks/_severity.html", severity=severity, word=str(Severity(severity).label)
    )
