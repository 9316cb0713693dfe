"""Sentences about what was said of a project."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from core.access import Action
from outcomes.models import FixedWord
from outcomes.models.thresholds import usual_thresholds
from portfolio.choices import Rag, UpdateKind, UpdateState
from portfolio.models.querysets.rows import ProjectRowQuerySet
from portfolio.rules.separation import STATUS_ACCEPTANCE
from portfolio.rules.standing import STUCK
from portfolio.rules.thresholds import silent_since

if TYPE_CHECKING:
    from core.models import User
    from portfolio.models import StatusUpdate  # noqa: F401 (the rows of a class below)


class StatusUpdateQuerySet(ProjectRowQuerySet["StatusUpdate"]):
    """Status updates. A draft is its author's, and has not been said."""

    def visible_to(self, user: "User") -> Self:
        """Of projects that `user` may see; drafts only their own."""
        return super().visible_to(user).filter(~Q(state=UpdateState.DRAFT) | Q(author=user))

    def acceptable_by(self, user: "User") -> "StatusUpdateQuerySet":
        """Submitted, and for `user` to accept: they neither wrote it nor have the project."""
        reached: StatusUpdateQuerySet = self.reached_by(user, Action.ACCEPT_STATUS)
        waiting = reached.filter(state=UpdateState.SUBMITTED)
        return STATUS_ACCEPTANCE.apart(waiting, user.deciding_as)

    def for_list(self) -> Self:
        """With what a line of the list shows."""
        people = ("author", "on_behalf_of", "accepted_by", "returned_by")
        rows = super().for_list().select_related("project__manager", *people)
        newer = self.model._default_manager.filter(replaces=OuterRef("pk"))
        newer = newer.exclude(state=UpdateState.RETURNED).order_by()
        return rows.prefetch_related("round").annotate(is_replaced=Exists(newer))

    def every_version(self) -> "StatusUpdateQuerySet":
        """Submitted or accepted, those included that a correction has replaced."""
        return self.filter(~Q(state=UpdateState.DRAFT) & ~Q(state=UpdateState.RETURNED))

    def given(self) -> "StatusUpdateQuerySet":
        """Submitted or accepted: neither begun nor sent back; of several versions the newest."""
        # Asked of the few corrections by themselves, so that every index serves as it did.
        rows = self.model._default_manager.filter(replaces__isnull=False)
        replaced = rows.exclude(state=UpdateState.RETURNED).order_by().values("replaces")
        return self.every_version().filter(~Q(pk__in=replaced))

    def substantive(self) -> "StatusUpdateQuerySet":
        """Given, with values of their own; a confirmation has none."""
        return self.given().filter(kind=UpdateKind.SUBSTANTIVE)

    def until(self, at: date) -> "StatusUpdateQuerySet":
        """Said by the day `at`, the latest first."""
        return self.filter(reported_on__lte=at).order_by("-reported_on", "-id")

    def recent(self, at: date, strategy: Any) -> "StatusUpdateQuerySet":
        """Said so shortly before `at` that the strategy of its project does not call it silence."""
        return self.filter(reported_on__gt=silent_since(at, strategy), reported_on__lte=at)

    def last_value(self, at: date, column: str) -> Subquery:
        """For a query on projects: a value of the latest of these by the day `at`."""
        field = self.model._meta.get_field(column)
        # Django joins no two kinds of texts without being told.
        told = {"output_field": field.plain} if isinstance(field, FixedWord) else {}
        return Subquery(self.until(at).values(column)[:1], **told)

    def is_word(self, at: date, strategy: Any = OuterRef) -> Q:
        """For a query on projects: whether these hold recent word, as of `at`.

        `strategy` leads from them to the project's strategy (`thresholds.in_force`).
        A confirmation by the owner counts as word; one on somebody's behalf, or of many projects at
        once, does not. The two are asked apart, so that each finds its own index.
        """
        own = self.given().filter(
            kind=UpdateKind.CONFIRMATION, on_behalf_of__isnull=True, in_bulk=False
        )
        return Q(Exists(self.substantive().recent(at, strategy))) | Q(
            Exists(own.recent(at, strategy))
        )

    def last_states(self, at: date, strategy: Any = F) -> Subquery:
        """For a query on projects: the states of the last said by `at`, the latest first: "aag".

        There are as many as make a project of its strategy stuck, or fewer if fewer were said. The sign
        `STUCK` behind them says that they do: none of so many is green, or they give the same per cent
        done in the same words. Confirmations are left out, since they say nothing of their own.
        """
        last = self.substantive().until(at).values("id", "overall", "per_cent_complete")
        return _Joined(last, strategy("strategy__stuck_updates"))


class _Joined(Subquery):
    """What the last `updates` said, in one text: read in one go, not by a subquery for each.

    Letters and per cent stand in an index; only where they agree are the words themselves read.
    """

    template = (
        "(SELECT coalesce(string_agg(overall, ''), '') || CASE"
        " WHEN count(*) = %(updates)s AND NOT bool_or(overall = '%(green)s') THEN '%(stuck)s'"
        " WHEN count(per_cent_complete) = %(updates)s"
        " AND min(per_cent_complete) = max(per_cent_complete)"
        " THEN (SELECT CASE WHEN min(achieved) = max(achieved) AND min(planned) = max(planned)"
        " THEN '%(stuck)s' ELSE '' END FROM portfolio_statusupdate AS words"
        " WHERE words.id = ANY (array_agg(said.id)))"
        " ELSE '' END FROM (%(subquery)s LIMIT %(updates)s) AS said)"
    )
    output_field: Any = models.CharField()

    def __init__(self, rows: Any, own: Any) -> None:
        """`own` leads to what the strategy says, which is empty where the setting holds."""
        super().__init__(rows)
        self.own, self.usual = own, usual_thresholds().stuck_updates

    def get_source_expressions(self) -> list[Any]:
        """The column too is one of the query that asks."""
        return [*super().get_source_expressions(), self.own]

    def set_source_expressions(self, exprs: Any) -> None:
        """As they were given."""
        *query, self.own = exprs
        super().set_source_expressions(query)

    def as_sql(self, compiler: Any, connection: Any, template: Any = None, **options: Any) -> Any:
        """A limit may be a column of the query around."""
        column, _no_params = compiler.compile(self.own)
        updates = f"coalesce({column}, {self.usual})"
        words = {"updates": updates, "green": Rag.GREEN.value, "stuck": STUCK}
        return super().as_sql(compiler, connection, template, **words, **options)
