"""Rows that can be asked about, of every kind, and questions about them."""

from collections.abc import Callable
from typing import Any

from core.discussions import services
from core.models import Question, User
from outcomes.models import Indicator
from portfolio.models import Commitment, Project, StatusUpdate
from reports.models import Paragraph
from risks.models import Issue, Risk

SLUG = "it-2018-21"
# A row of each kind that somebody of the demonstration reaches: the project of pm-ams and its like.
ROWS: dict[str, Callable[[], Any]] = {
    "project": lambda: Project.objects.get(strategy__slug=SLUG, code="P-18"),
    "update": lambda: StatusUpdate.objects.filter(project__code="P-18").given()[0],
    "promise": lambda: Commitment.objects.filter(project__code="P-19")[0],
    "risk": lambda: Risk.objects.get(strategy__slug=SLUG, code="R-05"),
    "issue": lambda: Issue.objects.get(strategy__slug=SLUG, code="I-03"),
    "paragraph": lambda: Paragraph.objects.get(
        section__report__slug="progress-2021", key="introduction/total"
    ),
    "indicator": lambda: Indicator.objects.get(strategy__slug=SLUG, number="1.2"),
}


def person(username: str) -> User:
    return User.objects.get(username=username)


def ask(kind: str = "project", *, by: str = "cio", of: str = "", text: str = "When?") -> Question:
    """A question about a row of a kind, or ("other") about a project of pm-tms."""
    row = Project.objects.get(strategy__slug=SLUG, code="P-06") if kind == "other" else ROWS[kind]()
    return services.question_ask(
        kind="project" if kind == "other" else kind,
        row=row.pk,
        author=person(by),
        text=text,
        asked_of=person(of) if of else None,
        mentioned=[],
    )
