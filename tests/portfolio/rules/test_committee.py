"""What the committee decides about a project is not for its manager to record."""

from datetime import date

import pytest

from core.access import Role
from core.models import RoleAssignment, User
from portfolio.models import Project, Stage, StageChange, WorkPlanEntry
from portfolio.project_page.row_kinds import ROW_KINDS
from portfolio.projects import stages
from portfolio.rows.kinds import add_url, change_url
from portfolio.rules.committee import committee_days
from portfolio.work_plan import services
from tests.access.test_three_people import client_of, facts
from tests.factories import make_project, make_unit, make_user

pytestmark = pytest.mark.django_db
ASKED, TAKEN, BEGUN, PAUSED = (date(2021, month, 1) for month in (1, 2, 3, 4))
STAGES = {ASKED: "proposed", TAKEN: "approved", BEGUN: "in_progress"}


@pytest.fixture
def project() -> Project:
    return make_project(manager=make_user(Role.PROJECT_MANAGER), stages=STAGES)


def manager_of(project: Project) -> User:
    assert project.manager is not None
    return project.manager


def stages_of(project: Project) -> dict[date, str]:
    return dict(project.stages.values_list("on", "stage"))


def send(person: User, address: str, **sent: str) -> int:
    return client_of(person).post(address, sent).status_code


def test_the_work_plan_is_not_for_the_manager_to_change(project: Project) -> None:
    kind = ROW_KINDS["work-plan"]
    entry = WorkPlanEntry.objects.get(project=project)
    manager = manager_of(project)
    for address in (
        add_url(kind.key, project),
        change_url(kind.key, project, entry.pk),
        change_url(kind.key, project, entry.pk) + "delete/",
    ):
        assert send(manager, address, year="2022", joined_on="2022-01-01") == 403
    page = client_of(manager).get(project.get_absolute_url()).content.decode()
    assert add_url(kind.key, project) not in page
    assert change_url(kind.key, project, entry.pk) not in page
    assert add_url("stages", project) in page
    assert project.work_plans.get() == entry


def test_nobody_records_a_decision_about_a_project_of_theirs(project: Project) -> None:
    manager, stand_in = manager_of(project), make_user()
    RoleAssignment.objects.create(user=manager, role=Role.PMO)
    days = {"starts_on": date(2020, 1, 1), "ends_on": date(2030, 1, 1)}
    RoleAssignment.objects.create(user=stand_in, role=Role.PMO, lent_by=manager, **days)
    for person in (manager, stand_in):
        fresh = User.objects.get(pk=person.pk)
        assert not Project.objects.decidable_by(fresh).contains(project)
        assert not project.is_decided_by(fresh)
    colleague = make_user(Role.PMO)
    assert Project.objects.decidable_by(colleague).contains(project)
    assert project.is_decided_by(colleague)


@pytest.mark.parametrize(
    ("stage", "on"),
    [("approved", PAUSED), ("proposed", PAUSED), ("in_progress", date(2021, 2, 15))],
)
def test_a_manager_neither_sets_nor_ends_approval(project: Project, stage: str, on: date) -> None:
    address = add_url("stages", project)
    answer = client_of(manager_of(project)).post(address, {"stage": stage, "on": on.isoformat()})
    assert answer.status_code == 422
    assert "the PMO records it" in answer.content.decode()
    assert stages_of(project) == STAGES
    row = StageChange(project=project, stage=stage, on=on)
    with pytest.raises(stages.CommitteeStage):
        services.stage_save(row=row, version=0, user=manager_of(project))
    assert send(make_user(Role.PMO), address, stage=stage, on=on.isoformat()) == 302


def test_a_manager_removes_no_stage_that_ends_approval_and_says_how_work_goes_on(
    project: Project,
) -> None:
    manager, kind = manager_of(project), ROW_KINDS["stages"]
    begun = project.stages.get(on=BEGUN)
    for row in project.stages.all():
        assert send(manager, change_url(kind.key, project, row.pk) + "delete/") == 302
    assert stages_of(project) == STAGES
    assert send(manager, add_url(kind.key, project), stage="on_hold", on=PAUSED.isoformat()) == 302
    paused = project.stages.get(on=PAUSED)
    assert send(manager, change_url(kind.key, project, paused.pk) + "delete/") == 302
    assert stages_of(project) == STAGES
    page = client_of(manager).get(project.get_absolute_url()).content.decode()
    assert change_url(kind.key, project, begun.pk) in page
    assert change_url(kind.key, project, project.stages.get(on=TAKEN).pk) not in page


def test_the_form_of_a_project_leaves_approval_to_the_pmo() -> None:
    manager = make_user(Role.PROJECT_MANAGER)
    project = make_project(manager=manager, stages={ASKED: "proposed"})
    address = project.get_absolute_url() + "edit/"
    assert "the PMO records it" in client_of(manager).get(address).content.decode()
    assert send(manager, address, **facts(project, stage="approved", name="Renamed")) == 302
    project.refresh_from_db()
    assert (project.name, stages_of(project)) == ("Renamed", {ASKED: "proposed"})
    with pytest.raises(stages.CommitteeStage):
        stages.project_set_stage(project=project, stage=Stage.APPROVED, on=TAKEN, user=manager)
    assert send(make_user(Role.PMO), address, **facts(project, stage="approved")) == 302
    assert "approved" in stages_of(project).values()


@pytest.mark.parametrize(
    ("role", "limited"),
    [(Role.PROJECT_MANAGER, True), (Role.MANAGER, True), (Role.PMO, True), (Role.PMO, False)],
)
def test_only_what_the_pmo_of_the_whole_creates_stands_in_the_work_plan_at_once(
    role: Role, limited: bool
) -> None:
    unit, person, other = make_unit(), make_user(), make_project()
    RoleAssignment.objects.create(user=person, role=role, unit=unit if limited else None)
    sent = facts(other, code="NEW-1", lead_unit=str(unit.pk), manager="", work_plan="2021")
    address = f"/projects/{other.strategy.slug}/new/"
    assert send(person, address, **sent) == 302
    project = Project.objects.get(code="NEW-1", strategy=other.strategy)
    assert list(stages_of(project).values()) == ["proposed"]
    assert project.work_plans.exists() == (role == Role.PMO and not limited)


def test_the_days_of_the_committee_end_when_work_begins() -> None:
    assert committee_days([]) == []
    said = [(BEGUN, "in_progress"), (ASKED, "proposed"), (TAKEN, "approved")]
    assert committee_days(said) == [("proposed", ASKED, TAKEN), ("approved", TAKEN, BEGUN)]
    again = [*said, (date(2021, 2, 20), "approved"), (PAUSED, "on_hold")]
    assert committee_days(again) == committee_days(said)
    assert committee_days([(TAKEN, "approved")]) == [("approved", TAKEN, None)]


def test_a_stage_set_meanwhile_is_not_set_back_without_a_word() -> None:
    project = make_project(stages={date(2021, 1, 1): "in_progress"})
    client = client_of(make_user(Role.PMO))
    address = project.get_absolute_url() + "edit/"
    form = client.get(address).context["form"]
    sent = {name: value for name in form.fields if (value := form[name].value()) is not None}
    sent["version"] = str(client.get(address).context["version"])
    StageChange.objects.create(project=project, stage="on_hold", on=date(2022, 1, 3))
    assert client.post(address, {**sent, "name": "Another name"}).status_code == 302
    assert project.stages.get(on=date(2022, 1, 3)).stage == "on_hold"
    sent["version"] = str(client.get(address).context["version"])
    answer = client.post(address, {**sent, "stage": "completed"})
    assert answer.status_code == 422
    assert "Meanwhile it has been set to “On hold”" in answer.content.decode()
    again = {
        **sent,
        "stage": "completed",
        "stage_seen": answer.context["form"]["stage_seen"].value(),
    }
    assert client.post(address, again).status_code == 302
    assert project.stages.order_by("-on").first().stage == "completed"
