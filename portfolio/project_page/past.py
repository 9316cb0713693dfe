"""The page of a project in the past: what it showed, or would have shown; nothing is done there."""

from collections.abc import Iterator
from dataclasses import replace

from django.db import models
from django.http import Http404

from core.models import User
from core.pages.looking_back import Past, PastWords
from portfolio.models import Project, StatusUpdate, UpdateState
from portfolio.project_page import cards, queries
from portfolio.project_page.actions import Actions, StatusActions
from portfolio.project_page.history import BELOW
from portfolio.project_page.page import ProjectPage, dated_page
from portfolio.projects.past import forget_below, notes_of_project, projects_as_they_stood
from portfolio.status.updates import UpdateLine, replaced_in, slip_days

# What the gate of that day, which is not asked, would have to be asked about.
NAMES_OF_OTHERS = ("merged_into", "project", "replaces")
# The column of each kind of rows that says of which day (or year) a row is.
DAYS = {
    "StatusUpdate": "reported_on",
    "StageChange": "on",
    "WorkPlanEntry": "joined_on",
    "Decision": "on",
    "SignOffWithdrawal": "withdrawn_on",
}


def past_page(
    project: Project, user: User, past: Past, words: PastWords, *, export: bool
) -> ProjectPage | None:
    """A project that a person sees today, in the past; None where it was not there."""
    with projects_as_they_stood(past):
        then = _then(project, past)
        if then is None:
            return None
        forget_below(then, past.at)
        lines = _lines(then, past)
        page = dated_page(then, user, past.at, past.at, lines, _nothing(export=export))
        decided = queries.decisions_until(project=then.pk, until=past.at)
        notes = notes_of_project(past, then)
    return replace(
        page,
        decisions=cards.decision_lines(decided),
        work_plans=[_plan(each, past) for each in page.work_plans],
        past=replace(words, notes=[*notes, *words.notes]),
    )


def past_rows(project: Project, past: Past) -> Iterator["models.QuerySet[models.Model]"]:
    """The project and what belonged to it, for a file; to be read within the past.

    404 where it was not there.
    """
    if _then(project, past) is None:
        raise Http404
    forget_below(project, past.at)
    yield Project.objects.filter(pk=project.pk)
    for model in BELOW:
        rows = model._default_manager.filter(project=project)
        if day := DAYS.get(model.__name__):
            rows = rows.filter(**{f"{day}__lte": past.at})
        yield rows.exclude(state=UpdateState.DRAFT) if model is StatusUpdate else rows


def _then(project: Project, past: Past) -> Project | None:
    related = ("strategy", "output", "driver", "lead_unit")
    people = ("manager", "business_owner", "signed_off_by")
    rows = Project.objects.with_stage(past.at).select_related(*related, *people)
    return rows.filter(pk=project.pk).first()


def _lines(project: Project, past: Past) -> list[UpdateLine]:
    """What had been said by that day, newest first, with nothing to do."""
    updates = queries.updates_of(project, past.at)
    replaced = replaced_in(updates)
    return [
        UpdateLine(
            each,
            slip_days(project, each),
            project.strategy_id,
            is_replaced=each.pk in replaced,
        )
        for each in updates
    ]


def _plan(line: cards.WorkPlanLine, past: Past) -> cards.WorkPlanLine:
    """Nobody had left what they left later; into what it was merged may not be theirs to see."""
    if line.row.left_on is not None and line.row.left_on > past.at:
        line.row.left_on = None
    return replace(line, merged_into=None)


def _nothing(*, export: bool) -> Actions:
    return Actions(
        add_urls={},
        edit=False,
        decide=False,
        export=export,
        sign_off=False,
        withdraw=False,
        status=StatusActions(),
    )
