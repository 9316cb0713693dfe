"""What search finds of risks and issues."""

from django.utils.translation import gettext_lazy as _

from core.search import Hit, Source, sources
from core.translated import text_of, texts_of
from risks.models import Issue, Risk
from risks.models.issue import ISSUE_WORDS
from risks.models.risk import RISK_WORDS


def _risk(risk: Risk) -> Hit:
    texts = [each for name in ("event", "cause", "consequence") for each in _texts(risk, name)]
    title = f"{risk.code} {text_of(risk, 'event')}"
    return Hit(risk.get_absolute_url(), title, texts=tuple(texts))


def _issue(issue: Issue) -> Hit:
    texts = [each for name in ("title", "description") for each in _texts(issue, name)]
    title = f"{issue.code} {text_of(issue, 'title')}"
    return Hit(issue.get_absolute_url(), title, texts=tuple(texts))


def _texts(row: Risk | Issue, name: str) -> list[tuple[str, str]]:
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
)


def register() -> None:
    """Let risks and issues be found."""
    for source in SOURCES:
        sources.register(source)
