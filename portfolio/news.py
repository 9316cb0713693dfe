"""What happened in projects and units that somebody follows: status, stages, decisions, milestones."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.history.tracking import DELETE, event_model_of
from core.languages.translated import text_of
from core.models import User
from core.my_work.news import NewsItem, NewsKind, news_kinds
from core.my_work.subscriptions import UNIT, subscriptions_of
from portfolio.choices import UpdateKind, UpdateState
from portfolio.models import Decision, Milestone, Project, StageChange, StatusRound, StatusUpdate
from portfolio.my_work import PROJECT, about_project, project_title
from portfolio.rows.named_words import stage_name
from portfolio.rows.wording import day_words


def register() -> None:
    """Declare it."""
    news_kinds.register(NewsKind("portfolio", gettext_lazy("Projects"), happened))


def happened(user: User, since: datetime, until: datetime) -> Iterator[NewsItem]:
    """What was recorded of the projects that a person follows, and sees; a constant number of queries."""
    subscriptions = subscriptions_of(user)
    followed = Q(pk__in=subscriptions.follows(PROJECT))
    followed |= Q(lead_unit__in=subscriptions.follows(UNIT))
    rows = Project.objects.visible_to(user).filter(followed).select_related("strategy")
    projects = {each.pk: each for each in rows}
    if not projects:
        return
    # A draft is its author's alone; what somebody did themselves is no news to them.
    updates = _latest(StatusUpdate, projects, since, until, ~Q(state=UpdateState.DRAFT))
    months = StatusRound.objects.in_bulk({each.round_id for each in updates})
    for event in updates:
        if user.pk != (event.accepted_by_id or event.returned_by_id or event.author_id):
            month = date_format(months[event.round_id].period, "YEAR_MONTH_FORMAT")
            place = f"#update-{event.pgh_obj_id}"
            yield _item(projects, event, _update_words(event) % {"month": month}, place)
    for event in _latest(StageChange, projects, since, until):
        words = _("stage from %(day)s: %(stage)s")
        told = {
            "day": day_words(event.on),
            "stage": stage_name(projects[event.project_id].strategy_id, event.stage),
        }
        yield _item(projects, event, words % told)
    decided = _latest(Decision, projects, since, until)
    titles = _titles(Decision, decided)
    for event in decided:
        words = _("decided by %(body)s on %(day)s: %(title)s")
        told = {"body": event.body, "day": day_words(event.on)}
        yield _item(projects, event, words % {**told, "title": titles[event.pgh_obj_id]})
    yield from _reached(projects, since, until)


def _latest(
    model: type[Model], projects: Mapping[int, Project], since: datetime, until: datetime,
    *conditions: Q,
) -> list[Any]:  # fmt: skip
    """The last event of each row in that time; rows that were removed in it are none."""
    events: Any = event_model_of(model)._default_manager.filter(
        *conditions, project__in=list(projects), pgh_created_at__gte=since, pgh_created_at__lt=until
    )
    last = {event.pgh_obj_id: event for event in events.order_by("pgh_id")}
    return [event for event in last.values() if event.pgh_label != DELETE]


def _titles(model: type[Model], events: Iterable[Any]) -> dict[int, str]:
    """What the rows are called in the reader's language; by the event, where one is gone by now."""
    titles = {event.pgh_obj_id: str(event.title) for event in events}
    rows = model._default_manager.filter(pk__in=list(titles))
    return titles | {each.pk: text_of(each, "title") for each in rows}


def _update_words(event: Any) -> str:
    if event.state == UpdateState.ACCEPTED:
        return _("the status of %(month)s was accepted")
    if event.state == UpdateState.RETURNED:
        return _("the status of %(month)s was sent back")
    if event.kind == UpdateKind.CONFIRMATION:
        return _("“no change” was confirmed for %(month)s")
    return _("the status of %(month)s was given")


def _reached(
    projects: Mapping[int, Project], since: datetime, until: datetime
) -> Iterable[NewsItem]:
    """Milestones that were not reached by what was known before."""
    now = _latest(Milestone, projects, since, until, Q(reached_on__isnull=False))
    ids = [event.pgh_obj_id for event in now]
    earlier = event_model_of(Milestone)._default_manager.filter(
        pgh_obj_id__in=ids, pgh_created_at__lt=since, reached_on__isnull=False
    )
    known = set(earlier.values_list("pgh_obj_id", flat=True)) if ids else set()
    titles = _titles(Milestone, now)
    for event in now:
        if event.pgh_obj_id not in known:
            words = _("milestone reached on %(day)s: %(title)s")
            told = {"day": day_words(event.reached_on), "title": titles[event.pgh_obj_id]}
            yield _item(projects, event, words % told, "#milestones")


def _item(projects: Mapping[int, Project], event: Any, what: str, place: str = "") -> NewsItem:
    project = projects[event.project_id]
    return NewsItem(
        title=project_title(project),
        what=what,
        url=f"{project.get_absolute_url()}{place}",
        at=event.pgh_created_at,
        about=about_project(project),
    )
