"""Sentences about risks and issues. Whatever depends on time takes the day `at`."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from core.access import Action, Grant, RowAction
from portfolio.models.querysets.reach import of_people
from risks.choices import Register
from risks.rules import scores
from risks.rules.scores import Band
from risks.rules.separation import RISK_ACCEPTANCE
from risks.rules.thresholds import assessment_holds

if TYPE_CHECKING:
    from core.models import User
    from portfolio.models import Project
    from risks.models import Acceptance, Assessment, Issue, Mitigation, Risk  # noqa: F401 (the rows of a class below)

Row = TypeVar("Row", bound=models.Model)

# The three ways to look at a risk: without controls, with them, and as it is to become.
LEVELS = ("inherent", "residual", "target")
READING = (Action.VIEW_RISKS,)
PEOPLE = ("owner", "assessed_by", "accepted_by", "risk_owner")


@dataclass(frozen=True)
class RiskReach:
    """How far somebody may do an action with risks; `owners` are whose own are reached."""

    action: RowAction
    grant: Grant
    owners: frozenset[int]

    @classmethod
    def of(cls, user: "User", action: RowAction) -> "RiskReach":
        """A person's. Where everything is reached it is the same for everybody."""
        grant = user.access.to(action)
        if grant.everywhere or grant.is_empty:
            return cls(action, grant, frozenset())
        return cls(action, grant, frozenset({user.pk, *grant.people}))

    def covers(self, risk: "Risk") -> bool:
        """Whether it reaches a risk: the row gate of `RiskQuerySet`, for one row."""
        return (
            self.grant.everywhere
            or risk.owner_id in self.owners
            or risk.unit_id in self.grant.unit_ids
            or self._covers_project(risk.project)
        )

    def covers_issue(self, issue: "Issue") -> bool:
        """The same for an issue: by its risk, by its project, or as the one responsible."""
        return (
            self.grant.everywhere
            or issue.owner_id in self.owners
            or (issue.risk is not None and self.covers(issue.risk))
            or self._covers_project(issue.project)
        )

    def _covers_project(self, project: "Project | None") -> bool:
        if project is None:
            return False
        people = (
            project.manager_id,
            *([project.business_owner_id] if self.action in READING else []),
        )
        return project.lead_unit_id in self.grant.unit_ids or (
            self.grant.own and any(each in self.grant.people for each in people)
        )


def reached(reach: RiskReach, to_risk: str = "") -> Q | None:
    """What is reached, as a condition on risks or, by the path `to_risk`, on rows of theirs.

    None means everything. A unit reaches its own risks and those of its projects; a person the
    risks they own and those of their projects, theirs being also those of whoever lent a role.
    """
    action, grant = reach.action, reach.grant
    if grant.everywhere:
        return None
    found = Q(pk__in=[])
    if grant.is_empty:
        return found
    found |= Q(**{f"{to_risk}owner__in": reach.owners})
    if grant.unit_ids:
        found |= Q(**{f"{to_risk}unit__in": grant.unit_ids})
        found |= Q(**{f"{to_risk}project__lead_unit__in": grant.unit_ids})
    if grant.own:
        found |= of_projects(action, grant, f"{to_risk}project__")
    return found


def of_projects(action: RowAction, grant: Grant, path: str) -> Q:
    """Rows of the projects a person manages and, for reading, of those they own."""
    if action in READING:
        return of_people(grant.people, path)
    return Q(**{f"{path}manager__in": grant.people})


def known_and_not_closed(at: date, start: str) -> Q:
    """Rows that had begun by `at` and were not closed then."""
    begun = Q(**{f"{start}__lte": at})
    return begun & (Q(closed_on__isnull=True) | Q(closed_on__gt=at))


def not_done(at: date) -> Q:
    """Measures that were not done on the day `at`."""
    return Q(done_on__isnull=True) | Q(done_on__gt=at)


class RiskQuerySet(models.QuerySet["Risk"]):
    """Risks of every strategy and both registers."""

    # --- The row gate -----------------------------------------------------------------------

    def visible_to(self, user: "User") -> "RiskQuerySet":
        """Those that `user` may see: all for who reads the whole portfolio, else their own."""
        return self._within(Action.VIEW_RISKS, user)

    def editable_by(self, user: "User") -> "RiskQuerySet":
        """Those that `user` may describe, assess and mitigate."""
        return self._within(Action.EDIT_RISK, user)

    def with_issues_by(self, user: "User") -> "RiskQuerySet":
        """Those on which `user` may raise an issue."""
        return self._within(Action.HANDLE_ISSUE, user)

    def acceptable_by(self, user: "User") -> "RiskQuerySet":
        """Those whose residual risk `user` may accept: none in which they have a hand."""
        return RISK_ACCEPTANCE.apart(self.for_acceptance_by(user), user.deciding_as)

    def for_acceptance_by(self, user: "User") -> "RiskQuerySet":
        """Those that `user` may accept as far as their roles go; a unit's chief only advises."""
        return self if user.access.may(Action.ACCEPT_RISK) else self.none()

    def _within(self, action: RowAction, user: "User") -> "RiskQuerySet":
        return self.within(RiskReach.of(user, action))

    def within(self, reach: RiskReach) -> "RiskQuerySet":
        """Those that are reached."""
        condition = reached(reach)
        return self if condition is None else self.filter(condition)

    # --- Populations ------------------------------------------------------------------------

    def of_strategy(self, slug: str) -> "RiskQuerySet":
        """Those of one strategy."""
        return self.filter(strategy__slug=slug)

    def in_register(self) -> "RiskQuerySet":
        """Those of the risk register, which are not those the strategy lists."""
        return self.filter(register=Register.REGISTER)

    def open(self, at: date) -> "RiskQuerySet":
        """Known and not closed on the day `at`."""
        return self.filter(known_and_not_closed(at, "identified_on"))

    def closed(self, at: date) -> "RiskQuerySet":
        """Closed by the day `at`."""
        return self.filter(closed_on__lte=at)

    # --- As assessed by a day ---------------------------------------------------------------

    def with_assessment(self, at: date) -> "RiskQuerySet":
        """Adds what the last assessment by the day `at` says, and the limits in force.

        `<level>_likelihood`, `<level>_impact` and `<level>_score` for inherent, residual and
        target, and `assessed_on`: all empty (never 0) without one. `low_until`, `medium_until`,
        `high_until` and `tolerance` are those of the strategy, else the defaults.
        """
        from risks.models import Assessment

        latest = Assessment.objects.filter(risk=OuterRef("pk"), on__lte=at).order_by("-on")
        read: dict[str, Subquery] = {"assessed_on": Subquery(latest.values("on")[:1])}
        for level in LEVELS:
            for side in ("likelihood", "impact"):
                name = f"{level}_{side}"
                read[name] = Subquery(latest.values(name)[:1])
            product = F(f"{level}_likelihood") * F(f"{level}_impact")
            read[f"{level}_score"] = Subquery(latest.annotate(score=product).values("score")[:1])
        return self.with_limits().annotate(**read)

    def with_limits(self) -> "RiskQuerySet":
        """Adds the band limits and the tolerance of each risk's strategy."""
        defaults = scores.Limits()
        return self.annotate(
            **{
                name: Coalesce(F(f"strategy__risk_policy__{name}"), Value(getattr(defaults, name)))
                for name in ("low_until", "medium_until", "high_until", "tolerance")
            }
        )

    def above_tolerance(self, at: date) -> "RiskQuerySet":
        """Whose residual score is higher than acceptable; without an assessment nobody knows."""
        return self.with_assessment(at).filter(Q(residual_score__gt=F("tolerance")))

    def within_tolerance(self, at: date) -> "RiskQuerySet":
        """Whose residual score is acceptable."""
        return self.with_assessment(at).filter(Q(residual_score__lte=F("tolerance")))

    def outside_tolerance(self, at: date) -> "RiskQuerySet":
        """Of which nobody can say that they are acceptable: above it, or never assessed."""
        assessed = self.with_assessment(at)
        return assessed.filter(
            Q(residual_score__gt=F("tolerance")) | Q(residual_score__isnull=True)
        )

    def in_band(self, band: str, at: date, level: str = "residual") -> "RiskQuerySet":
        """Whose score falls in the band; "none" are those without an assessment."""
        rows = self.with_assessment(at)
        if band == "none":
            return rows.filter(**{f"{level}_score__isnull": True})
        limits = {Band.LOW: "low_until", Band.MEDIUM: "medium_until", Band.HIGH: "high_until"}
        ends = [*limits.values()]
        place = list(Band).index(Band(band))
        if place > 0:
            rows = rows.filter(**{f"{level}_score__gt": F(ends[place - 1])})
        if place < len(ends):
            rows = rows.filter(**{f"{level}_score__lte": F(ends[place])})
        return rows.filter(**{f"{level}_score__isnull": False})

    def count_by_band(self, at: date, level: str = "residual") -> Counter[Band | None]:
        """How many there are in each band, and under None those without an assessment: one query."""
        limits = ("low_until", "medium_until", "high_until", "tolerance")
        rows = self.with_assessment(at).order_by().values_list(f"{level}_score", *limits)
        found: Counter[Band | None] = Counter()
        for score, *ends, count in rows.annotate(rows=Count("pk")):
            found[scores.band(score, scores.Limits(*ends))] += count
        return found

    def of_cell(
        self, likelihood: int, impact: int, at: date, level: str = "residual"
    ) -> "RiskQuerySet":
        """Those in one cell of the matrix."""
        return self.with_assessment(at).filter(
            **{f"{level}_likelihood": likelihood, f"{level}_impact": impact}
        )

    def needs_assessment(self, at: date) -> "RiskQuerySet":
        """Open risks of the register whose last assessment holds no more (`thresholds`).

        Those that the strategy lists were named, not scored, so nothing is due for them.
        """
        from risks.models import Assessment

        recent = Assessment.objects.filter(
            risk=OuterRef("pk"), on__gte=at - assessment_holds(), on__lte=at
        )
        return self.in_register().open(at).filter(~Exists(recent))

    def for_list(self, at: date, seen_by: "User") -> "RiskQuerySet":
        """With everything a line of the register shows; a project only where it is theirs to see."""
        from portfolio.models import Project

        projects = Project.objects.visible_to(seen_by).select_related("strategy")
        return (
            self.with_assessment(at)
            .select_related("strategy", "outcome", "owner", "unit")
            .prefetch_related(models.Prefetch("project", projects))
            .annotate(
                open_mitigations=_count("mitigations", not_done(at)),
                open_issues=_count("issues", known_and_not_closed(at, "raised_on")),
            )
        )


def _count(name: str, condition: Q) -> Any:
    """How many rows of a relation fit, by a subquery, so that two counts do not multiply."""
    from risks.models import Issue, Mitigation

    model: Any = {"mitigations": Mitigation, "issues": Issue}[name]
    rows = model.objects.filter(condition, risk=OuterRef("pk"))
    counted = rows.order_by().values("risk").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), Value(0))


class OfRiskQuerySet(models.QuerySet[Row]):
    """Rows that belong to a risk and are seen by whoever sees it."""

    def visible_to(self, user: "User") -> Self:
        """Those of risks that `user` may see."""
        return self._within(Action.VIEW_RISKS, user)

    def editable_by(self, user: "User") -> Self:
        """Those of risks that `user` may change."""
        return self._within(Action.EDIT_RISK, user)

    def _within(self, action: RowAction, user: "User") -> Self:
        condition = reached(RiskReach.of(user, action), "risk__")
        return self if condition is None else self.filter(condition)

    def of_strategy(self, slug: str) -> Self:
        """Those of one strategy."""
        return self.filter(risk__strategy__slug=slug)

    def for_list(self, at: date, seen_by: "User") -> Self:
        """With what a line of their list shows."""
        people = [name for name in PEOPLE if name in {f.name for f in self.model._meta.fields}]
        return self.select_related("risk__strategy", *people)


class AssessmentQuerySet(OfRiskQuerySet["Assessment"]):
    """Dated assessments."""


class AcceptanceQuerySet(OfRiskQuerySet["Acceptance"]):
    """Acceptances of residual risks."""

    def in_force(self, at: date) -> "AcceptanceQuerySet":
        """Those that hold on the day `at`; both ends count."""
        return self.filter(on__lte=at, until__gte=at)


class MitigationQuerySet(OfRiskQuerySet["Mitigation"]):
    """Measures."""

    def open(self, at: date) -> "MitigationQuerySet":
        """Not done on the day `at`."""
        return self.filter(not_done(at))

    def overdue(self, at: date) -> "MitigationQuerySet":
        """Not done although their day has passed."""
        return self.open(at).filter(due_on__lt=at)


class IssueQuerySet(models.QuerySet["Issue"]):
    """Issues of risks and of projects."""

    def visible_to(self, user: "User") -> "IssueQuerySet":
        """Those that `user` may see: by the risk, by the project, or as the one responsible."""
        return self._within(Action.VIEW_RISKS, user)

    def editable_by(self, user: "User") -> "IssueQuerySet":
        """Those that `user` may change, escalate and close."""
        return self._within(Action.HANDLE_ISSUE, user)

    def _within(self, action: RowAction, user: "User") -> "IssueQuerySet":
        return self.within(RiskReach.of(user, action))

    def within(self, reach: RiskReach) -> "IssueQuerySet":
        """Those that are reached."""
        grant = reach.grant
        condition = reached(reach, "risk__")
        if condition is None:
            return self
        if not grant.is_empty:
            condition |= Q(owner__in=reach.owners)
            condition |= Q(project__lead_unit__in=grant.unit_ids)
        if grant.own:
            condition |= of_projects(reach.action, grant, "project__")
        return self.filter(condition)

    def of_strategy(self, slug: str) -> "IssueQuerySet":
        """Those of one strategy."""
        return self.filter(strategy__slug=slug)

    def open(self, at: date) -> "IssueQuerySet":
        """Raised and not closed on the day `at`."""
        return self.filter(known_and_not_closed(at, "raised_on"))

    def closed(self, at: date) -> "IssueQuerySet":
        """Closed by the day `at`."""
        return self.filter(closed_on__lte=at)

    def escalated(self, at: date) -> "IssueQuerySet":
        """Open and on the management list on the day `at`."""
        return self.open(at).filter(escalated_on__lte=at)

    def for_list(self, at: date, seen_by: "User") -> "IssueQuerySet":
        """With everything a line of the list shows; risk and project only where they may be seen."""
        from portfolio.models import Project
        from risks.models import Risk

        risks = Risk.objects.visible_to(seen_by).select_related("strategy")
        projects = Project.objects.visible_to(seen_by).select_related("strategy")
        return self.select_related("strategy", "owner").prefetch_related(
            models.Prefetch("risk", risks), models.Prefetch("project", projects)
        )
