"""Sentences about what belongs to projects: milestones, promises, money, decisions."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NotRequired, Self, TypedDict, TypeVar

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, Least

from core.access import Action, Grant, RowAction
from core.years import FIRST_YEAR, LAST_YEAR, Years
from portfolio.choices import CommitmentState
from portfolio.models.querysets.reach import within
from portfolio.rules.separation import PROJECT_DECISION

if TYPE_CHECKING:
    from core.models import User
    from portfolio.models import Commitment, Cost, Decision, Milestone, WorkPlanEntry  # noqa: F401 (the rows of a class below)

Row = TypeVar("Row", bound=models.Model)


def of_visible_projects(user: "User") -> Q:
    """The row gate of whatever has a `project`: a row is as visible as its project."""
    return within(user.access.to(Action.VIEW_PORTFOLIO), "project__")


class ProjectRowQuerySet(models.QuerySet[Row]):
    """Rows of projects."""

    def reached_by(self, user: "User", action: RowAction) -> Self:
        """Those of projects with which `user` may do `action`."""
        return self.within(user.access.to(action))

    def within(self, grant: Grant) -> Self:
        """Those of projects that a grant reaches."""
        return self.filter(within(grant, "project__"))

    def visible_to(self, user: "User") -> Self:
        """Those of projects that `user` may see."""
        return self.reached_by(user, Action.VIEW_PORTFOLIO)

    def editable_by(self, user: "User") -> Self:
        """Those of projects whose facts `user` may change."""
        return self.reached_by(user, Action.EDIT_PROJECT)

    def of_strategy(self, slug: str) -> Self:
        """Those of one strategy's projects."""
        return self.filter(project__strategy__slug=slug)

    def for_list(self) -> Self:
        """With what a line of a list shows of the project; the few strategies and units once each."""
        return self.select_related("project").prefetch_related(
            "project__strategy", "project__lead_unit"
        )


class WorkPlanQuerySet(ProjectRowQuerySet["WorkPlanEntry"]):
    """Places in the work plans: how each came in, and whether it stayed."""

    def new(self) -> "WorkPlanQuerySet":
        """Not carried over from the plan of another year."""
        return self.filter(carried_over_from__isnull=True)

    def carried_over(self) -> "WorkPlanQuerySet":
        """Carried over from the plan of another year."""
        return self.filter(carried_over_from__isnull=False)

    def stayed(self) -> "WorkPlanQuerySet":
        """Not taken out again."""
        return self.filter(left_on__isnull=True)

    def left(self) -> "WorkPlanQuerySet":
        """Taken out again."""
        return self.filter(left_on__isnull=False)

    def merged(self) -> "WorkPlanQuerySet":
        """Now part of another project."""
        return self.filter(merged_into__isnull=False)

    def with_stage(self, at: date) -> "WorkPlanQuerySet":
        """Adds `stage`: that of the project on its last day in the plan, or on the day `at` before it."""
        from portfolio.models import StageChange

        # A row of an older program may hold a number that is no year: it takes no list with it.
        year = Greatest(Least("year", Value(LAST_YEAR)), Value(FIRST_YEAR))
        new_year = Cast(Concat(Cast(year, models.CharField()), Value("-12-31")), models.DateField())
        last = Least(OuterRef("last_day"), Value(at))
        stages = StageChange.objects.filter(project=OuterRef("project"), on__lte=last)
        return self.annotate(
            last_day=Least("left_on", new_year),
            stage=Coalesce(Subquery(stages.order_by("-on").values("stage")[:1]), Value("")),
        )


class MilestoneQuerySet(ProjectRowQuerySet["Milestone"]):
    """Milestones. They are held against their plan; without one, against the forecast."""

    def for_list(self) -> Self:
        """With what a line of the list shows, and who acts."""
        return super().for_list().select_related("project__manager")

    def with_dates(self) -> "MilestoneQuerySet":
        """Adds `planned` (plan, else forecast) and `expected` (reached, else forecast, else plan)."""
        return self.annotate(
            planned=Coalesce("baseline_on", "forecast_on"),
            expected=Coalesce("reached_on", "forecast_on", "baseline_on"),
        )

    def reached(self, at: date) -> "MilestoneQuerySet":
        """Reached by the day `at`."""
        return self.filter(reached_on__lte=at)

    def unreached(self, at: date) -> "MilestoneQuerySet":
        """Not reached by the day `at`."""
        return self.filter(Q(reached_on__isnull=True) | Q(reached_on__gt=at))

    def due(self, at: date) -> "MilestoneQuerySet":
        """Planned for the day `at` or before, reached or not."""
        return self.with_dates().filter(Q(planned__lte=at))

    def planned_in(self, years: Years) -> "MilestoneQuerySet":
        """Planned for one of the `years`."""
        first, last = years
        return self.with_dates().filter(Q(planned__year__gte=first, planned__year__lte=last))

    def due_in(self, years: Years, at: date) -> "MilestoneQuerySet":
        """Due on the day `at`, and planned for one of the `years`."""
        return self.planned_in(years).due(at)

    def missed(self, at: date) -> "MilestoneQuerySet":
        """The planned day lies before `at`, and the milestone was not reached by `at`."""
        return self.unreached(at).with_dates().filter(Q(planned__lt=at))

    def coming(self, at: date) -> "MilestoneQuerySet":
        """Not reached, and planned for the day `at` or later."""
        return self.unreached(at).with_dates().filter(Q(planned__gte=at))


class CommitmentQuerySet(ProjectRowQuerySet["Commitment"]):
    """Promises, by the answer they had on a day."""

    def for_list(self) -> Self:
        """With what a line of the list shows, and who acts."""
        return super().for_list().select_related("project__manager")

    def made_in(self, years: Years) -> "CommitmentQuerySet":
        """Made in the report on these years, which is filed under the last, or on one of them."""
        return self.filter(year__range=years)

    def open(self, at: date) -> "CommitmentQuerySet":
        """Not answered by the day `at`."""
        return self.filter(Q(state=CommitmentState.OPEN) | Q(answered_on__gt=at))

    def overdue(self, at: date) -> "CommitmentQuerySet":
        """Open, and the last day promised lies before `at`; one without a date never is."""
        return self.open(at).filter(due_until__lt=at)

    def kept(self, at: date) -> "CommitmentQuerySet":
        """Answered by the day `at`: kept in full."""
        return self.filter(state=CommitmentState.KEPT, answered_on__lte=at)


class CostTotal(TypedDict):
    """A sum of money; with the year and the line (None: other money) where it is asked for by them."""

    currency: str
    kind: str
    total: Decimal
    year: NotRequired[int]
    funding_line: NotRequired[int | None]


class CostQuerySet(ProjectRowQuerySet["Cost"]):
    """Money of projects."""

    def of_kind(self, kind: str) -> "CostQuerySet":
        """Planned, committed or spent."""
        return self.filter(kind=kind)

    def of_years(self, first: int, last: int) -> "CostQuerySet":
        """From the year `first` to the year `last`, both counted."""
        return self.filter(year__gte=first, year__lte=last)

    def totals(self, *by: str) -> list[CostTotal]:
        """Sums by currency, kind and `by`; amounts of two currencies are never added."""
        keys = (*by, "currency", "kind")
        summed = self.order_by().values(*keys).annotate(total=models.Sum("amount"))
        return list(summed.order_by(*keys))


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions of governance."""

    def visible_to(self, user: "User") -> "DecisionQuerySet":
        """Those about visible projects; those about none are for whoever sees the portfolio."""
        return self.within(user.access.to(Action.VIEW_PORTFOLIO))

    def within(self, grant: Grant) -> "DecisionQuerySet":
        """Those about projects that a grant reaches, and those about none."""
        # An empty Q joined by "or" is nothing, not everything: whoever reaches all comes first.
        if grant.everywhere or grant.is_empty:
            return self if grant.everywhere else self.none()
        return self.filter(within(grant, "project__") | Q(project__isnull=True))

    def editable_by(self, user: "User") -> "DecisionQuerySet":
        """Those that `user` may record and correct: about no project, or one they have no hand in."""
        return PROJECT_DECISION.of("project").apart(self.recordable_by(user), user.deciding_as)

    def recordable_by(self, user: "User") -> "DecisionQuerySet":
        """Those that `user` may record and correct as far as their roles go."""
        return self if user.access.may(Action.RECORD_DECISION) else self.none()

    def for_list(self) -> "DecisionQuerySet":
        """With what a line of the list shows, in one query."""
        return self.select_related("strategy", "project__strategy")
