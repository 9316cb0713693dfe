"""The history of a project: its course, every update beside the one before it, and the log of fields."""

import csv
import io
from typing import Any

import pghistory
import pytest
from django.test import Client
from django.utils.translation import override

from core.history.events import Change
from outcomes.models import Output
from portfolio.models import Milestone, Project, StatusUpdate, WorkPlanEntry
from portfolio.project_history.log import where_from
from tests.access.people import user
from tests.access.test_three_people import client_of
from tests.portfolio.rounds.test_saving import round_site
from tests.portfolio.status.test_corrections import Desk, desk

__all__ = ["desk", "round_site"]
pytestmark = pytest.mark.django_db
PAGE = "/projects/it-2018-21/P-22/history/"
LOG = f"{PAGE}changes/"


def lines(client: Client, url: str = LOG, **asked: str) -> list[dict[str, str]]:
    """The log as a file."""
    answer = client.get(url, {"export": "csv", **asked})
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_course_of_the_demonstration() -> None:
    page = client_of(user("pmo")).get(PAGE).context["page"]
    assert [year.year for year in page.years] == [2021]
    states = [month.standing for month in page.years[0].months if month]
    assert "".join(states) == "gggggagggggg"
    done = [each.update.per_cent_complete for each in reversed(page.course) if each.update]
    assert (done[0], done[-1]) == (15, 90)
    assert {each.slip for each in page.course if each.update} == {0}
    assert "90" in page.per_cent.wide
    assert page.drift is not None


def test_every_update_stands_beside_the_one_before_it() -> None:
    answer = client_of(user("pmo")).get(PAGE)
    said = answer.context["page"].updates
    assert len(said) == StatusUpdate.objects.filter(project__code="P-22").every_version().count()
    july = next(each for each in said if each.row.round.period.month == 7)
    assert [str(each.label) for each in july.states] == ["Overall", "Schedule", "Scope", "Done"]
    assert july.beside == "Beside what was said in June 2021."
    assert said[-1].beside == "The first of this project."
    page = answer.content.decode()
    assert "<del><span" in page
    assert "Friederike Nordhoff" in page


def test_a_confirmation_is_marked_and_a_correction_tells_what_and_why(desk: Desk) -> None:
    desk.correct()
    desk.accept()
    client = client_of(desk.site.pmo)
    url = f"{desk.project.get_absolute_url()}history/"
    newest, corrected = client.get(url).context["page"].updates[:2]
    assert newest.row == desk.correction
    assert newest.before == desk.accepted
    assert "A typing mistake" in newest.beside
    assert ("Done", "40", "35") in [(str(e.label), e.old, e.new) for e in newest.states]
    assert corrected.line.is_replaced
    assert "was corrected" in client.get(url).content.decode()
    (november,) = [each for each in client.get(url).context["page"].course if not each.missing]
    assert november.update == desk.correction


def test_confirmations_say_that_nothing_changed() -> None:
    update = StatusUpdate.objects.filter(
        kind="confirmation", project__strategy__slug="it-2018-21"
    ).first()
    assert update is not None
    url = f"{update.project.get_absolute_url()}history/"
    answer = client_of(user("pmo")).get(url)
    said = next(each for each in answer.context["page"].updates if each.row == update)
    assert said.is_confirmation
    assert not said.beside
    month = next(e for e in answer.context["page"].course if e.period == update.round.period)
    assert month.confirmed


def change() -> Project:
    """Name, output and a milestone change on pages, by two people."""
    project = Project.objects.get(strategy__slug="it-2018-21", code="P-22")
    with pghistory.context(user=user("pmo").pk, url=f"{project.get_absolute_url()}edit/"):
        project.name = "Renamed"
        project.output = Output.objects.get(outcome__strategy=project.strategy, number="1.1")
        project.save()
    with pghistory.context(file="milestones.csv"):
        Milestone.objects.filter(project=project).update(illustrative=False)
    return project


def test_the_log_tells_who_changed_which_field_of_which_row_and_from_where() -> None:
    change()
    client = client_of(user("pmo"))
    found = lines(client, person=str(user("pmo").pk))
    name = next(each for each in found if each["Field"] == "Name")
    assert (name["Before"], name["After"]) == (
        "IATI Standard compliance, first milestone",
        "Renamed",
    )
    assert (name["Who"], name["From where"]) == (str(user("pmo")), "Page")
    assert name["Address"] == "/projects/it-2018-21/P-22/edit/"
    output = next(each for each in found if each["Field"] == "Output")
    assert output["After"].startswith("1.1")
    (milestone,) = lines(client, kind="Milestone", field="illustrative")
    assert (milestone["Row"], milestone["Who"]) == ("First milestone of compliance", "The program")
    assert milestone["From where"] == "File: milestones.csv"
    first = next(each for each in lines(client, kind="Project") if each["What happened"] == "added")
    assert first["Row"].startswith("P-22")
    assert lines(client, since="2150-01-01") == []


def test_a_page_of_the_log_is_a_page() -> None:
    project = change()
    for number in range(30):
        Project.objects.filter(pk=project.pk).update(name=f"Name {number}", size="large")
    client = client_of(user("pmo"))
    first = client.get(LOG).context["page"]["lines"]
    assert (len(first), first.has_next()) == (50, True)
    second = client.get(LOG, {"page": "2"}).context["page"]["lines"]
    assert {line.new for line in first}.isdisjoint({line.new for line in second} - {""})
    assert client.get(LOG, {"page": "nothing"}).status_code == 200
    assert client.get(LOG, {"since": "nothing"}).status_code == 200


def test_a_draft_stays_its_authors_and_a_hidden_name_hidden() -> None:
    project = Project.objects.get(code="P-22")
    other = Project.objects.exclude(manager=project.manager).first()
    assert other is not None
    entry = WorkPlanEntry.objects.filter(project=project).latest("year")
    entry.merged_into = other
    entry.save()
    draft = StatusUpdate.objects.filter(project=project).latest("pk")
    draft.pk, draft.state, draft.accepted_by, draft.author = None, "draft", None, user("pmo")
    draft.reason = "Not yet to be read"
    draft.save()
    manager = project.manager
    assert manager is not None
    client = client_of(manager)
    page = client.get(LOG).content.decode()
    assert "Not yet to be read" not in page
    found: list[dict[str, Any]] = lines(client_of(user("pmo")), field="merged_into")
    assert found[0]["After"].startswith(other.code)
    told = client.get(LOG, {"field": "merged_into"}).content.decode()
    with override(manager.language):
        name = str(other)
    assert (name in told) == Project.objects.visible_to(manager).filter(pk=other.pk).exists()
    assert "Not yet to be read" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("/projects/it-2018-21/P-22/edit/?draft=1", "Page"),
        ("/rounds/it-2018-21/2021-12/save/", "Table of a round"),
        ("/rounds/it-2018-21/2021-12/sheet/", "Sheet that was loaded"),
        ("/admin/", "Administration"),
        ("/of/an/older/version/", "Page"),
    ],
)
def test_where_a_change_came_from(url: str, where: str) -> None:
    row = Project.objects.get(code="P-22")
    assert where_from(Change(None, "update", None, url, (), row)) == where  # type: ignore[arg-type]


def test_jobs_files_and_the_program_are_told_apart() -> None:
    row = Project.objects.get(code="P-22")
    told = [
        where_from(Change(None, "update", None, "", (), row, **came))  # type: ignore[arg-type]
        for came in ({"file": "a.csv"}, {"job": "core.long_file"}, {"job": "gone"}, {})
    ]
    assert told == ["File: a.csv", "Job: File of a long list", "Job: gone", "The program"]
