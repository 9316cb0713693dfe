"""What was done by mistake is taken back: a value, a confirmation, a project."""

from datetime import date

import pytest

from core.access import Role
from core.models import User
from portfolio.models import Project
from tests.access.test_three_people import client_of
from tests.factories import (
    make_project,
    make_remark,
    make_report,
    make_round,
    make_strategy,
    make_update,
    make_user,
    regenerate,
)

pytestmark = pytest.mark.django_db
BEGUN = {date(2021, 1, 1): "in_progress"}


def test_a_value_of_the_history_is_put_back_on_the_form() -> None:
    project, client = make_project(name="Right", size="small"), client_of(make_user(Role.PMO))
    project.name = "Wrong"
    project.save()
    page = client.get(project.get_absolute_url())
    (change,) = [
        each for line in page.context["page"].history for each in line.what if each.old == "Right"
    ]
    link = f"{project.get_absolute_url()}edit/?{change.put_back}"
    assert f'href="{link.replace("&", "&amp;")}"' in page.content.decode()
    form = client.get(link).context["form"]
    assert form["name"].value() == "Right"
    assert form["size"].value() == "small"
    project.refresh_from_db()
    assert project.name == "Wrong", "the link itself writes nothing"
    other = make_project()
    asked = f"{other.get_absolute_url()}edit/?{change.put_back}"
    assert client.get(asked).context["form"]["name"].value() == other.name


def test_who_may_not_change_a_project_has_no_such_link() -> None:
    project = make_project(name="Right")
    project.name = "Wrong"
    project.save()
    page = client_of(User.objects.get(username="auditor")).get(project.get_absolute_url())
    assert "put_back" not in page.content.decode()


def confirmed(author: User, *, by: User) -> Project:
    strategy = make_strategy(ends_on=date(2022, 12, 31))
    project = make_project(strategy=strategy, manager=author, stages=BEGUN)
    before = make_round(
        strategy,
        period=date(2021, 11, 1),
        opens_on=date(2021, 11, 30),
        closes_on=date(2021, 12, 21),
    )
    make_update(project, round=before, author=author)
    make_round(strategy)
    sent = {"submit": "confirm", "version": "0"}
    client_of(by).post(f"{project.get_absolute_url()}status/", sent)
    assert project.updates.filter(kind="confirmation").exists()
    return project


def test_whoever_confirmed_takes_it_back() -> None:
    manager = make_user(Role.PROJECT_MANAGER)
    project = confirmed(manager, by=manager)
    update = project.updates.get(kind="confirmation")
    address = f"{project.get_absolute_url()}status/{update.pk}/undo/"
    assert (
        f'action="{address}"' in client_of(manager).get(project.get_absolute_url()).content.decode()
    )
    other = make_user(Role.PMO)
    assert address not in client_of(other).get(project.get_absolute_url()).content.decode()
    said = client_of(other).post(address, follow=True).content.decode()
    assert "Somebody else has confirmed it: give an update instead." in said
    said = client_of(manager).post(address, follow=True).content.decode()
    assert "The confirmation has been taken back." in said
    assert not project.updates.filter(kind="confirmation").exists()


def remove(client: User, project: Project) -> str:
    answer = client_of(client).post(f"{project.get_absolute_url()}delete/", follow=True)
    return str(answer.content.decode())


def test_a_project_made_by_mistake_goes() -> None:
    project = make_project(stages=BEGUN)
    pmo = make_user(Role.PMO)
    form = client_of(pmo).get(f"{project.get_absolute_url()}edit/").content.decode()
    assert f'href="{project.get_absolute_url()}delete/"' in form
    assert "Removed." in remove(pmo, project)
    assert not Project.objects.filter(pk=project.pk).exists()


def test_a_project_of_which_something_was_said_stays() -> None:
    pmo = make_user(Role.PMO)
    updated, remarked, drafted = make_project(), make_project(), make_project()
    make_update(updated)
    make_remark(remarked, "It went well.")
    make_update(drafted, state="draft", author=pmo)
    for project in (updated, remarked, drafted):
        assert "Not removed: it is still needed by" in remove(pmo, project)
        assert Project.objects.filter(pk=project.pk).exists()


def test_a_project_that_a_report_counts_stays() -> None:
    report = make_report()
    project = make_project(strategy=report.strategy)
    regenerate(report)
    assert f"Not removed: it is still needed by {report.slug} 1." in remove(
        make_user(Role.PMO), project
    )


def test_out_of_a_work_plan_takes_only_who_records_decisions() -> None:
    manager = make_user(Role.PROJECT_MANAGER)
    planned, proposed = make_project(manager=manager), make_project(manager=manager, year=None)
    assert "whoever records decisions takes it out first" in remove(manager, planned)
    assert "Removed." in remove(manager, proposed)


def test_who_reported_and_who_accepted_read_apart() -> None:
    manager, pmo = make_user(full_name="Ada"), make_user(Role.PMO, full_name="Bea")
    project = make_project(manager=manager)
    make_update(project, author=manager, state="accepted", accepted_by=pmo)
    page = " ".join(client_of(pmo).get(project.get_absolute_url()).content.decode().split())
    assert '<span class="soft"> Reported by Ada </span>' in page
    assert '<span class="soft">· Accepted by Bea</span>' in page
