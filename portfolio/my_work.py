"""What waits for a person in the portfolio, and the days of their calendar."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import starmap
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.addresses import address_of
from core.languages.translated import text_of
from core.models import User
from core.models.people import rows_for
from core.my_work.calendar import CalendarDay, CalendarKind, calendar_kinds
from core.my_work.gathering import lender_name, lender_of
from core.my_work.kinds import Weight, WorkItem, WorkKind, work_kinds
from core.my_work.subscriptions import UNIT, Followable, FollowedRow, followables, subscriptions_of
from portfolio.choices import Stage, UpdateState
from portfolio.models import Commitment, Milestone, Project, StatusRound, StatusUpdate
from portfolio.models.querysets import ProjectQuerySet
from portfolio.models.querysets.reach import of_people
from portfolio.rules.rounds import days_of, period_due

PROJECT = "project"
AHEAD = timedelta(days=30)  # promises wait from so many days before their last day
PAST = timedelta(days=90)  # days of a calendar that are over stay in it for so long


def register() -> None:
    """Declare items, days and what can be followed."""
    work_kinds.register(
        WorkKind(
            "updates",
            gettext_lazy("Status updates"),
            gettext_lazy("You manage these projects, and their round is open."),
            _updates,
        ),
        WorkKind(
            "to-accept",
            gettext_lazy("Status updates to accept"),
            gettext_lazy("They were submitted, and a second person accepts them."),
            _to_accept,
            _about_to_accept,
        ),
        WorkKind(
            "sign-offs",
            gettext_lazy("Completions to sign off"),
            gettext_lazy("You own these projects, and they are completed."),
            _sign_offs,
        ),
        WorkKind(
            "approvals",
            gettext_lazy("Proposals to decide on"),
            gettext_lazy("These projects are proposed, and you record what the committee decides."),
            _approvals,
        ),
        WorkKind(
            "promises",
            gettext_lazy("Promises"),
            gettext_lazy("A report promised this of projects that you manage."),
            _promises,
        ),
    )
    followables.register(Followable(PROJECT, gettext_lazy("Projects"), _projects))
    calendar_kinds.register(
        CalendarKind("rounds", gettext_lazy("Status rounds"), _round_days),
        CalendarKind("milestones", gettext_lazy("Milestones"), _milestone_days),
        CalendarKind("promises", gettext_lazy("Promises"), _promise_days),
    )


def project_title(project: Project) -> str:
    """Such as "P-18 Payroll", in the reader's language."""
    return f"{project.code} {text_of(project, 'name')}"


def about_project(project: Project) -> frozenset[str]:
    """By what something of a project can be muted."""
    return _about(project.pk, project.lead_unit_id)


def _about(project: int, unit: int) -> frozenset[str]:
    return frozenset({f"{PROJECT}:{project}", f"{UNIT}:{unit}"})


# --- Items --------------------------------------------------------------------------------------


def _updates(user: User, at: date) -> Iterator[WorkItem]:
    """Those that the projects somebody manages, or stands in for managing, still owe. Three queries."""

    def owed() -> ProjectQuerySet:
        mine = Project.objects.updatable_by(user).filter(manager__in=user.access.selves)
        return mine.awaiting_update(at).select_related("strategy")

    rows = rows_for(user, "owed updates", owed, at)
    rounds = StatusRound.objects.in_bulk({each.open_round for each in rows} - {None})
    sent_back = StatusUpdate.objects.filter(
        state=UpdateState.RETURNED, project__in=[each.pk for each in rows], round__in=rounds
    )
    remarks = {(each.project_id, each.round_id): each.return_remark for each in sent_back}
    due = period_due(at)
    for project in rows:
        round_ = rounds.get(project.open_round)
        remark = remarks.get((project.pk, project.open_round))
        closes = round_.due if round_ else days_of(due)[1] if due else None
        yield WorkItem(
            title=project_title(project),
            todo=_("sent back: %(remark)s") % {"remark": remark}
            if remark
            else _("give the status, or confirm that nothing has changed"),
            url=address_of("portfolio:status-create", project.strategy.slug, project.code),
            weight=Weight.SENT_BACK if remark else Weight.REPORTED,
            due=closes,
            about=about_project(project),
            lender=lender_name(user, project.manager_id),
        )


def _to_accept(user: User, at: date) -> Iterator[WorkItem]:
    lender = lender_of(user, Action.ACCEPT_STATUS)

    def waiting() -> QuerySet[StatusUpdate]:
        rows = StatusUpdate.objects.acceptable_by(user)
        return rows.select_related("project__strategy", "round", "author")

    for update in rows_for(user, "updates to accept", waiting):
        words = {
            "month": date_format(update.round.period, "YEAR_MONTH_FORMAT"),
            "person": update.author or "–",
        }
        yield WorkItem(
            title=project_title(update.project),
            todo=_("accept or send back the status of %(month)s, by %(person)s") % words,
            url=update.get_absolute_url(),
            weight=Weight.SECOND_PERSON,
            about=about_project(update.project),
            lender=lender,
        )


def _about_to_accept(user: User, _at: date) -> Iterator[frozenset[str]]:
    def waiting() -> Any:
        rows = StatusUpdate.objects.acceptable_by(user).order_by()
        return rows.values_list("project_id", "project__lead_unit_id")

    return starmap(_about, rows_for(user, "projects to accept for", waiting))


def _sign_offs(user: User, at: date) -> Iterator[WorkItem]:
    def completed() -> ProjectQuerySet:
        rows = Project.objects.signable_by(user).completed(at).filter(signed_off_by__isnull=True)
        return rows.select_related("strategy")

    rows = rows_for(user, "completions to sign off", completed, at)
    return _of_projects(user, rows, _("sign off the completion"), Weight.SECOND_PERSON)


def _approvals(user: User, at: date) -> Iterator[WorkItem]:
    def proposed() -> ProjectQuerySet:
        rows = Project.objects.decidable_by(user).in_stage(at, [Stage.PROPOSED])
        return rows.select_related("strategy")

    rows = rows_for(user, "proposals to decide on", proposed, at)
    lender = lender_of(user, Action.RECORD_DECISION)
    return _of_projects(user, rows, _("record what was decided"), Weight.ROUTINE, lender)


def _of_projects(
    user: User, rows: Iterable[Project], todo: str, weight: Weight, lender: str | None = None
) -> Iterator[WorkItem]:
    """Items at the head of each project; without a `lender` for its business owner."""
    for project in rows:
        yield WorkItem(
            title=project_title(project),
            todo=todo,
            url=project.get_absolute_url(),
            weight=weight,
            about=about_project(project),
            lender=lender_name(user, project.business_owner_id) if lender is None else lender,
        )


def _promises(user: User, at: date) -> Iterator[WorkItem]:
    def due() -> QuerySet[Commitment]:
        rows = Commitment.objects.editable_by(user).open(at)
        mine = rows.filter(project__manager__in=user.access.selves, due_until__lte=at + AHEAD)
        return mine.select_related("project")

    for promise in rows_for(user, "promises due", due, at):
        yield WorkItem(
            title=f"{promise.project.code} {text_of(promise, 'what')}",
            todo=_("say what became of this promise"),
            url=address_of("portfolio:promise-answer", promise.pk),
            weight=Weight.REPORTED,
            due=promise.due_until,
            about=about_project(promise.project),
            lender=lender_name(user, promise.project.manager_id),
        )


# --- Following and the calendar -----------------------------------------------------------------


def _projects(user: User, keys: Iterable[int]) -> dict[int, FollowedRow]:
    rows = Project.objects.visible_to(user).filter(pk__in=keys).select_related("strategy")
    return {each.pk: FollowedRow(project_title(each), each.get_absolute_url()) for each in rows}


def _in_calendar(user: User, path: str) -> Q:
    """Rows whose project, by this path, is the person's or followed; where none is: of all projects."""
    subscriptions = subscriptions_of(user)

    def wanted(path: str) -> Q:
        followed = Q(**{f"{path}pk__in": subscriptions.follows(PROJECT)})
        led = Q(**{f"{path}lead_unit__in": subscriptions.follows(UNIT)})
        return of_people(user.access.selves, path) | followed | led

    muted = Q(**{f"{path}pk__in": subscriptions.mutes(PROJECT)})
    muted |= Q(**{f"{path}lead_unit__in": subscriptions.mutes(UNIT)})
    has_own = Project.objects.visible_to(user).filter(wanted("")).exists()
    return (wanted(path) if has_own else Q()) & ~muted


def _round_days(user: User, at: date) -> Iterator[CalendarDay]:
    """When rounds open and until when they take updates, of strategies with projects of the person."""
    strategies = Project.objects.visible_to(user).filter(_in_calendar(user, ""))
    rounds = StatusRound.objects.filter(
        strategy__in=strategies.order_by().values("strategy"), closes_on__gte=at - PAST
    )
    for each in rounds.select_related("strategy"):
        words = {
            "strategy": text_of(each.strategy, "short_title"),
            "month": date_format(each.period, "YEAR_MONTH_FORMAT"),
        }
        url = reverse("portfolio:round-detail", args=[each.strategy.slug, str(each)])
        opens = _("%(strategy)s: status round of %(month)s opens") % words
        closes = _("%(strategy)s: status of %(month)s is due") % words
        yield CalendarDay(f"round-{each.pk}-opens", opens, each.opens_on, url)
        yield CalendarDay(f"round-{each.pk}-due", closes, each.due, url)


def _milestone_days(user: User, at: date) -> Iterator[CalendarDay]:
    """Milestones that are not reached, on the day they are expected."""
    rows = Milestone.objects.visible_to(user).unreached(at).with_dates()
    mine = rows.filter(_in_calendar(user, "project__"), Q(expected__gte=at - PAST))
    for each in mine.select_related("project__strategy"):
        title = f"{each.project.code} {text_of(each, 'title')}"
        url = f"{each.project.get_absolute_url()}#milestones"
        day = each.forecast_on or each.baseline_on
        if day is not None:
            yield CalendarDay(f"milestone-{each.pk}", title, day, url)


def _promise_days(user: User, at: date) -> Iterator[CalendarDay]:
    """Open promises, on the last day that was promised."""
    rows = Commitment.objects.visible_to(user).open(at).filter(due_until__gte=at - PAST)
    for each in rows.filter(_in_calendar(user, "project__")).select_related("project"):
        words = {"project": each.project.code, "promise": text_of(each, "what")}
        title = _("%(project)s promise: %(promise)s") % words
        assert each.due_until is not None  # the filter
        url = address_of("portfolio:promise-detail", each.pk)
        yield CalendarDay(f"promise-{each.pk}", title, each.due_until, url)
