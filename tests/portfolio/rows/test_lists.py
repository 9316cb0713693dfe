"""Lists of what was said of all projects: who sees what, how it is narrowed, what its files hold."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest

from core.access import Role
from core.models import User
from portfolio.models import Project, StageChange, StatusUpdate, WorkPlanEntry
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_update, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pmo() -> User:
    return make_user(Role.PMO)


def found(user: User, address: str) -> set[Any]:
    """The keys of the rows that a list gives somebody."""
    context = client_of(user).get(address).context
    rows = {row.record.pk for row in context["table"].page}
    assert context["result_count"] == len(rows)
    return rows


def rows_of_file(user: User, address: str) -> list[dict[str, str]]:
    content = client_of(user).get(f"{address}&export=csv").content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


def test_a_draft_is_in_its_authors_list_alone(pmo: User) -> None:
    update = make_update(make_project(), author=pmo, state="draft")
    of_it = f"/updates/?project={update.project.code}"
    assert found(pmo, of_it) == {update.pk}
    form = f"/projects/{update.project.strategy.slug}/{update.project.code}/status/"
    assert form in client_of(pmo).get(of_it).content.decode()
    colleague = make_user(Role.PMO)
    assert found(colleague, of_it) == set()
    assert rows_of_file(colleague, of_it) == []


def test_what_waits_is_what_this_person_may_accept(pmo: User) -> None:
    project, colleague = make_project(), make_user(Role.PMO)
    mine = make_update(project, author=pmo, state="submitted")
    to_accept = f"/updates/?project={project.code}&acceptable=on"
    assert found(pmo, to_accept) == set()
    assert found(colleague, to_accept) == {mine.pk}
    line = client_of(colleague).get(to_accept).content.decode()
    assert f'href="{project.get_absolute_url()}#update-{mine.pk}"' in line
    page = client_of(colleague).get(project.get_absolute_url()).content.decode()
    assert page.count(f'id="update-{mine.pk}"') == 1
    assert f"status/{mine.pk}/accept/" in page


def test_who_accepts_nothing_has_no_such_filter() -> None:
    manager = make_user(Role.PROJECT_MANAGER)
    assert "acceptable" not in client_of(manager).get("/updates/").context["filter"].form.fields
    assert client_of(manager).get("/updates/?acceptable=on").status_code == 200


def test_every_red_with_its_reason_is_one_question(pmo: User) -> None:
    project = make_project()
    said = {"state": "submitted", "overall": "r", "reason": "The supplier is gone.", "author": pmo}
    red = make_update(project, reported_on=date(2021, 5, 6), **said)
    code = f"project={project.code}"
    for narrowed in ("overall=r", "q=supplier", "q=Supplier+" + project.code, "state=submitted"):
        assert found(pmo, f"/updates/?{code}&{narrowed}") == {red.pk}, narrowed
    month = f"round={red.round.period:%Y-%m}"
    assert found(pmo, f"/updates/?{code}&{month}&since=2021-05-06&until=2021-05-06") == {red.pk}
    for other in ("overall=g", "q=customer", "since=2021-05-07", "until=2021-05-05"):
        assert found(pmo, f"/updates/?{code}&{other}") == set(), other
    (row,) = rows_of_file(pmo, f"/updates/?{code}")
    assert (row["Overall"], row["Why not green"]) == ("R Red", "The supplier is gone.")
    assert row["Round"] == f"{red.round.period:%Y-%m}"
    assert "What was said" not in row


def test_a_past_update_beyond_those_on_its_page_is_in_the_list(pmo: User) -> None:
    project = Project.objects.get(code="P-15")
    link = f"/updates/?project=P-15&amp;strategy={project.strategy.slug}"
    assert link in client_of(pmo).get(project.get_absolute_url()).content.decode()
    assert found(pmo, link.replace("&amp;", "&") + "&per_page=100") == set(
        StatusUpdate.objects.filter(project=project).given().values_list("pk", flat=True)
    )


def test_the_work_plan_tells_the_last_stage_in_it() -> None:
    at, project = date(2022, 1, 17), make_project()
    WorkPlanEntry.objects.filter(project=project).delete()
    StageChange.objects.filter(project=project).delete()
    for on, stage in ((date(2021, 1, 1), "in_progress"), (date(2021, 6, 1), "on_hold"),
                      (date(2022, 1, 1), "cancelled")):  # fmt: skip
        StageChange.objects.create(project=project, on=on, stage=stage)
    for year, left in ((2021, None), (2020, date(2021, 2, 1)), (2022, None), (2019, None)):
        WorkPlanEntry.objects.create(
            project=project, year=year, joined_on=date(year, 1, 1), left_on=left
        )
    columns = ("year", "stage")
    rows = WorkPlanEntry.objects.filter(project=project).with_stage(at)
    stages = dict(rows.values_list(*columns))
    assert stages == {2019: "", 2020: "", 2021: "on_hold", 2022: "cancelled"}


def test_what_was_said_of_the_projects_of_others_is_in_no_list() -> None:
    stranger = make_user(Role.PROJECT_MANAGER)
    for name in ("updates", "work-plan", "stages", "quantities", "remarks"):
        answer = client_of(stranger).get(f"/{name}/")
        assert (answer.status_code, answer.context["result_count"]) == (200, 0), name
