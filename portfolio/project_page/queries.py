"""The queries of a project's page. Their text never changes, so it is made once."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Least
from django.http import Http404

from core.access import Action, Grant
from core.models import User
from core.models.people import name_people
from core.prepared import prepared
from core.time import working_date
from core.years import LAST_DAY
from portfolio.choices import BEGUN
from portfolio.models import (
    Commitment,
    Cost,
    Decision,
    DeliverableLink,
    Milestone,
    Project,
    Quantity,
    Remark,
    SignOffWithdrawal,
    StageChange,
    StatusRound,
    StatusUpdate,
    WorkPlanEntry,
)

MONTHS_SHOWN = 12
UPDATES_SHOWN = 24
# Of an update.
PEOPLE = ("author", "on_behalf_of", "accepted_by", "returned_by")


@prepared
def projects_by_code(
    grant: Grant, *, strategy: str, code: str, at: date
) -> QuerySet[Project, Project]:
    """The project of an address with its stage, if it is within the grant."""
    found = Project.objects.within(grant).of_strategy(strategy).filter(code=code)
    return found.select_related("strategy", "output", "driver", "lead_unit").with_stage(at)


def visible_project(user: User, strategy: str, code: str) -> Project:
    """The project of today that an address names, if this person may see it; else 404."""
    grant = user.access.to(Action.VIEW_PORTFOLIO)
    found = projects_by_code(grant, strategy=strategy, code=code, at=working_date())
    if not found:
        raise Http404
    return found[0]


def updates_of(
    project: Project, until: date = LAST_DAY, most: int = UPDATES_SHOWN
) -> list[StatusUpdate]:
    """What was said of it last, newest round and version first, with the people who did."""
    found = _updates(most, project=project.pk, until=until)
    name_people((each, PEOPLE) for each in found)
    for each in found:
        each.project = project
    return found


@prepared
def _updates(most: int, *, project: int, until: date) -> QuerySet[StatusUpdate, StatusUpdate]:
    rows = StatusUpdate.objects.filter(project=project, reported_on__lte=until).every_version()
    return rows.select_related("round").order_by("-round__period", "-pk")[:most]


@prepared
def rounds_asked(
    most: int, *, project: int, strategy: int, at: date
) -> QuerySet[StatusRound, StatusRound]:
    """The latest rounds that asked the project: it ran from their first day to their last, or gave an
    update anyway."""
    stages = StageChange.objects.filter(project=project).order_by("-on")

    def stage_on(day: OuterRef | Least) -> Subquery:
        return Subquery(stages.filter(on__lte=day).values("stage")[:1])

    given = StatusUpdate.objects.given().filter(
        project=project, round=OuterRef("pk"), reported_on__lte=at
    )
    rounds = StatusRound.objects.annotate(
        stage_first=stage_on(OuterRef("opens_on")),
        stage_last=stage_on(Least(OuterRef("closes_on"), at)),
    )
    ran = Q(stage_first__in=BEGUN, stage_last__in=BEGUN)
    asked = Q(strategy=strategy, opens_on__lte=at) & ran
    return rounds.filter(asked | Exists(given)).order_by("-period")[:most]


@prepared
def in_round(*, project: int, period: date) -> QuerySet[StatusUpdate, tuple[str, int | None, date]]:
    """State, author and day of its update in the round of a month, and of every draft."""
    rows = StatusUpdate.objects.filter(project=project, round__period=period)
    return rows.order_by("pk").values_list("state", "author_id", "reported_on")


def withdrawals_of(project: Project, until: date = LAST_DAY) -> list[SignOffWithdrawal]:
    """Each sign-off that was taken back by a day, latest first."""
    found = _withdrawals(project=project.pk, until=until)
    name_people((each, ("signed_off_by", "withdrawn_by")) for each in found)
    return found


@prepared
def _withdrawals(*, project: int, until: date) -> QuerySet[SignOffWithdrawal, SignOffWithdrawal]:
    return SignOffWithdrawal.objects.filter(project=project, withdrawn_on__lte=until)


@prepared
def milestones_of(*, project: int) -> QuerySet[Milestone, Milestone]:
    """By the day they are held against."""
    rows = Milestone.objects.filter(project=project).with_dates()
    return rows.order_by("planned", "pk")


@prepared
def promises_of(*, project: int) -> QuerySet[Commitment, Commitment]:
    """By the day they are due."""
    return Commitment.objects.filter(project=project).order_by("due_until", "pk")


@prepared
def deliverables_of(*, project: int) -> QuerySet[DeliverableLink, DeliverableLink]:
    """On what it works, in the strategy's order."""
    rows = DeliverableLink.objects.filter(project=project)
    related = ("deliverable__output__outcome__strategy", "promise")
    place = ("output__outcome__position", "output__position", "position")
    return rows.select_related(*related).order_by(*(f"deliverable__{each}" for each in place), "pk")


@prepared
def costs_of(*, project: int) -> QuerySet[Cost, Cost]:
    """Latest year first, by line."""
    rows = Cost.objects.filter(project=project).select_related("funding_line")
    return rows.order_by("-year", "funding_line__code__sort_key", "kind", "pk")


@prepared
def quantities_of(*, project: int) -> QuerySet[Quantity, Quantity]:
    """Wholes and parts, by key."""
    return Quantity.objects.filter(project=project).order_by("key", "pk")


@prepared
def stages_of(*, project: int, until: date) -> QuerySet[StageChange, StageChange]:
    """Oldest first."""
    return StageChange.objects.filter(project=project, on__lte=until).order_by("on")


@prepared
def work_plans_of(*, project: int, until: date) -> QuerySet[WorkPlanEntry, WorkPlanEntry]:
    """Latest year first."""
    rows = WorkPlanEntry.objects.filter(project=project, joined_on__lte=until)
    return rows.select_related("carried_over_from", "merged_into__strategy").order_by("-year")


@prepared
def decisions_of(grant: Grant, *, project: int) -> QuerySet[Decision, Decision]:
    """What was decided of it, latest first."""
    return Decision.objects.within(grant).filter(project=project)


@prepared
def decisions_until(*, project: int, until: date) -> QuerySet[Decision, Decision]:
    """The same by a day, of a project that the person is known to see."""
    return Decision.objects.filter(project=project, on__lte=until)


@prepared
def remarks_of(*, project: int, until: int) -> QuerySet[Remark, Remark]:
    """Texts for the report on years up to one, latest year first."""
    return Remark.objects.filter(project=project, year__lte=until).order_by("-year")
