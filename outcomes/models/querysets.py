"""Sentences about the framework and its indicators.

The framework is a published paper: whoever may look at any part of the portfolio sees all of it, and
whoever may not sees nothing. Entering measurements reaches as far as the person's role does.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Case, F, Func, Prefetch, Q, Value, When
from django.db.models.functions import Cast, Coalesce

from core.access import Action, RowAction
from core.languages.rounding import Rounding, round_to
from core.years import Years
from outcomes.choices import DeliverableState
from outcomes.rules.separation import VERIFICATION

if TYPE_CHECKING:
    from core.models import User
    from outcomes.models import Deliverable, Indicator, Measurement, Strategy  # noqa: F401 (the rows of a class below)

Row = TypeVar("Row", bound=models.Model)
_TEXT = models.CharField()


class StrategyQuerySet(models.QuerySet["Strategy"]):
    """Strategies."""

    def visible_to(self, user: "User") -> "StrategyQuerySet":
        """All of them, for whoever may look at any part of the portfolio."""
        return self if user.access.may(Action.VIEW_FRAMEWORK) else self.none()

    def editable_by(self, user: "User") -> "StrategyQuerySet":
        """Those whose framework `user` may change."""
        return self if user.access.may(Action.EDIT_FRAMEWORK) else self.none()

    def current(self, at: date) -> "Strategy | None":
        """The one in force on the day `at`, else the latest begun before, else the first to come."""
        begun = list(self.filter(starts_on__lte=at).order_by("-starts_on", "slug"))
        in_force = [strategy for strategy in begun if strategy.contains(at)]
        return next(iter([*in_force, *begun]), None) or self.order_by("starts_on", "slug").first()


class InForceQuerySet(models.QuerySet[Row]):
    """Rows that hold from a day until a day; either end may be open, both count."""

    def visible_to(self, user: "User") -> Self:
        """All of them, for whoever may look at any part of the portfolio."""
        return self if user.access.may(Action.VIEW_FRAMEWORK) else self.none()

    def in_force(self, at: date) -> Self:
        """Those that hold on the day `at`."""
        return self.filter(
            Q(in_force_from__isnull=True) | Q(in_force_from__lte=at),
            Q(in_force_until__isnull=True) | Q(in_force_until__gte=at),
        )

    def of_strategy(self, slug: str) -> Self:
        """Those of one strategy."""
        return self.filter(**{f"{self._way_up}__slug": slug})

    @property
    def _way_up(self) -> str:
        names = {field.name for field in self.model._meta.fields}
        if "strategy" in names:
            return "strategy"
        return "outcome__strategy" if "outcome" in names else "output__outcome__strategy"


class DeliverableQuerySet(InForceQuerySet["Deliverable"]):
    """Deliverables, and what has become of them.

    A state counts from the day on which it was reached; where only a month or a year is known, from its
    first day. What has no such day counts whenever it is asked for.
    """

    def editable_by(self, user: "User") -> "DeliverableQuerySet":
        """Those that `user` may change."""
        return self if user.access.may(Action.EDIT_FRAMEWORK) else self.none()

    def as_of(self, at: date) -> "DeliverableQuerySet":
        """Adds `state_then`, the state on the day `at`: what was reached only later was in progress."""
        later = When(reached_on__gt=at, then=Value(str(DeliverableState.IN_PROGRESS)))
        return self.annotate(state_then=Case(later, default="state", output_field=_TEXT))

    def in_states(self, at: date, *states: str) -> "DeliverableQuerySet":
        """Those in one of the states on the day `at`."""
        return self.as_of(at).filter(Q(state_then__in=states))

    def reached(self, at: date) -> "DeliverableQuerySet":
        """Those reached by the day `at`; reached in part is not reached."""
        return self.in_states(at, DeliverableState.REACHED)

    def unfinished(self, at: date) -> "DeliverableQuerySet":
        """Those neither reached nor dropped by the day `at`."""
        over = (DeliverableState.REACHED, DeliverableState.DROPPED)
        return self.as_of(at).exclude(Q(state_then__in=over))

    def overdue(self, at: date) -> "DeliverableQuerySet":
        """Those whose day has passed before the day `at`, and that are neither reached nor dropped."""
        return self.unfinished(at).filter(due_on__lt=at)

    def due_in(self, years: Years) -> "DeliverableQuerySet":
        """Those due in these years."""
        return self.filter(due_on__year__range=years)

    def in_order(self) -> "DeliverableQuerySet":
        """As the strategy has them: by outcome, output and place, parts behind their whole."""
        whole = Coalesce("part_of__position", "position")
        return self.order_by(
            *("output__outcome__strategy__starts_on", "output__outcome__strategy"),
            *("output__outcome__position", "output__outcome", "output__position", "output"),
            *(whole, Coalesce("part_of", "pk"), F("part_of").asc(nulls_first=True)),
            *("position", "pk"),
        )

    def with_places(self) -> "DeliverableQuerySet":
        """With what a line shows of the rows above it, which are few, and of who is responsible."""
        people = self.select_related("part_of", "responsible", "responsible_unit")
        return people.prefetch_related("output__outcome__strategy")


class IndicatorQuerySet(InForceQuerySet["Indicator"]):
    """Indicators."""

    def editable_by(self, user: "User") -> "IndicatorQuerySet":
        """Those whose definition and targets `user` may change."""
        return self if user.access.may(Action.EDIT_FRAMEWORK) else self.none()

    def measurable_by(self, user: "User") -> "IndicatorQuerySet":
        """Those for which `user` may enter measurements; nobody enters for a computed one."""
        return self.reached_by(user, Action.ENTER_MEASUREMENT).filter(number_key="")

    def verifiable_by(self, user: "User") -> "IndicatorQuerySet":
        """Those whose measurements `user` may verify, their own aside."""
        return self.reached_by(user, Action.VERIFY_MEASUREMENT)

    def reached_by(self, user: "User", action: RowAction) -> "IndicatorQuerySet":
        """Those with which `user` may do `action`, as far as a role reaches."""
        grant = user.access.to(action)
        if grant.everywhere:
            return self
        reached = Q(responsible_unit__in=grant.unit_ids)
        if grant.own:
            reached |= Q(responsible__in=grant.people)
        return self.none() if grant.is_empty else self.filter(reached)

    def with_values(self) -> "IndicatorQuerySet":
        """With what judging them needs: targets and measurements, oldest first.

        Their own order begins with the indicator's, which would join two tables to no end.
        """
        from outcomes.models import Measurement, Target

        return self.prefetch_related(
            "strategy",
            "outcome",
            Prefetch("targets", Target.objects.order_by("period_start")),
            Prefetch("measurements", Measurement.objects.order_by("period_start")),
        )

    def with_states(self, states: Mapping[int, Any]) -> "IndicatorQuerySet":
        """Adds `state`, `expected`, `actual` and `reached` as worked out in Python.

        So that a list filters, sorts and exports by them like by any column.
        """
        judged = {pk: each.judged for pk, each in states.items()}
        return self.annotate(
            state=_per_row({pk: str(each.state) for pk, each in states.items()}, _TEXT),
            reached=_per_row({pk: each.per_cent for pk, each in states.items()}, _DECIMAL),
            expected=_per_row(
                {pk: line and line.expected for pk, line in judged.items()}, _DECIMAL
            ),
            actual=_per_row({pk: line and line.actual for pk, line in judged.items()}, _DECIMAL),
        )


_DECIMAL = models.DecimalField(max_digits=40, decimal_places=10)


def _per_row(values: Mapping[int, Any], kind: "models.Field[Any, Any]") -> Cast:
    """The value of each row by its key: one look-up in one parameter, not a CASE with a branch a row."""
    known = {str(pk): str(_kept(value)) for pk, value in values.items() if value is not None}
    found = Func(
        Value(known, output_field=models.JSONField()),
        Cast("pk", models.TextField()),
        template="(%(expressions)s)",
        arg_joiner=" ->> ",
        output_field=models.TextField(),
    )
    return Cast(found, kind)


def _kept(value: str | Decimal) -> str | Decimal:
    return round_to(value, Rounding.NEAREST, 10) if isinstance(value, Decimal) else value


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    """Measurements."""

    def visible_to(self, user: "User") -> "MeasurementQuerySet":
        """Those of indicators that `user` may see."""
        return self if user.access.may(Action.VIEW_FRAMEWORK) else self.none()

    def verifiable_by(self, user: "User") -> "MeasurementQuerySet":
        """Those that wait for verification and in which `user` has no hand."""
        waiting = self.filter(verified_by__isnull=True)
        return VERIFICATION.apart(waiting, user.deciding_as)

    def by(self, at: date) -> "MeasurementQuerySet":
        """Those of periods that had ended by the day `at`, whenever they were entered."""
        return self.filter(period_end__lte=at)
