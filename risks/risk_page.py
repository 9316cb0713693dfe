"""What the page of one risk shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.access import Action
from core.history.events import Change, changes_among, changes_of
from core.languages.translated import text_of
from core.models import User
from core.models.people import name_people
from core.pages.changes import ChangeInWords, newest, worded
from core.pages.facts import Fact
from core.pages.panels import PanelView, panels_for
from core.pages.subject_changes import subject_changes
from core.pages.withheld import kept_withheld
from core.prepared import prepared
from outcomes.own_fields.facts import own_facts
from risks.choices import IMPACT_WORDS, LIKELIHOOD_WORDS
from risks.forms import RiskForm
from risks.issue_page import IssueLine, issue_lines
from risks.models import Acceptance, Assessment, Issue, Mitigation, Register, Risk
from risks.models.querysets import (
    AcceptanceQuerySet,
    AssessmentQuerySet,
    IssueQuerySet,
    MitigationQuerySet,
    RiskReach,
)
from risks.rules.separation import RISK_ACCEPTANCE
from risks.rules.thresholds import assessed_long_ago, assessment_holds
from risks.trend import Trend, trend_of
from risks.wording import ScoreMark, limits_on, mark_of, marks_on, step_hint, step_words

HISTORY_SHOWN = 60


@dataclass(frozen=True)
class Head:
    """The risk in words, and its address."""

    code: str
    cause: str
    event: str
    consequence: str
    register: str
    is_open: bool
    illustrative: bool
    strategy: str


@dataclass(frozen=True)
class Level:
    """A level's score with its words: what it means, likelihood and impact as said."""

    mark: ScoreMark
    label: str
    meaning: str
    likelihood_word: str
    impact_word: str
    likelihood_hint: str
    impact_hint: str


@dataclass(frozen=True)
class AssessmentLine:
    """An assessment with its three scores."""

    row: Assessment
    marks: list[ScoreMark]


@dataclass(frozen=True)
class MitigationLine:
    """What is done about the risk."""

    row: Mitigation
    what: str
    effect: str
    is_overdue: bool


@dataclass(frozen=True)
class RiskPage:
    """`risks/risk_detail.html`; `levels` are inherent, residual and target.

    `accepted` is the acceptance that covers the residual score on the day. `issues` are those that
    the person may see; `not_accepting` says why somebody else must accept.
    """

    head: Head
    levels: list[Level]
    residual: ScoreMark
    tolerance: int
    is_above: bool
    accepted: Acceptance | None
    warnings: list[str]
    facts: list[Fact]
    assessments: list[AssessmentLine]
    trend: Trend | None
    mitigations: list[MitigationLine]
    issues: list[IssueLine]
    acceptances: list[Acceptance]
    history: list[ChangeInWords]
    panels: list[PanelView]
    can_edit: bool
    can_raise: bool
    can_accept: bool
    not_accepting: str

    @property
    def form_fields(self) -> Sequence[str]:
        """What the history may put back."""
        return RiskForm.Meta.fields


def risk_page(risk: Risk, user: User, at: date) -> RiskPage:
    """A risk, which carries its assessment as of `at`, as its page shows it to a person."""
    limits = limits_on(risk)
    assessments = _assessments(risk=risk.pk)
    mitigations = _mitigations(risk=risk.pk)
    acceptances = _acceptances(risk=risk.pk)
    name_people(
        [
            *((row, ("assessed_by",)) for row in assessments),
            *((row, ("owner",)) for row in mitigations),
            *((row, ("accepted_by", "risk_owner")) for row in acceptances),
        ]
    )
    issues = _issues(RiskReach.of(user, Action.VIEW_RISKS), risk=risk.pk)
    is_above = risk.residual_score is not None and risk.residual_score > limits.tolerance
    this = Risk.objects.filter(pk=risk.pk)
    accepts = is_above and risk.is_open(at) and this.for_acceptance_by(user).exists()
    not_accepting = kept_withheld(RISK_ACCEPTANCE, risk, user) if accepts else ""
    shows_history = user.access.to(Action.VIEW_HISTORY).reaches(risk.unit_id, risk.owner_id)
    return RiskPage(
        head=_head(risk, at),
        levels=[
            _level(mark, risk.strategy_id) for mark in marks_on(risk, limits, risk.strategy_id)
        ],
        residual=mark_of(risk, "residual", limits, risk.strategy_id),
        tolerance=limits.tolerance,
        is_above=is_above,
        accepted=next((a for a in acceptances if a.covers(risk.residual_score, at)), None),
        warnings=warnings(risk, at),
        facts=_facts(risk, user),
        assessments=[
            AssessmentLine(row, marks_on(row, limits, risk.strategy_id)) for row in assessments
        ],
        trend=trend_of(assessments, limits),
        mitigations=[_mitigation(row, at) for row in mitigations],
        issues=issue_lines(issues, at),
        acceptances=acceptances,
        history=_history(risk) if shows_history else [],
        panels=panels_for("risk", risk, user, at),
        can_edit=this.editable_by(user).exists(),
        can_raise=this.with_issues_by(user).exists(),
        can_accept=accepts and not not_accepting,
        not_accepting=not_accepting,
    )


@prepared
def _assessments(*, risk: int) -> AssessmentQuerySet:
    return Assessment.objects.filter(risk=risk).order_by("-on")


@prepared
def _mitigations(*, risk: int) -> MitigationQuerySet:
    return Mitigation.objects.filter(risk=risk)


@prepared
def _acceptances(*, risk: int) -> AcceptanceQuerySet:
    return Acceptance.objects.filter(risk=risk)


@prepared
def _issues(reach: RiskReach, *, risk: int) -> IssueQuerySet:
    return Issue.objects.within(reach).filter(risk=risk).select_related("strategy", "owner")


def _head(risk: Risk, at: date) -> Head:
    return Head(
        code=risk.code,
        cause=text_of(risk, "cause"),
        event=text_of(risk, "event"),
        consequence=text_of(risk, "consequence"),
        register=str(Register(risk.register).label),
        is_open=not risk.is_closed(at),
        illustrative=risk.illustrative,
        strategy=risk.strategy.slug,
    )


def _level(mark: ScoreMark, strategy: int) -> Level:
    words = {
        "inherent": (pgettext("level of a risk", "Inherent"), _("without controls")),
        "residual": (pgettext("level of a risk", "Residual"), _("with the controls there are")),
        "target": (pgettext("level of a risk", "Target"), _("where it is to go")),
    }
    label, meaning = words[mark.level]
    return Level(
        mark=mark,
        label=label,
        meaning=meaning,
        likelihood_word=step_words(strategy, LIKELIHOOD_WORDS, mark.likelihood),
        likelihood_hint=step_hint(strategy, LIKELIHOOD_WORDS, mark.likelihood),
        impact_word=step_words(strategy, IMPACT_WORDS, mark.impact),
        impact_hint=step_hint(strategy, IMPACT_WORDS, mark.impact),
    )


def warnings(risk: Risk, at: date) -> list[str]:
    """What somebody should look at, in sentences; `risk` carries its assessment."""
    found = []
    scores = (risk.residual_score, risk.inherent_score)
    if scores[0] is not None and scores[1] is not None and scores[0] > scores[1]:
        found.append(
            _("The residual score is higher than the inherent one: controls should not add risk.")
        )
    if risk.register == Register.REGISTER and risk.is_open(at):
        if risk.assessed_on is None:
            found.append(_("This risk has not been assessed yet."))
        elif risk.assessed_on < at - assessment_holds():
            found.append(assessed_long_ago(date_format(risk.assessed_on, "DATE_FORMAT")))
    return found


def _facts(risk: Risk, user: User) -> list[Fact]:
    def day(value: date | None) -> str:
        return date_format(value, "DATE_FORMAT") if value else ""

    project = risk.project
    if project is not None and not project.is_reached_by(user, Action.VIEW_PORTFOLIO):
        project = None
    return [
        Fact(risk.strategy.level_name("outcome"), str(risk.outcome or "")),
        Fact(
            _("Project"),
            f"{project.code} {text_of(project, 'name')}" if project else "",
            project.get_absolute_url() if project else "",
        ),
        Fact(_("Risk owner"), str(risk.owner or "")),
        Fact(_("Unit"), str(risk.unit or "")),
        Fact(_("Identified on"), day(risk.identified_on)),
        Fact(_("Assessed on"), day(risk.assessed_on)),
        Fact(_("Closed on"), day(risk.closed_on)),
        Fact(_("Why it was closed"), risk.closing_note),
        *own_facts(risk),
    ]


def _mitigation(row: Mitigation, at: date) -> MitigationLine:
    return MitigationLine(row, text_of(row, "what"), text_of(row, "effect"), row.is_overdue(at))


def _history(risk: Risk) -> list[ChangeInWords]:
    """Who changed what about the risk and the rows that belong to it, newest first."""
    found: list[tuple[str, Change]] = [("", change) for change in changes_of(risk)]
    for model in (Assessment, Mitigation, Acceptance):
        found += [(_row_name(change.row), change) for _, change in changes_among(model, risk=risk)]
    found += subject_changes("risk", risk.pk)
    return _joined(worded(newest(found, HISTORY_SHOWN)))


def _joined(events: Sequence[ChangeInWords]) -> list[ChangeInWords]:
    """Rows added (or removed) by one person at one moment, such as by a loader, are one line."""
    lines: list[ChangeInWords] = []
    for event in events:
        last = lines[-1] if lines else None
        if (
            last is not None
            and not (event.what or last.what)
            and (event.at, event.who, event.label) == (last.at, last.who, last.label)
        ):
            lines[-1] = replace(last, of="; ".join(filter(None, (last.of, event.of))))
        else:
            lines.append(event)
    return lines


def _row_name(row: models.Model | None) -> str:
    assert isinstance(row, Assessment | Mitigation | Acceptance)
    named = text_of(row, "what") if isinstance(row, Mitigation) else date_format(row.on)
    return f"{capfirst(row._meta.verbose_name)}: {named}"
