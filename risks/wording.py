"""A score as every page shows it: shape, letter, figure and colour, so that it reads in grey."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.functional import lazy
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from core.pages.rendered_once import rendered_once
from outcomes.models import FixedWords, all_terms, fixed_words
from risks.choices import BAND_WORDS, IMPACT_WORDS, LIKELIHOOD_WORDS, Impact, Likelihood
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


def band_name(strategy: int, found: str | None) -> str:
    """What a strategy calls a band; nothing for none."""
    return all_terms().name(strategy, BAND_WORDS, found)


def step_words(strategy: int, vocabulary: str, step: int | None) -> str:
    """ "3 Possible": a step of a scale as a strategy calls it; nothing for none."""
    return f"{step} {all_terms().name(strategy, vocabulary, step)}" if step else ""


def step_hint(strategy: int, vocabulary: str, step: int | str | None) -> str:
    """What a strategy says that a step means; mostly nothing."""
    return all_terms().term(strategy, vocabulary, str(step)).hint if step else ""


def step_choices(strategy: int, vocabulary: str) -> list[tuple[int, str]]:
    """The steps of a scale, with what a strategy says that they mean."""
    found = []
    for term in all_terms().of(strategy, vocabulary):
        words = f"{term.key} {term.name}"
        found.append((int(term.key), f"{words}: {term.hint}" if term.hint else words))
    return found


def register() -> None:
    """Declare the scale and the bands, which strategies may name."""
    fixed_words.register(
        FixedWords(
            LIKELIHOOD_WORDS,
            "likelihoods",
            _("Likelihood of a risk"),
            lambda: _without_figure(Likelihood.choices),
            described=True,
        ),
        FixedWords(
            IMPACT_WORDS,
            "impacts",
            _("Impact of a risk"),
            lambda: _without_figure(Impact.choices),
            described=True,
        ),
        FixedWords(
            BAND_WORDS, "bands", _("Bands of risks"), lambda: dict(Band.choices), described=True
        ),
    )


def _without_figure(choices: Iterable[tuple[int, Any]]) -> dict[str, str]:
    """The words of "3 Possible" by its figure, in whatever language is active."""
    return {str(step): _word_of(label) for step, label in choices}


def _word(label: object) -> str:
    return str(label).partition(" ")[2]


_word_of = lazy(_word, str)


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


def mark_of(row: Risk | Assessment, level: str, limits: Limits, strategy: int) -> ScoreMark:
    """The mark of one level of an assessment, or of a risk that carries its assessment."""
    points = getattr(row, f"{level}_score")
    pair = (getattr(row, f"{level}_likelihood"), getattr(row, f"{level}_impact"))
    words = tuple(name for _key, name in all_terms().shown(strategy, BAND_WORDS))
    return _mark(level, points, pair, limits, words, get_language())


# A page of fifty risks has a hundred and fifty, of which few differ.
@lru_cache(maxsize=1024)
def _mark(
    level: str,
    points: int | None,
    pair: tuple[int | None, int | None],
    limits: Limits,
    words: tuple[str, ...],
    _language: str | None,
) -> ScoreMark:
    found = band(points, limits)
    return ScoreMark(
        level=level,
        band=found.value if found else "",
        letter=letter_of(found) if found else "",
        word=dict(zip(Band, words, strict=True))[found] if found else "",
        points=points,
        likelihood=pair[0],
        impact=pair[1],
    )


def marks_on(row: Risk | Assessment, limits: Limits, strategy: int) -> list[ScoreMark]:
    """Inherent, residual and target."""
    return [mark_of(row, level, limits, strategy) for level in LEVELS]


def score_html(risk: Risk, level: str) -> SafeString:
    """The mark of one level of an annotated risk."""
    mark = mark_of(risk, level, limits_on(risk), risk.strategy_id)
    return rendered_once("risks/_score.html", mark=mark)


def severity_html(severity: str) -> SafeString:
    """An issue's severity with a shape of its own."""
    return rendered_once(
        "risks/_severity.html", severity=severity, word=str(Severity(severity).label)
    )
