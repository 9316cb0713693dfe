"""Sentences about projects: each reads like the rule it holds."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from core.access import Action, Grant
from portfolio.querysets.rounds import strategies_without_round
from portfolio.round_days import period_due

if TYPE_CHECKING:
    from core.models import User

SLIP_DAYS = 30
SILENT_DAYS = 60
STUCK_ROUNDS = 3
BEGUN = ("in_progress", "on_hold", "running")
MOVING = ("in_progress", "running")
FINISHED = ("completed", "cancelled")
NEW_OR_MAJOR = ("new_service", "major_improvement")
COMPLETABLE = ("project", "pilot")


# Three letters without a green one, or the mark that nothing has moved (see `with_last_three`).
_STUCK = f"^[^g=]{{{STUCK_ROUNDS}}}|=$"


class _Joined(Subquery):
    """What the last three updates said, in one text: read in one go, not by three subqueries.

    Letters and per cent stand in an index; only where they agree are the words themselves read.
    """

    template = (
        "(SELECT string_agg(overall, '') || CASE WHEN count(per_cent_complete) = 3"
        " AND min(per_cent_complete) = max(per_cent_complete)"
        " THEN (SELECT CASE WHEN min(achieved) = max(achieved) AND min(planned) = max(planned)"
        " THEN '=' ELSE '' END FROM portfolio_statusupdate AS words"
        " WHERE words.id = ANY (array_agg(said.id)))"
        " ELSE '' END FROM (%(subquery)s) AS said)"
    )
    output_field = models.CharField()


class ProjectQuerySet(models.QuerySet[Any]):
    """Projects. Whatever depends on time takes the day `at`."""

    # --- The row gate -----------------------------------------------------------------------

    def visible_to(self, user: "User") -> "ProjectQuerySet":
        """Those that `user` may see."""
        return self._within(user.access.to(Action.VIEW_PORTFOLIO))

    def editable_by(self, user: "User") -> "ProjectQuerySet":
        """Those whose facts `user` may change."""
        return self._within(user.access.to(Action.EDIT_PROJECT))

    def updatable_by(self, user: "User") -> "ProjectQuerySet":
        """Those whose status `user` may enter."""
        return self._within(user.access.to(Action.ENTER_STATUS))

    def acceptable_by(self, user: "User") -> "ProjectQuerySet":
        """Those whose status `user` may accept, where somebody else has given it."""
        return self._within(user.access.to(Action.ACCEPT_STATUS))

    def decidable_by(self, user: "User") -> "ProjectQuerySet":
        """Those of which `user` may record what the committee decides; never those they manage."""
        rows = self._within(user.access.to(Action.RECORD_DECISION))
        return rows.exclude(manager__in=user.access.selves)

    def signable_by(self, user: "User") -> "ProjectQuerySet":
        """Those whose completion `user` may sign off: they own it, and do not manage it.

        Standing in for the owner counts as owning, standing in for the manager as managing.
        """
        owners = user.access.to(Action.SIGN_OFF).people
        return self.filter(business_owner__in=owners).exclude(manager__in=user.access.selves)

    def remarkable_by(self, user: "User") -> "ProjectQuerySet":
        """Those whose text for the report `user` may write."""
        return self._within(user.access.to(Action.WRITE_REMARK))

    def _within(self, grant: Grant) -> "ProjectQuerySet":
        if grant.everywhere:
            return self
        reached = Q(lead_unit__in=grant.unit_ids)
        if grant.own:
            reached |= Q(manager__in=grant.people) | Q(business_owner__in=grant.people)
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

    def with_word(self, at: date) -> "ProjectQuerySet":
        """Adds `heard`: whether the project had word of itself in the 60 days up to `at`.

        A confirmation by the owner counts as word; one on somebody's behalf does not. The two are
        asked apart, so that each finds its own index.
        """
        from portfolio.models import StatusUpdate

        said = StatusUpdate.objects.filter(
            ~Q(state="draft"),
            project=OuterRef("pk"),
            reported_on__gt=at - timedelta(days=SILENT_DAYS),
            reported_on__lte=at,
        )
        return self.annotate(
            heard=ExpressionWrapper(
                Q(Exists(said.filter(kind="substantive")))
                | Q(Exists(said.filter(kind="confirmation", on_behalf_of__isnull=True))),
                output_field=models.BooleanField(),
            )
        )

    def silent(self, at: date) -> "ProjectQuerySet":
        """Begun, not finished, and without word for 60 days before `at`."""
        return self.with_stage(at).with_word(at).filter(heard=False, stage__in=BEGUN)

    def awaiting_update(self, at: date) -> "ProjectQuerySet":
        """Begun, and nothing said in the round that is open on the day `at`; a draft is not said."""
        from portfolio.models import StatusRound, StatusUpdate

        open_rounds = StatusRound.objects.filter(
            strategy=OuterRef("strategy"), opens_on__lte=at, closes_on__gte=at
        ).order_by("-period")
        said = StatusUpdate.objects.filter(
            ~Q(state="draft"),
            project=OuterRef("pk"),
            round=OuterRef("open_round"),
            reported_on__lte=at,
        )
        begun = self.with_stage(at).filter(stage__in=BEGUN)
        asked = begun.annotate(open_round=Subquery(open_rounds.values("pk")[:1]))
        is_open = Q(open_round__isnull=False)
        # A round that is due is open, though nobody has saved it yet.
        if period := period_due(at):
            is_open |= Q(strategy__in=strategies_without_round(period))
        return asked.filter(is_open, ~Exists(said))

    def awaiting_acceptance(self, _at: date) -> "ProjectQuerySet":
        """With an update that was submitted and that nobody has accepted yet."""
        from portfolio.models import StatusUpdate

        waiting = StatusUpdate.objects.filter(project=OuterRef("pk"), state="submitted")
        return self.filter(Exists(waiting))

    def with_last_three(self, at: date) -> "ProjectQuerySet":
        """Adds `said`: the states of the last three updates said by `at`, the latest first, as "aag".

        An equals sign behind them says that all three give the same per cent done in the same words.
        Confirmations are left out, since they say nothing of their own.
        """
        from portfolio.models import StatusUpdate

        said = StatusUpdate.objects.filter(
            ~Q(state="draft"), project=OuterRef("pk"), kind="substantive", reported_on__lte=at
        ).order_by("-reported_on", "-id")
        columns = said.values("id", "overall", "per_cent_complete")[:STUCK_ROUNDS]
        return self.annotate(said=Coalesce(_Joined(columns), models.Value("")))

    def stuck(self, at: date) -> "ProjectQuerySet":
        """Begun, not on hold, and the last three updates said by `at` show no movement.

        That is: none of them was green, or all three give the same per cent done in the same words.
        """
        return self.with_stage(at).with_last_three(at).filter(said__regex=_STUCK, stage__in=MOVING)

    def needing_attention(self, at: date) -> "ProjectQuerySet":
        """Late, slipping, silent or stuck: the four sentences in one, the costliest asked last.

        What is finished is none of them, and is left out before anything else is asked.
        """
        rows = self.unfinished(at).with_word(at).with_last_three(at).annotate(due=_due())
        slip = F("baseline_finish") + timedelta(days=SLIP_DAYS)
        return rows.filter(
            Q(due__lt=at)
            | Q(forecast_finish__gt=slip)
            | Q(stage__in=BEGUN, heard=False)
            | Q(stage__in=MOVING, said__regex=_STUCK)
        )

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
        """With everything a line of the project list shows.

        What every project has is read beside it: planning a join of all seven tables took Postgres
        ten times as long as running it. What may be missing is joined, so that the number of
        queries does not depend on the rows.
        """
        return (
            self.with_stage(at)
            .with_latest_update(at)
            .annotate(due=_due())
            .prefetch_related("strategy", "lead_unit")
            .select_related("output", "driver", "manager", "business_owner", "signed_off_by")
        )


def _due() -> Any:
    """When a project is expected to finish: the forecast, else the plan."""
    return Coalesce("forecast_finish", "baseline_finish")
