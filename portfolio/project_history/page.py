"""What the history of a project shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from core.languages.translated import text_of
from core.models import User
from core.time import working_date
from core.years import LAST_DAY
from portfolio.models import Project
from portfolio.project_history.course import (
    MONTHS,
    CourseMonth,
    CourseYear,
    Drawing,
    course_of,
    drift_drawing,
    per_cent_drawing,
    years_of,
)
from portfolio.project_history.differences import SaidUpdate, said_updates
from portfolio.project_page import queries
from portfolio.rows.named_words import dimension_name
from portfolio.rules.versions import newest_version

EVERY = 1000  # rounds and versions: a month each for longer than any strategy runs
AT_ONCE = 24  # updates that stand unfolded


@dataclass(frozen=True)
class HistoryHead:
    """What both pages of a history name."""

    code: str
    name: str
    back_url: str
    url: str
    log_url: str  # empty for whoever may not read who changed what


@dataclass(frozen=True)
class HistoryPage:
    """`portfolio/project_history/course.html`; the course newest first, as the updates are."""

    strategy: int
    overall: str
    head: HistoryHead
    years: list[CourseYear]
    month_names: list[str]
    course: list[CourseMonth]
    per_cent: Drawing | None
    drift: Drawing | None
    updates: Sequence[SaidUpdate]
    earlier: Sequence[SaidUpdate]


def history_head(project: Project, user: User) -> HistoryHead:
    """The project, the way back, and the pages of its history."""
    address = [project.strategy.slug, project.code]
    reads = project.shows_history_to(user)
    return HistoryHead(
        code=project.code,
        name=text_of(project, "name"),
        back_url=project.get_absolute_url(),
        url=reverse("portfolio:project-history", args=address),
        log_url=reverse("portfolio:project-changes", args=address) if reads else "",
    )


def history_page(project: Project, user: User) -> HistoryPage:
    """Everything that was said of a project; a constant number of queries."""
    updates = queries.updates_of(project, LAST_DAY, EVERY)
    rounds = queries.rounds_asked(
        EVERY, project=project.pk, strategy=project.strategy_id, at=working_date()
    )
    standing = {
        each.pk: version
        for each in rounds
        if (version := newest_version(one for one in updates if one.round_id == each.pk))
    }
    course = course_of(project, rounds, standing)
    said = said_updates(project, updates)
    return HistoryPage(
        strategy=project.strategy_id,
        overall=dimension_name(project.strategy_id, "overall"),
        head=history_head(project, user),
        years=years_of(course),
        month_names=[date_format(date(2021, month, 1), "M") for month in MONTHS],
        course=course[::-1],
        per_cent=per_cent_drawing(project, course),
        drift=drift_drawing(project, course),
        updates=said[:AT_ONCE],
        earlier=said[AT_ONCE:],
    )
