"""Sentences about projects: each reads like the rule it holds."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from core.access import Action, Grant

if TYPE_CHECKING:
    from core.models import User

SLIP_DAYS = 30
SILENT_DAYS = 60
BEGUN = ("in_progress", "on_hold", "running")
FINISHED = ("completed", "cancelled")
NEW_OR_MAJOR = ("new_service", "major_improvement")
COMPLETABLE = ("project", "pilot")


class ProjectQuerySet(models.QuerySet[Any]):
    """Projects. Whatever depends on time takes the day `at`."""

    # --- The row gate -----------------------------------------------------------------------

    def visible_to(self, user: "User") -> "ProjectQuerySet":
        """Those that `user` may see."""
        return self._within(user.access.to(Action.VIEW_PORTFOLIO), user)

    def editable_by(self, user: "User") -> "ProjectQuerySet":
        """Those whose facts `user` may change."""
        return self._within(user.access.to(Action.EDIT_PROJECT), user)

    def updatable_by(self, user: "User") -> "ProjectQuerySet":
        """Those whose status `user` may enter."""
        return self._within(user.access.to(Action.ENTER_STATUS), user)

    def _within(self, grant: Grant, user: "User") -> "ProjectQuerySet":
        if grant.everywhere:
            return self
        reached = Q(lead_unit__in=grant.unit_ids)
        if grant.own:
            reached |= Q(manager=user) | Q(business_owner=user)
        return self.filter(reached) if grant else self.none()

    # --- Populations ------------------------------------------------------------------------

    def of_strategy(self, slug: str) -> "ProjectQuerySet":
        """Those of one strategy."""
        return self.filter(strategy__slug=slug)

    def in_work_plan(self, year: int, at: date | None = None) -> "ProjectQuerySet":
        """In the work plan of `year`: joined by its end (and by `at`), not left before it began."""
        from portfolio.models import WorkPlanEntry

        until = min(date(year, 12, 31), at) if at else date(year, 12, 31)
        entry = WorkPlanEntry.objects.filter(
            Q(left_on__isnull=True) | Q(left_on__gte=date(year, 1, 1)),
            project=OuterRef("pk"),
            year=year,
            joined_on__lte=until,
        )
        return self.filter(Exists(entry))

    def new_or_major(self) -> "ProjectQuerySet":
        """New service offerings and major improvements."""
        return self.filter(category__in=NEW_OR_MAJOR)

    # --- As it stood on a day ---------------------------------------------------------------

    def with_stage(self, at: date) -> "ProjectQuerySet":
        """Adds `stage`: the stage in force on the day `at` (empty before the first)."""
        from portfolio.models import StageChange

        latest = StageChange.objects.filter(project=OuterRef("pk"), on__lte=at)
        return self.annotate(
            stage=Coalesce(
                Subquery(latest.order_by("-on").values("stage")[:1]),
                models.Value(""),
                output_field=models.CharField(),
            )
        )

    def completed(self, at: date) -> "ProjectQuerySet":
        """Projects and pilots completed by the day `at`; services never are."""
        return self.with_stage(at).filter(stage="completed", kind__in=COMPLETABLE)

    def unfinished(self, at: date) -> "ProjectQuerySet":
        """Neither completed nor cancelled on the day `at`."""
        return self.with_stage(at).exclude(stage__in=FINISHED)

    def late(self, at: date) -> "ProjectQuerySet":
        """Not finished, and the finish date (forecast, else planned) lies before `at`."""
        return self.unfinished(at).annotate(due=_due()).filter(due__lt=at)

    def slipping(self, at: date) -> "ProjectQuerySet":
        """Not finished, and the forecast lies more than 30 days after the planned finish."""
        return self.unfinished(at).filter(
            forecast_finish__gt=F("baseline_finish") + timedelta(days=SLIP_DAYS)
        )

    def silent(self, at: date) -> "ProjectQuerySet":
        """Begun, not finished, and without a substantive update for 60 days before `at`.

        A confirmation by the owner counts as word; one on somebody's behalf does not.
        """
        from portfolio.models import StatusUpdate

        spoken = StatusUpdate.objects.filter(
            Q(kind="substantive") | Q(kind="confirmation", on_behalf_of__isnull=True),
            ~Q(state="draft"),
            project=OuterRef("pk"),
            reported_on__gt=at - timedelta(days=SILENT_DAYS),
            reported_on__lte=at,
        )
        return self.with_stage(at).filter(~Exists(spoken), stage__in=BEGUN)

    def with_latest_update(self, at: date) -> "ProjectQuerySet":
        """Adds `rag`, `reported_on` and `per_cent` of the last substantive update said by `at`."""
        from portfolio.models import StatusUpdate

        latest = StatusUpdate.objects.filter(
            ~Q(state="draft"),
            project=OuterRef("pk"),
            kind="substantive",
            reported_on__lte=at,
        ).order_by("-reported_on", "-id")
        return self.annotate(
            rag=Coalesce(
                Subquery(latest.values("overall")[:1]),
                models.Value(""),
                output_field=models.CharField(),
            ),
            reported_on=Subquery(latest.values("reported_on")[:1]),
            per_cent=Subquery(latest.values("per_cent_complete")[:1]),
        )

    def for_list(self, at: date) -> "ProjectQuerySet":
        """With everything a line of the project list shows, in one query."""
        return (
            self.with_stage(at)
            .with_latest_update(at)
            .annotate(due=_due())
            .select_related("strategy", "output", "driver", "lead_unit")
        )


def _due() -> Any:
    """When a project is expected to finish: the forecast, else the plan."""
    return Coalesce("forecast_finish", "baseline_finish")
