"""Every decision of the program with every kind of person who had a hand in what is decided.

`DECISIONS` are all there are: who decides by role, how it is tried, and whose hand keeps from it.
A decision that is added belongs here; `test_every_rule_is_walked` holds that each rule is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pghistory
import pgtrigger
import pytest
from django.db.models import F, Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from core.access import Role
from core.history.involvement import Held, Separation, Trace
from core.history.tracking import event_model_of
from core.history.versions import version_of
from core.models import RoleAssignment, User
from outcomes.models import Indicator, Measurement
from outcomes.rules import separation as of_outcomes
from portfolio.models import Decision, Project, StatusUpdate
from portfolio.rows.kinds import add_url
from portfolio.rules import separation as of_portfolio
from reports.gate import separation as of_reports
from reports.gate.services import override_ask
from reports.models import NumberOverride
from risks.models import Risk
from risks.rules import separation as of_risks
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_report, make_update, make_user, regenerate
from tests.outcomes.rows import make_indicator, make_measurement
from tests.risks.rows import make_assessment, make_risk

pytestmark = pytest.mark.django_db
TODAY = date(2022, 1, 17)
DONE = {date(2021, 1, 1): "completed"}
MUST = "Somebody else must decide."


@dataclass(frozen=True)
class Case:
    """A decision: who takes it by their role, its row, and whether an attempt went through.

    `person` is made the one who decides where that hangs on the row (the owner who signs).
    """

    rule: Separation
    role: Role
    make: Callable[[User], Any]
    tried: Callable[[Client, Any], bool]
    gate: Callable[[User, Any], bool]

    def traces(self) -> dict[str, Trace]:
        """By their words, to name the tests."""
        return {str(each.words.you): each for each in self.rule.traces}


# --- The rows and the attempts ----------------------------------------------------------------


def project(_person: User) -> Project:
    """A completed project of others."""
    return make_project(
        manager=make_user(), business_owner=make_user(Role.BUSINESS_OWNER), stages=DONE
    )


def owned(person: User) -> Project:
    """A completed project whose owner decides."""
    return make_project(manager=make_user(), business_owner=person, stages=DONE)


def signed(person: User) -> Project:
    """One that is signed off already."""
    found = owned(person)
    by = make_user()
    Project.objects.filter(pk=found.pk).update(signed_off_by=by, signed_off_on=TODAY)
    return Project.objects.get(pk=found.pk)


def decision(person: User) -> Decision:
    """What was decided about a project."""
    about = project(person)
    values = {"strategy": about.strategy, "project": about, "body": "ITGC", "on": TODAY}
    return Decision.objects.create(**values, kind="approved", title="Go on")


def update(person: User) -> StatusUpdate:
    """A submitted update."""
    return make_update(project(person), author=make_user(), reported_on=TODAY)


def risk(_person: User) -> Risk:
    """A risk of a project, above the tolerance, scored by somebody long ago."""
    found = make_risk(owner=make_user(), project=make_project(manager=make_user()))
    make_assessment(found, (4, 4), on=date(2021, 6, 1), assessed_by=make_user())
    return found


def measurement(_person: User) -> Measurement:
    """A value that waits for its verification."""
    return make_measurement(make_indicator(responsible=make_user()), entered_by=make_user())


def override(_person: User) -> NumberOverride:
    """A number of a paper that somebody has set by hand."""
    report = make_report()
    regenerate(report)
    asker, signature = make_user(), "projects.total"
    override_ask(report=report, user=asker, signature=signature, value="7", reason="As counted.")
    return NumberOverride.objects.get(report=report)


def adds_to_the_work_plan(client: Client, row: Project) -> bool:
    sent = {"year": "2020", "joined_on": "2020-01-01"}
    answer = client.post(add_url("work-plan", row), sent)
    assert answer.status_code == 302 or MUST in answer.content.decode()
    return row.work_plans.filter(year=2020).exists()


def approves(client: Client, row: Project) -> bool:
    sent = {"stage": "approved", "on": "2020-06-01"}
    answer = client.post(add_url("stages", row), sent)
    assert answer.status_code == 302 or MUST in answer.content.decode()
    return row.stages.filter(stage="approved").exists()


def records(client: Client, row: Project) -> bool:
    address = reverse("portfolio:decision-create")
    sent = {"on": "2022-01-10", "body": "ITGC", "kind": "approved", "title": "Go on"}
    sent |= {"strategy": str(row.strategy_id), "project": str(row.pk)}
    client.post(address, sent)
    opened = client.get(f"{address}?project={row.code}")
    assert (opened.status_code == 200) == row.decisions.exists()
    return row.decisions.exists()


def corrects(client: Client, row: Decision) -> bool:
    answers = [
        client.get(reverse(f"portfolio:decision-{word}", args=[row.pk]))
        for word in ("edit", "delete")
    ]
    codes = {each.status_code for each in answers}
    assert codes == {200} or (codes == {403} and MUST in answers[0].content.decode())
    return codes == {200}


def names_the_signer(client: Client, row: Project) -> bool:
    other = make_user(Role.BUSINESS_OWNER)
    page = client.get(row.get_absolute_url() + "edit/").context["form"]
    sent = {name: page[name].value() for name in page.fields}
    sent = {name: value for name, value in sent.items() if value is not None}
    sent |= {"business_owner": str(other.pk), "version": str(version_of(row))}
    client.post(row.get_absolute_url() + "edit/", sent)
    row.refresh_from_db()
    return row.business_owner == other


def signs(client: Client, row: Project) -> bool:
    answer = client.post(row.get_absolute_url() + "sign-off/")
    assert answer.status_code == 302 or MUST in answer.content.decode()
    row.refresh_from_db()
    return row.signed_off_by is not None


def withdraws(client: Client, row: Project) -> bool:
    address = row.get_absolute_url() + "sign-off/withdraw/"
    answer = client.post(address, {"reason": "It was too early."})
    assert answer.status_code == 302 or MUST in answer.content.decode()
    return row.sign_off_withdrawals.exists()


def accepts_status(client: Client, row: StatusUpdate) -> bool:
    address = f"{row.project.get_absolute_url()}status/{row.pk}/accept/"
    answer = client.post(address, {"version": str(version_of(row))}, follow=True)
    row.refresh_from_db()
    said = " ".join(str(each) for each in answer.context["messages"])
    assert (row.state == "accepted") != (MUST in said)
    return row.state == "accepted"


def accepts_risk(client: Client, row: Risk) -> bool:
    sent = {"until": "2022-06-30", "reason": "So be it.", "version": "16"}
    answer = client.post(row.get_absolute_url() + "accept/", sent)
    assert answer.status_code == 302 or MUST in answer.content.decode()
    return row.acceptances.exists()


def verifies(client: Client, row: Measurement) -> bool:
    address = reverse("indicators:measurement-verify", args=[row.indicator_id, row.pk])
    client.post(address, {"version": str(version_of(row))})
    row.refresh_from_db()
    return row.verified_by is not None


def confirms(client: Client, row: NumberOverride) -> bool:
    address = reverse("reports:override-confirm", args=[row.report.slug, row.pk])
    answer = client.post(address)
    assert answer.status_code == 302 or MUST in answer.content.decode()
    row.refresh_from_db()
    return row.confirmed_by is not None


def decidable(person: User, row: Project) -> bool:
    return Project.objects.decidable_by(person).contains(row)


def signable(person: User, row: Project) -> bool:
    return Project.objects.signable_by(person).contains(row)


DECISIONS = {
    "a place in the work plan": Case(
        of_portfolio.PROJECT_DECISION, Role.PMO, project, adds_to_the_work_plan, decidable
    ),
    "approval": Case(of_portfolio.PROJECT_DECISION, Role.PMO, project, approves, decidable),
    "recording a decision": Case(
        of_portfolio.PROJECT_DECISION, Role.PMO, project, records, decidable
    ),
    "correcting a decision": Case(
        of_portfolio.PROJECT_DECISION.of("project"),
        Role.PMO,
        decision,
        corrects,
        lambda person, row: Decision.objects.editable_by(person).contains(row),
    ),
    "naming the signer": Case(
        of_portfolio.SIGNER_NAMING,
        Role.PMO,
        project,
        names_the_signer,
        lambda person, row: row.has_signer_named_by(person),
    ),
    "signing off": Case(of_portfolio.SIGN_OFF, Role.BUSINESS_OWNER, owned, signs, signable),
    "withdrawing": Case(of_portfolio.SIGN_OFF, Role.BUSINESS_OWNER, signed, withdraws, signable),
    "accepting a status": Case(
        of_portfolio.STATUS_ACCEPTANCE,
        Role.PMO,
        update,
        accepts_status,
        lambda person, row: StatusUpdate.objects.acceptable_by(person).contains(row),
    ),
    "accepting a risk": Case(
        of_risks.RISK_ACCEPTANCE,
        Role.MANAGER,
        risk,
        accepts_risk,
        lambda person, row: Risk.objects.acceptable_by(person).contains(row),
    ),
    "verifying a value": Case(
        of_outcomes.VERIFICATION,
        Role.PMO,
        measurement,
        verifies,
        lambda person, row: Measurement.objects.verifiable_by(person).contains(row),
    ),
    "confirming a number set by hand": Case(
        of_reports.CONFIRMATION,
        Role.MANAGER,
        override,
        confirms,
        lambda person, row: of_reports.confirmable_by(person).contains(row),
    ),
}
TRIED = [
    pytest.param(case, trace, id=f"{name}-{words}")
    for name, case in DECISIONS.items()
    for words, trace in case.traces().items()
]


# --- How a hand comes into a row ----------------------------------------------------------------


def target(trace: Trace, row: Model) -> Any:
    """The row of the trace's model that the decided row names."""
    found: Any = row if trace.row == "pk" else getattr(row, trace.row)
    if trace.path == "risk":
        return found.assessments.latest("on")
    return found


@contextmanager
def recorded_by(person: User, *lenders: User) -> Iterator[None]:
    """What is written inside was done by this person, perhaps standing in for others."""
    acting = {"acting_for": [each.pk for each in lenders]} if lenders else {}
    with pghistory.context(user=person.pk, **acting):
        yield


def passes(days: int, *rows: Model) -> None:
    """What was recorded of these rows was so many days ago."""
    for row in rows:
        model = event_model_of(type(row))
        moved = F("pgh_created_at") - timedelta(days=days)
        # Only the owner of the database can tell triggers to ignore; tests run as the owner.
        with pgtrigger.ignore(f"{model._meta.label}:append_only"):
            model._default_manager.filter(pgh_obj=row.pk).update(pgh_created_at=moved)


def take_a_hand(trace: Trace, row: Model, person: User) -> None:
    """Leave this trace: stand in the field, or record a change."""
    of = target(trace, row)
    if isinstance(trace, Held):
        type(of)._default_manager.filter(pk=of.pk).update(**{trace.field: person})
        return
    with recorded_by(person):
        _write(trace, of)


def _write(trace: Trace, of: Any) -> None:
    """A change as the trace means it, whoever records it: of a person, or of what is said."""
    rows = type(of)._default_manager.filter(pk=of.pk)
    if field := getattr(trace, "field", ""):
        before = getattr(of, f"{field}_id")
        rows.update(**{field: make_user()})
        rows.update(**{field: before})
    else:
        changed = {
            "StatusUpdate": {"achieved": "More"},
            "Assessment": {"note": "More"},
            "Measurement": {"note": "More"},
            "NumberOverride": {"reason": "More"},
        }
        rows.update(**changed[type(of).__name__])


def lend(lender: User, stand_in: User, role: Role) -> RoleAssignment:
    """The lender's role for the time around the working date."""
    days = {"starts_on": date(2022, 1, 3), "ends_on": date(2022, 2, 1)}
    return RoleAssignment.objects.create(user=stand_in, role=role, lent_by=lender, **days)


def refused(case: Case, row: Any, person: User) -> bool:
    """That neither gate nor page lets this person decide; both say the same."""
    fresh = User.objects.get(pk=person.pk)
    allowed = case.gate(fresh, row)
    assert case.tried(client_of(fresh), row) == allowed
    return not allowed


def decider(case: Case) -> tuple[User, Any]:
    """Somebody with the role and the row they decide of, in which they have no hand yet."""
    person = make_user(case.role)
    return person, case.make(person)


# --- The walk -----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", DECISIONS.values(), ids=list(DECISIONS))
def test_whoever_has_no_hand_in_it_decides(case: Case) -> None:
    person, row = decider(case)
    assert not refused(case, row, person)


@pytest.mark.parametrize(("case", "trace"), TRIED)
def test_whoever_has_a_hand_in_it_does_not(case: Case, trace: Trace) -> None:
    person, row = decider(case)
    take_a_hand(trace, row, person)
    assert refused(case, row, person)


@pytest.mark.parametrize(("case", "trace"), TRIED)
def test_nor_whoever_had_until_yesterday(case: Case, trace: Trace) -> None:
    person, row = decider(case)
    of = target(trace, row)
    take_a_hand(trace, row, person)
    passes(200, of)
    if isinstance(trace, Held):
        type(of)._default_manager.filter(pk=of.pk).update(**{trace.field: make_user()})
        passes(1, of)
    else:
        passes(-199, of)
    assert refused(case, row, person)


@pytest.mark.parametrize(("case", "trace"), TRIED)
def test_what_is_long_over_keeps_nobody_but_words_and_scores_that_stand(
    case: Case, trace: Trace
) -> None:
    person, row = decider(case)
    of = target(trace, row)
    take_a_hand(trace, row, person)
    if isinstance(trace, Held):
        type(of)._default_manager.filter(pk=of.pk).update(**{trace.field: make_user()})
    passes(91, of)
    assert refused(case, row, person) == bool(getattr(trace, "lasting", None))


@pytest.mark.parametrize(("case", "trace"), TRIED)
def test_nor_whoever_stands_in_for_them(case: Case, trace: Trace) -> None:
    person, row = decider(case)
    lender = make_user(case.role)
    take_a_hand(trace, row, lender)
    lend(lender, person, case.role)
    assert refused(case, row, person)


@pytest.mark.parametrize(("case", "trace"), TRIED)
def test_giving_the_lent_role_back_wipes_nothing_out(case: Case, trace: Trace) -> None:
    person, row = decider(case)
    lender = make_user(case.role)
    take_a_hand(trace, row, lender)
    lent = lend(lender, person, case.role)
    lent.delete()
    assert refused(case, row, person)


@pytest.mark.parametrize(
    ("case", "trace"), [each for each in TRIED if not isinstance(each.values[1], Held)]
)
def test_nor_those_in_whose_name_a_stand_in_did_it(case: Case, trace: Trace) -> None:
    person, row = decider(case)
    with recorded_by(make_user(), person):
        _write(trace, target(trace, row))
    assert refused(case, row, person)


def test_every_rule_is_walked() -> None:
    rules = {
        each.name
        for room in (of_portfolio, of_risks, of_outcomes)
        for each in vars(room).values()
        if isinstance(each, Separation)
    }
    assert rules == {case.rule.name for case in DECISIONS.values()}


# --- What people read ---------------------------------------------------------------------------


def test_the_page_says_what_by_whom_and_when() -> None:
    pmo = make_user(Role.PMO)
    row = make_project(manager=pmo, stages=DONE)
    address = add_url("work-plan", row)
    assert "You manage this project. " + MUST in client_of(pmo).get(address).content.decode()
    Project.objects.filter(pk=row.pk).update(manager=make_user())
    passes(0, row)
    today = date_format(timezone.localdate(), "DATE_FORMAT")
    for page in (address, row.get_absolute_url()):
        text = client_of(pmo).get(page).content.decode()
        assert f"You managed this project until {today}. {MUST}" in text
    colleague = make_user(Role.PMO)
    lend(pmo, colleague, Role.PMO)
    text = client_of(colleague).get(address).content.decode()
    assert f"{pmo} managed this project until {today}. You and {pmo} count as one here" in text


def test_the_history_of_the_page_shows_the_chain() -> None:
    asked, pmo, owner = make_user(Role.PROJECT_MANAGER), make_user(Role.PMO), make_user()
    RoleAssignment.objects.create(user=owner, role=Role.BUSINESS_OWNER)
    row = make_project(manager=asked, stages=DONE)
    with recorded_by(pmo):
        Project.objects.filter(pk=row.pk).update(business_owner=owner)
    assert signs(client_of(owner), row)
    page = client_of(make_user(Role.PMO)).get(row.get_absolute_url()).context["page"]
    told = {(line.who, each.field, each.new) for line in page.history for each in line.what}
    assert (str(pmo), "business owner", str(owner)) in told
    assert (str(owner), "signed off by", str(owner)) in told


def test_the_list_of_signers_leaves_out_who_could_not_sign() -> None:
    pmo, before, now, free = (make_user(Role.PMO), *(make_user() for _ in range(3)))
    row = make_project(manager=before, stages=DONE)
    Project.objects.filter(pk=row.pk).update(manager=now)
    form = client_of(pmo).get(row.get_absolute_url() + "edit/").context["form"]
    offered = set(form.fields["business_owner"].queryset)
    assert free in offered and not offered & {pmo, before, now}


def test_a_project_manager_chooses_no_signer_and_is_told_so() -> None:
    manager, owner = make_user(Role.PROJECT_MANAGER), make_user(Role.BUSINESS_OWNER)
    row = make_project(manager=manager, business_owner=owner, stages=DONE)
    form = client_of(manager).get(row.get_absolute_url() + "edit/").context["form"]
    assert set(form.fields["business_owner"].queryset) == {owner}
    assert form.fields["business_owner"].help_text.endswith("named by the PMO.")
    assert not names_the_signer(client_of(manager), row)
    strategy = row.strategy.slug
    new = client_of(manager).get(f"/projects/{strategy}/new/").context["form"]
    assert not set(new.fields["business_owner"].queryset)


def test_indicators_responsible_person_is_asked_of_the_history(settings: Any) -> None:
    settings.INVOLVED_DAYS = 10
    pmo, row = make_user(Role.PMO), measurement(make_user())
    Indicator.objects.filter(pk=row.indicator_id).update(responsible=pmo)
    Indicator.objects.filter(pk=row.indicator_id).update(responsible=None)
    assert not Measurement.objects.verifiable_by(pmo).contains(row)
    passes(11, row.indicator)
    assert Measurement.objects.verifiable_by(User.objects.get(pk=pmo.pk)).contains(row)
