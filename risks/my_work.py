"""What waits for a person in the risks: assessments and measures due, risks to accept."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.addresses import address_of
from core.languages.translated import text_of
from core.models import User
from core.models.people import rows_for
from core.my_work.gathering import lender_name, lender_of
from core.my_work.kinds import Weight, WorkItem, WorkKind, work_kinds
from core.my_work.subscriptions import UNIT
from risks.models import Acceptance, Mitigation, Risk
from risks.rules.thresholds import assessment_holds

AHEAD = timedelta(days=14)  # measures wait from so many days before they are due


def register() -> None:
    """Declare the kinds of items."""
    work_kinds.register(
        WorkKind(
            "assessments",
            gettext_lazy("Risks to assess"),
            gettext_lazy("You own these risks, and their last assessment holds no more."),
            _assessments,
        ),
        WorkKind(
            "measures",
            gettext_lazy("Measures against risks"),
            gettext_lazy("You are responsible for these measures."),
            _measures,
        ),
        WorkKind(
            "acceptances",
            gettext_lazy("Risks to accept"),
            gettext_lazy("They are above tolerance, and nobody has accepted them."),
            _acceptances,
        ),
    )


def _about(risk: Risk) -> frozenset[str]:
    subjects = {f"{UNIT}:{risk.unit_id}"} if risk.unit_id else set[str]()
    if risk.project_id:
        subjects.add(f"project:{risk.project_id}")
    return frozenset(subjects)


def _assessments(user: User, at: date) -> Iterator[WorkItem]:
    def unassessed() -> QuerySet[Risk]:
        mine = Risk.objects.editable_by(user).filter(owner__in=user.access.selves)
        return mine.needs_assessment(at).with_assessment(at).select_related("strategy")

    for risk in rows_for(user, "risks to assess", unassessed, at, assessment_holds()):
        since = risk.assessed_on
        yield WorkItem(
            title=str(risk),
            todo=_("assess it again") if since else _("assess it for the first time"),
            url=address_of("risks:assessment-create", risk.strategy.slug, risk.code),
            weight=Weight.ROUTINE,
            due=since + assessment_holds() if since else risk.identified_on,
            about=_about(risk),
            lender=lender_name(user, risk.owner_id),
        )


def _measures(user: User, at: date) -> Iterator[WorkItem]:
    def due() -> QuerySet[Mitigation]:
        rows = Mitigation.objects.editable_by(user).open(at)
        mine = rows.filter(owner__in=user.access.selves, due_on__lte=at + AHEAD)
        return mine.select_related("risk__strategy")

    for each in rows_for(user, "measures due", due, at):
        yield WorkItem(
            title=f"{each.risk.code} {text_of(each, 'what')}",
            todo=_("say whether this measure is done"),
            url=address_of(
                "risks:mitigation-edit", each.risk.strategy.slug, each.risk.code, each.pk
            ),
            weight=Weight.ROUTINE,
            due=each.due_on,
            about=_about(each.risk),
            lender=lender_name(user, each.owner_id),
        )


def _acceptances(user: User, at: date) -> Iterator[WorkItem]:
    def unaccepted() -> QuerySet[Risk]:
        accepted = Acceptance.objects.filter(risk=OuterRef("pk")).in_force(at)
        rows = Risk.objects.acceptable_by(user).in_register().open(at).above_tolerance(at)
        return rows.filter(~Exists(accepted)).select_related("strategy")

    lender = lender_of(user, Action.ACCEPT_RISK)
    for risk in rows_for(user, "risks to accept", unaccepted, at):
        yield WorkItem(
            title=str(risk),
            todo=_("accept the residual risk, or have it reduced"),
            url=address_of("risks:risk-accept", risk.strategy.slug, risk.code),
            weight=Weight.SECOND_PERSON,
            about=_about(risk),
            lender=lender,
        )
