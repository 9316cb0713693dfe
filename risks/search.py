"""What search finds of risks, what was said and done about them, and issues."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.languages.translated import text_of, texts_of
from core.models import User
from core.search.sources import Hit, Source, sources
from risks.models import Acceptance, Assessment, Issue, Mitigation, Risk
from risks.models.issue import ISSUE_WORDS
from risks.models.risk import (
    ACCEPTANCE_WORDS,
    ASSESSMENT_WORDS,
    MEASURE_WORDS,
    RISK_WORDS,
)


def _risk(risk: Risk) -> Hit:
    texts = [each for name in ("event", "cause", "consequence") for each in _texts(risk, name)]
    return Hit(risk.get_absolute_url(), _title(risk), texts=tuple(texts))


def _issue(issue: Issue) -> Hit:
    texts = [each for name in ("title", "description") for each in _texts(issue, name)]
    title = f"{issue.code} {text_of(issue, 'title')}"
    return Hit(issue.get_absolute_url(), title, texts=tuple(texts))


def _measure(measure: Mitigation) -> Hit:
    texts = (*_texts(measure, "what"), *_texts(measure, "effect"))
    url = f"{measure.get_absolute_url()}#measures"
    return Hit(url, text_of(measure, "what"), _title(measure.risk), texts)


def _assessment(row: Assessment) -> Hit:
    return _noted(row, "assessments", row.note)


def _acceptance(row: Acceptance) -> Hit:
    return _noted(row, "acceptances", row.reason)


def _noted(row: Assessment | Acceptance, card: str, text: str) -> Hit:
    """A dated row; the language of its text is not recorded: it is looked at in both."""
    day = date_format(row.on, "DATE_FORMAT")
    url = f"{row.get_absolute_url()}#{card}"
    return Hit(url, _title(row.risk), day, (("en", text), ("de", text)))


def _title(risk: Risk) -> str:
    return f"{risk.code} {text_of(risk, 'event')}"


def _of_risk(model: Any) -> Any:
    def visible(user: User) -> Any:
        return model.objects.visible_to(user).select_related("risk__strategy")

    return visible


def _texts(row: Risk | Issue | Mitigation, name: str) -> list[tuple[str, str]]:
    return list(texts_of(row, name).items())


SOURCES = (
    Source(
        key="risks",
        label=_("Risks"),
        rows=lambda user: Risk.objects.visible_to(user).select_related("strategy"),
        words=RISK_WORDS,
        hit=_risk,
        position=50,
    ),
    Source(
        key="issues",
        label=_("Issues"),
        rows=lambda user: Issue.objects.visible_to(user).select_related("strategy"),
        words=ISSUE_WORDS,
        hit=_issue,
        position=51,
    ),
    Source("measures", _("Measures"), _of_risk(Mitigation), MEASURE_WORDS, _measure, 52),
    Source(
        "assessments", _("Assessments"), _of_risk(Assessment), ASSESSMENT_WORDS, _assessment, 53
    ),
    Source(
        "acceptances", _("Acceptances"), _of_risk(Acceptance), ACCEPTANCE_WORDS, _acceptance, 54
    ),
)


def register() -> None:
    """Let risks and issues be found."""
    for source in SOURCES:
        sources.register(source)
