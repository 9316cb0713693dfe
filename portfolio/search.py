"""What search finds of the portfolio: projects, what they report, aim at and have promised, money."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.languages.translated import text_of, texts_of
from core.search.sources import Hit, Source, sources
from portfolio.models import (
    Commitment,
    Decision,
    FundingLine,
    Milestone,
    Project,
    Remark,
    StatusUpdate,
)
from portfolio.models.decision import DECISION_WORDS
from portfolio.models.delivery import MILESTONE_WORDS, PROMISE_WORDS
from portfolio.models.money import LINE_WORDS
from portfolio.models.project import PROJECT_WORDS, REMARK_WORDS
from portfolio.models.querysets import of_visible_projects
from portfolio.models.status import STATUS_WORDS


def _project(project: Project) -> Hit:
    texts = [*texts_of(project, "name").items(), *texts_of(project, "description").items()]
    title = f"{project.code} {text_of(project, 'name')}"
    return Hit(project.get_absolute_url(), title, project.lead_unit.code, tuple(texts))


def _remark(remark: Remark) -> Hit:
    project = remark.project
    title = f"{project.code} {text_of(project, 'name')}"
    texts = tuple(texts_of(remark, "text").items())
    return Hit(project.get_absolute_url(), title, str(remark.year), texts)


def _update(update: StatusUpdate) -> Hit:
    project = update.project
    title = f"{project.code} {text_of(project, 'name')}"
    text = " · ".join(filter(None, (update.achieved, update.planned, update.reason)))
    note = date_format(update.reported_on, "DATE_FORMAT")
    # The language of an update is not recorded: it is looked at in both.
    return Hit(update.get_absolute_url(), title, note, (("en", text), ("de", text)))


def _milestone(milestone: Milestone) -> Hit:
    project = milestone.project
    note = f"{project.code} {text_of(project, 'name')}"
    texts = tuple(texts_of(milestone, "title").items())
    return Hit(f"{project.get_absolute_url()}#milestones", text_of(milestone, "title"), note, texts)


def _line(line: FundingLine) -> Hit:
    texts = (*texts_of(line, "title").items(), ("en", line.source))
    note = text_of(line.strategy, "short_title")
    return Hit(line.get_absolute_url(), f"{line.code} {text_of(line, 'title')}", note, texts)


def _promise(promise: Commitment) -> Hit:
    texts = [*texts_of(promise, "what").items(), *texts_of(promise, "answer").items()]
    code = promise.project.code
    return Hit(promise.get_absolute_url(), text_of(promise, "what"), code, tuple(texts))


def _decision(decision: Decision) -> Hit:
    texts = [*texts_of(decision, "title").items(), *texts_of(decision, "text").items()]
    return Hit(decision.get_absolute_url(), text_of(decision, "title"), texts=tuple(texts))


SOURCES = (
    Source(
        key="projects",
        label=_("Projects"),
        rows=lambda user: Project.objects.visible_to(user).select_related("strategy", "lead_unit"),
        words=PROJECT_WORDS,
        hit=_project,
        position=10,
    ),
    Source(
        key="remarks",
        label=_("Texts for the report"),
        rows=lambda user: Remark.objects.filter(of_visible_projects(user)).select_related(
            "project__strategy"
        ),
        words=REMARK_WORDS,
        hit=_remark,
        position=20,
    ),
    Source(
        key="promises",
        label=_("Promises"),
        rows=lambda user: Commitment.objects.visible_to(user).select_related("project__strategy"),
        words=PROMISE_WORDS,
        code_of=("project", PROJECT_WORDS),
        hit=_promise,
        position=35,
    ),
    Source(
        key="decisions",
        label=_("Decisions"),
        rows=lambda user: Decision.objects.visible_to(user),
        words=DECISION_WORDS,
        hit=_decision,
        position=36,
    ),
    Source(
        key="milestones",
        label=_("Milestones"),
        rows=lambda user: Milestone.objects.visible_to(user).select_related("project__strategy"),
        words=MILESTONE_WORDS,
        hit=_milestone,
        position=34,
    ),
    Source(
        key="lines",
        label=_("Funding lines"),
        rows=lambda user: FundingLine.objects.visible_to(user).select_related("strategy"),
        words=LINE_WORDS,
        hit=_line,
        position=37,
    ),
    Source(
        key="updates",
        label=_("Status updates"),
        rows=lambda user: (
            StatusUpdate.objects.filter(of_visible_projects(user))
            .every_version()
            .select_related("project__strategy")
        ),
        words=STATUS_WORDS,
        hit=_update,
        position=30,
    ),
)


def register() -> None:
    """Let the portfolio be found."""
    for source in SOURCES:
        sources.register(source)
