"""Sentences about projects: each reads like the rule it holds."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import EndsWith

from core.access import Action, Grant, RowAction
from core.years import Years
from outcomes.models import Vocabulary, is_marked
from portfolio.choices import BEGUN, FINISHED, MOVING, Stage, UpdateState
from portfolio.models.querysets.reach import of_people, within
from portfolio.models.querysets.rounds import strategies_without_round
from portfolio.models.querysets.updates import StatusUpdateQuerySet
from portfolio.rules.rounds import period_due
from portfolio.rules.separation import PROJECT_DECISION, SIGN_OFF
from portfolio.rules.standing import STUCK, standing_text
from portfolio.rules.thresholds import of_stage, slips_from

if TYPE_CHECKING:
    from core.models import User
    from portfolio.models import Project  # noqa: F401 (the rows of a class below)


class _InStage(Subquery):
    """The projects whose latest stage is one of `stages`: read along the index once, for all."""

    template = (
        "(SELECT latest.project_id FROM (%(subquery)s) AS latest WHERE latest.stage = ANY (%%s))"
    )

    def __init__(self, at: date, stages: Iterable[str]) -> None:
        from portfolio.models import StageChange

        changes = StageChange.objects.filter(on__lte=at).order_by("project_id", "-on")
        super().__init__(changes.distinct("project_id").values("project_id", "stage"))
        self.stages = list(map(str, stages))

    def as_sql(self, *args: Any, **options: Any) -> tuple[str, tuple[Any, ...]]:
        """The stages are parameters, behind those of the query within."""
        sql, params = super().as_sql(*args, **options)
        return sql, (*params, self.stages)


def is_new_or_major() -> Exists:
    """The condition that a project's category counts as new or major in its strategy."""
    return is_marked(Vocabulary.CATEGORY, "category")


def is_completable() -> Exists:
    """The condition that a project is of a kind that can be completed in its strategy."""
    return is_marked(Vocabulary.KIND, "kind")


class ProjectQuerySet(models.QuerySet["Project"]):
    """Projects. Whatever depends on time takes the day `at`."""

    # --- The row gate -----------------------------------------------------------------------

    def reached_by(self, user: "User", action: RowAction) -> "ProjectQuerySet":
        """Those with which `user` may do `action`."""
        return self.within(user.access.to(action))

    def within(self, grant: Grant) -> "ProjectQuerySet":
        """Those that a grant reaches."""
        return self.filter(within(grant, ""))

    def visible_to(self, user: "User") -> "ProjectQuerySet":
        """Those that `user` may see."""
        return self.reached_by(user, Action.VIEW_PORTFOLIO)

    def editable_by(self, user: "User") -> "ProjectQuerySet":
        """Those whose facts `user` may change."""
        return self.reached_by(user, Action.EDIT_PROJECT)

    def updatable_by(self, user: "User") -> "ProjectQuerySet":
        """Those whose status `user` may enter."""
        return self.reached_by(user, Action.ENTER_STATUS)

    def acceptable_by(self, user: "User") -> "ProjectQuerySet":
        """Those whose status `user` may accept, where somebody else has given it."""
        return self.reached_by(user, Action.ACCEPT_STATUS)

    def decidable_by(self, user: "User") -> "ProjectQuerySet":
        """Those of which `user` may record what the committee decides: they have no hand in them."""
        return PROJECT_DECISION.apart(self.recordable_by(user), user.deciding_as)

    def recordable_by(self, user: "User") -> "ProjectQuerySet":
        """Those of which `user` may record it as far as their roles go."""
        return self if user.access.may(Action.RECORD_DECISION) else self.none()

    def signable_by(self, user: "User") -> "ProjectQuerySet":
        """Those whose completion `user` may sign off: they own it, and have no other hand in it.

        Standing in for the owner counts as owning, standing in for the manager as managing.
        """
        return SIGN_OFF.apart(self.owned_by(user), user.deciding_as)

    def owned_by(self, user: "User") -> "ProjectQuerySet":
        """Those that `user` would sign off as their owner, or in the owner's place."""
        return self.filter(business_owner__in=user.access.to(Action.SIGN_OFF).people)

    def remarkable_by(self, user: "User") -> "ProjectQuerySet":
        """Those whose text for the report `user` may write."""
        return self.reached_by(user, Action.WRITE_REMARK)

    def of_people(self, people: Iterable[int]) -> "ProjectQuerySet":
        """Those that one of these people manages or owns."""
        return self.filter(of_people(people))

    # --- Populations ------------------------------------------------------------------------

    def of_strategy(self, slug: str) -> "ProjectQuerySet":
        """Those of one strategy."""
        return self.filter(strategy__slug=slug)

    def in_work_plans(self, years: Years, at: date) -> "ProjectQuerySet":
        """In the work plan of any of these years, as `in_work_plan`; each once."""
        from portfolio.models import WorkPlanEntry

        if years.are_one:
            return self.in_work_plan(years.last, at)
        entry = WorkPlanEntry.objects.filter(
            Q(left_on__isnull=True) | Q(left_on__year__gte=F("year")),
            project=OuterRef("pk"),
            year__range=years,
            joined_on__year__lte=F("year"),
            joined_on__lte=at,
        )
        return self.filter(Exists(entry))

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
        """Those whose category counts as new or major in their strategy."""
        return self.filter(is_new_or_major())

    def with_new_or_major(self) -> "ProjectQuerySet":
        """Adds `is_new_or_major`: whether the category of each counts so."""
        return self.annotate(is_new_or_major=is_new_or_major())

    def with_completable(self) -> "ProjectQuerySet":
        """Adds `is_completable`: whether each is of a kind that can be completed."""
        return self.annotate(is_completable=is_completable())

    # --- As it stood on a day ---------------------------------------------------------------

    def with_stage(self, at: date) -> "ProjectQuerySet":
        """Adds `stage`: the stage in force on the day `at` (empty before the first)."""
        from portfolio.models import StageChange

        latest = StageChange.objects.filter(project=OuterRef("pk"), on__lte=at)
        return self.annotate(
            stage=Coalesce(
                Subquery(latest.order_by("-on").values("stage")[:1]),
                Value(""),
                output_field=models.CharField(),
            )
        )

    def in_stage(self, at: date, stages: Iterable[str]) -> "ProjectQuerySet":
        """In one of these stages on the day `at`."""
        return self.filter(pk__in=_InStage(at, stages))

    def completed(self, at: date) -> "ProjectQuerySet":
        """Completed by the day `at`, and of a kind that can be; services never are."""
        return self.in_stage(at, [Stage.COMPLETED]).filter(is_completable())

    def with_completed(self, at: date) -> "ProjectQuerySet":
        """Adds `is_completed`: whether each counts as `completed` by the day `at`."""
        done = When(
            Q(is_completable(), pk__in=_InStage(at, [Stage.COMPLETED])),
            then=True,
        )
        return self.annotate(is_completed=Case(done, default=False))

    def unfinished(self, at: date) -> "ProjectQuerySet":
        """Neither completed nor cancelled on the day `at`."""
        return self.exclude(pk__in=_InStage(at, FINISHED))

    def with_due(self) -> "ProjectQuerySet":
        """Adds `due`: when each is expected to finish, by its forecast, else by the plan."""
        return self.annotate(due=Coalesce("forecast_finish", "baseline_finish"))

    def late(self, at: date) -> "ProjectQuerySet":
        """Not finished, and the finish date (forecast, else planned) lies before `at`."""
        return self.unfinished(at).with_due().filter(Q(due__lt=at))

    def slipping(self, at: date) -> "ProjectQuerySet":
        """Not finished, and the forecast lies well after the planned finish (`thresholds.slips_from`)."""
        return self.unfinished(at).filter(forecast_finish__gt=slips_from())

    def silent(self, at: date) -> "ProjectQuerySet":
        """Begun, not finished, and without word for long before `at` (`thresholds.silent_since`)."""
        return self.in_stage(at, BEGUN).filter(~_updates().is_word(at))

    def awaiting_update(self, at: date) -> "ProjectQuerySet":
        """Begun, and nothing said in the round that is open on the day `at`; a draft is not said."""
        from portfolio.models import StatusRound, StatusUpdate

        open_rounds = StatusRound.objects.filter(
            strategy=OuterRef("strategy"), opens_on__lte=at, closes_on__gte=at
        ).order_by("-period")
        updates = StatusUpdate.objects.given().filter(
            project=OuterRef("pk"), round=OuterRef("open_round"), reported_on__lte=at
        )
        begun = self.in_stage(at, BEGUN)
        asked = begun.annotate(open_round=Subquery(open_rounds.values("pk")[:1]))
        is_open = Q(open_round__isnull=False)
        # A round that is due is open, though nobody has saved it yet.
        if period := period_due(at):
            is_open |= Q(strategy__in=strategies_without_round(period))
        return asked.filter(is_open, ~Exists(updates))

    def awaiting_acceptance(self, _at: date) -> "ProjectQuerySet":
        """With an update that was submitted and that nobody has accepted yet."""
        from portfolio.models import StatusUpdate

        waiting = StatusUpdate.objects.filter(project=OuterRef("pk"), state=UpdateState.SUBMITTED)
        return self.filter(Exists(waiting))

    def with_standing(self, at: date) -> "ProjectQuerySet":
        """Adds `standing`: how each stood on the day `at`, in one text (`portfolio.rules.standing`)."""
        from portfolio.models import StageChange

        stages = StageChange.objects.filter(project=OuterRef("pk"), on__lte=at).order_by("-on")
        updates, alone = _updates("project"), _updates()
        text = standing_text(
            at,
            stages,
            has_word=updates.is_word(at, of_stage),
            states=updates.last_states(at, OuterRef),
            latest=updates.substantive().last_value(at, "overall"),
            latest_without_stage=alone.substantive().last_value(at, "overall"),
        )
        return self.with_due().annotate(standing=text)

    def stuck(self, at: date) -> "ProjectQuerySet":
        """Begun, not on hold, and the last updates said by `at` show no movement.

        That is, of as many as their strategy says: none was green, or all of them give the same per cent
        done in the same words.
        """
        return self.in_stage(at, MOVING).filter(_is_stuck(at))

    def needing_attention(self, at: date) -> "ProjectQuerySet":
        """Late, slipping, silent or stuck: the four sentences in one, the costliest asked last.

        What is finished is none of them, and is left out before anything else is asked.
        """
        rows = self.unfinished(at).with_due().with_stage(at)
        return rows.filter(
            Q(due__lt=at)
            | Q(forecast_finish__gt=slips_from())
            | Q(~_updates().is_word(at), stage__in=BEGUN)
            | Q(_is_stuck(at), stage__in=MOVING)
        )

    def with_latest_update(self, at: date) -> "ProjectQuerySet":
        """Adds `rag`, `reported_on` and `per_cent` of the last substantive update said by `at`."""
        updates = _updates().substantive()
        return self.annotate(
            rag=Coalesce(updates.last_value(at, "overall"), Value("")),
            reported_on=updates.last_value(at, "reported_on"),
            per_cent=updates.last_value(at, "per_cent_complete"),
        )

    def with_latest_words(self, at: date) -> "ProjectQuerySet":
        """Adds `reason` (why it is not green) and `planned` (next steps) of the same update."""
        updates = _updates().substantive()
        return self.annotate(
            reason=updates.last_value(at, "reason"), planned=updates.last_value(at, "planned")
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
            .with_latest_words(at)
            .with_due()
            .prefetch_related("strategy", "lead_unit")
            .select_related("output", "driver", "manager", "business_owner", "signed_off_by")
        )


def _updates(project: str = "pk") -> "StatusUpdateQuerySet":
    """What was said of the project that the column `project` of the outer query names."""
    from portfolio.models import StatusUpdate

    rows: StatusUpdateQuerySet = StatusUpdate.objects.filter(project=OuterRef(project))
    return rows


def _is_stuck(at: date) -> Q:
    """Whether the last updates show no movement."""
    return Q(EndsWith(_updates().last_states(at), STUCK))
