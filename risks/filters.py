"""Filters of the risk lists; each count on a page links here to exactly its rows."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from core.forms.row_form import DateInput
from core.languages.search_words import Words
from core.models import Unit, User
from core.pages.filters import StrategyFilter
from outcomes.current import level_shown, strategy_id_asked
from outcomes.models import Outcome, OwnSubject, Strategy, all_terms
from outcomes.own_fields.lists import OwnFilterSet
from portfolio.models import Project
from portfolio.models.project import PROJECT_WORDS
from portfolio.rows.filters import RowFilterSet
from risks.choices import BAND_WORDS
from risks.models import Acceptance, Assessment, Issue, Mitigation, Register, Risk, Severity
from risks.models.issue import ISSUE_WORDS
from risks.models.querysets import LEVELS, IssueQuerySet, RiskQuerySet
from risks.models.risk import ACCEPTANCE_WORDS, ASSESSMENT_WORDS, MEASURE_WORDS, RISK_WORDS
from risks.rules.scores import SCALE
from risks.rules.thresholds import unassessed_choice

LEVEL_CHOICES = [
    ("residual", pgettext_lazy("level of a risk", "Residual")),
    ("inherent", pgettext_lazy("level of a risk", "Inherent")),
    ("target", pgettext_lazy("level of a risk", "Target")),
]
STATE = [("open", pgettext_lazy("state", "Open")), ("closed", pgettext_lazy("state", "Closed"))]
ON_SCALE = [(number, str(number)) for number in SCALE]
ATTENTION = [
    ("above_tolerance", _("Above the tolerance")),
    ("unaccepted", _("Above the tolerance and not accepted")),
    ("needs_assessment", lazy(unassessed_choice, str)()),
    ("overdue_measure", _("With an overdue measure")),
    ("made_worse", _("Residual above inherent")),
]
ISSUE_ATTENTION = [("escalated", _("On the management list"))]
MEASURE_STATE = [
    ("open", pgettext_lazy("state", "Open")),
    ("overdue", pgettext_lazy("state", "Overdue")),
    ("done", pgettext_lazy("state", "Done")),
]


def bands(strategy: int | None = None) -> list[tuple[str, str]]:
    """Those of a strategy, or of all, and risks without any."""
    known = all_terms().shown(strategy, BAND_WORDS)
    return [*known, ("none", pgettext("risk band", "Not assessed"))]


class RiskFilterSet(OwnFilterSet, RowFilterSet):
    """What the register can be narrowed by. `level` says which score cell and band mean."""

    own_subject = OwnSubject.RISK
    more = ("register", "likelihood", "impact", "level", "outcome", "unit", "strategy", "at")

    words = RISK_WORDS
    words_of: Mapping[str, Words] = {}
    among_rows = ("owner",)
    register = django_filters.ChoiceFilter(
        label=pgettext_lazy("of risks", "List"), choices=Register.choices
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATE, method="in_state")
    band = django_filters.MultipleChoiceFilter(
        label=pgettext_lazy("of a risk", "Band"),
        choices=bands,
        method="in_band",
    )
    attention = django_filters.ChoiceFilter(
        label=_("Needs attention"), choices=ATTENTION, method="needing"
    )
    owner = django_filters.ModelChoiceFilter(
        label=_("Risk owner"),
        queryset=User.objects.all(),
        to_field_name="username",
    )
    level = django_filters.ChoiceFilter(
        label=_("Band and cell are"),
        choices=LEVEL_CHOICES,
        method="unchanged",
        empty_label=None,
    )
    likelihood = django_filters.ChoiceFilter(
        label=_("Likelihood"), choices=ON_SCALE, method="on_side"
    )
    impact = django_filters.ChoiceFilter(label=_("Impact"), choices=ON_SCALE, method="on_side")
    outcome = django_filters.ModelChoiceFilter(label=_("Outcome"), queryset=Outcome.objects.all())
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.all(), to_field_name="code"
    )
    strategy = StrategyFilter(queryset=Strategy.objects.all())
    mine = django_filters.BooleanFilter(
        label=_("Mine"), method="of_person", widget=forms.CheckboxInput
    )

    class Meta:
        model = Risk
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if strategy := strategy_id_asked(self.request):
            self.speak("band", bands(strategy), strategy)
            self.rename("outcome", level_shown(self.request, "outcome"))

    @property
    def asked_level(self) -> str:
        """Residual unless the address says otherwise."""
        given = self.data.get("level", "")
        return given if given in LEVELS else "residual"

    def in_state(self, rows: RiskQuerySet, name: str, value: str) -> RiskQuerySet:
        """Open or closed on the day."""
        return rows.open(self.day) if value == "open" else rows.closed(self.day)

    def in_band(self, rows: RiskQuerySet, name: str, value: list[str]) -> RiskQuerySet:
        """In one of the bands."""
        if not value:
            return rows
        wanted = Q()
        for band in value:
            found = Risk.objects.in_band(band, self.day, self.asked_level)
            wanted |= Q(pk__in=found.values("pk"))
        return rows.filter(wanted)

    def on_side(self, rows: RiskQuerySet, name: str, value: str) -> RiskQuerySet:
        """In one row or one column of the matrix."""
        return rows.filter(**{f"{self.asked_level}_{name}": int(value)})

    def needing(self, rows: RiskQuerySet, name: str, value: str) -> RiskQuerySet:
        """What somebody should look at; only open risks need anything."""
        rows, day = rows.open(self.day), self.day
        if value == "overdue_measure":
            overdue = Mitigation.objects.overdue(day).filter(risk=OuterRef("pk"))
            return rows.filter(Exists(overdue))
        if value == "made_worse":
            return rows.filter(Q(residual_score__gt=F("inherent_score")))
        if value == "needs_assessment":
            return rows.needs_assessment(day)
        above = rows.filter(Q(residual_score__gt=F("tolerance")))
        if value == "above_tolerance":
            return above
        covering = Acceptance.objects.in_force(day).filter(
            risk=OuterRef("pk"), score__gte=OuterRef("residual_score")
        )
        return above.filter(~Exists(covering))

    def of_person(self, rows: RiskQuerySet, name: str, value: bool) -> RiskQuerySet:
        """Those that the person answers for."""
        return rows.filter(owner=self.request.user) if value else rows


class IssueFilterSet(RowFilterSet):
    """What the list of issues can be narrowed by."""

    more = ("strategy", "project", "risk", "at")

    words = ISSUE_WORDS
    words_of: Mapping[str, Words] = {"risk": RISK_WORDS, "project": PROJECT_WORDS}
    among_rows = ("owner",)
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATE, method="in_state")
    severity = django_filters.MultipleChoiceFilter(label=_("Severity"), choices=Severity.choices)
    attention = django_filters.ChoiceFilter(
        label=_("Needs attention"), choices=ISSUE_ATTENTION, method="needing"
    )
    owner = django_filters.ModelChoiceFilter(
        label=_("Responsible"),
        queryset=User.objects.all(),
        to_field_name="username",
    )
    strategy = StrategyFilter(queryset=Strategy.objects.all())
    project = django_filters.CharFilter(label=_("Project"), method="about")
    risk = django_filters.CharFilter(label=pgettext_lazy("of risks", "Risk"), method="about")
    mine = django_filters.BooleanFilter(
        label=_("Mine"), method="of_person", widget=forms.CheckboxInput
    )

    class Meta:
        model = Issue
        fields: tuple[str, ...] = ()

    def _seen(self, name: str) -> Any:
        """The risks or the projects that the person may see."""
        model: Any = {"risk": Risk, "project": Project}[name]
        return model.objects.visible_to(self.request.user)

    def about(self, rows: IssueQuerySet, name: str, value: str) -> IssueQuerySet:
        """Of the risk or project of that code; one that is not theirs to see finds nothing."""
        return rows.filter(**{f"{name}__in": self._seen(name).filter(code=value)})

    def among(self, path: str) -> Any:
        """Risks and projects are looked at where the person may see them."""
        return self._seen(path)

    def in_state(self, rows: IssueQuerySet, name: str, value: str) -> IssueQuerySet:
        """Open or closed on the day."""
        return rows.open(self.day) if value == "open" else rows.closed(self.day)

    def needing(self, rows: IssueQuerySet, name: str, value: str) -> IssueQuerySet:
        """On the management list."""
        return rows.escalated(self.day)

    def of_person(self, rows: IssueQuerySet, name: str, value: bool) -> IssueQuerySet:
        """Those that the person is to resolve."""
        return rows.filter(owner=self.request.user) if value else rows


class OfRiskFilterSet(RowFilterSet):
    """Rows of one risk, or of all."""

    words_of: Mapping[str, Words] = {"risk": RISK_WORDS}
    strategy = StrategyFilter(field_name="risk__strategy", queryset=Strategy.objects.all())
    more: tuple[str, ...] = ("strategy", "at")

    class Meta:
        fields: tuple[str, ...] = ()


class MitigationFilterSet(OfRiskFilterSet):
    """Measures by state and person."""

    words = MEASURE_WORDS
    among_rows = ("owner",)
    state = django_filters.ChoiceFilter(label=_("State"), choices=MEASURE_STATE, method="in_state")
    owner = django_filters.ModelChoiceFilter(
        label=_("Responsible"),
        queryset=User.objects.all(),
        to_field_name="username",
    )

    class Meta:
        model = Mitigation
        fields: tuple[str, ...] = ()

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        """Open, overdue or done on the day."""
        if value == "done":
            return rows.filter(done_on__lte=self.day)
        return rows.overdue(self.day) if value == "overdue" else rows.open(self.day)


class AssessmentFilterSet(OfRiskFilterSet):
    """Assessments by time."""

    words = ASSESSMENT_WORDS
    since = django_filters.DateFilter(
        label=_("From"), field_name="on", lookup_expr="gte", widget=DateInput
    )
    until = django_filters.DateFilter(
        label=_("Until"), field_name="on", lookup_expr="lte", widget=DateInput
    )

    class Meta:
        model = Assessment
        fields: tuple[str, ...] = ()


class AcceptanceFilterSet(OfRiskFilterSet):
    """Acceptances, perhaps only those in force."""

    words = ACCEPTANCE_WORDS
    in_force = django_filters.BooleanFilter(
        label=_("In force"), method="held", widget=forms.CheckboxInput
    )

    class Meta:
        model = Acceptance
        fields: tuple[str, ...] = ()

    def held(self, rows: Any, name: str, value: bool) -> Any:
        """Those that hold on the day."""
        return rows.in_force(self.day) if value else rows
