"""Projects as they stood on a day: names, placements and units of that day, behind the gate of today."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.history.tracking import event_model_of
from core.models import Installation, Unit
from core.time import day_recorded, recorded_until, working_date
from outcomes.models import Output
from portfolio.models import Project
from tests.access.people import user
from tests.access.test_three_people import client_of

pytestmark = pytest.mark.django_db
NEW = "IATI reporting, renamed in January"


def rename() -> Project:
    """Case 08: name, output and unit of P-22 are changed on 17 January 2022."""
    project = Project.objects.get(strategy__slug="it-2018-21", code="P-22")
    project.name = NEW
    project.output = Output.objects.get(outcome__strategy=project.strategy, number="1.1")
    project.lead_unit = Unit.objects.get(code="TMS")
    project.save()
    return project


def lines(client: Client, **asked: str) -> list[dict[str, str]]:
    """The rows of the file of the list."""
    answer = client.get("/projects/", {"export": "csv", **asked})
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_case_08_shows_name_output_and_unit_of_that_day() -> None:
    old = Project.objects.select_related("output", "lead_unit").get(code="P-22")
    rename()
    (row,) = lines(client_of(user("pmo")), at="2021-06-30", q="P-22")
    assert old.output is not None
    assert (row["Name"], row["Unit"]) == (old.name, old.lead_unit.code)
    assert row["Outcome or driver"].startswith(old.output.number)
    found = lines(client_of(user("pmo")), at="2021-06-30", q="P-22", unit=old.lead_unit.code)
    assert [each["Code"] for each in found] == ["P-22"]
    (today,) = lines(client_of(user("pmo")), q="P-22")
    assert (today["Name (en)"], today["Lead unit"]) == (NEW, "TMS")


PAGE = "/projects/it-2018-21/P-22/"


def test_the_page_shows_that_day_and_nothing_can_be_done_on_it() -> None:
    old = Project.objects.get(code="P-22")
    rename()
    client = client_of(user("pmo"))
    page = client.get(PAGE, {"at": "2021-06-30"}).content.decode()
    assert "As it stood on 30 June 2021, as we know it today." in page
    assert old.name in page
    assert NEW not in page
    assert "It was recorded later than that day, on 17 January 2022" in page
    assert 'method="post"' not in page[page.index("<main") : page.index("</main")]
    assert "Update the status" not in page
    assert "?at=2021-06-30&amp;export=xlsx" in page
    assert NEW in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}?at=2021-06-30").status_code == 405


def test_links_and_files_of_the_list_stay_in_the_past() -> None:
    page = client_of(user("pmo")).get("/projects/", {"at": "2021-06-30"}).content.decode()
    assert f'href="{PAGE}?at=2021-06-30"' in page
    assert "export=csv" in page
    # What stood in the past is not loaded over what stands.
    assert "sheet=1" not in page
    assert 'href="/projects/"' in page
    assert "New project" not in page
    assert "152 projects were recorded later than that day, from 17 January 2022 on" in page


def test_only_what_had_been_said_by_that_day_is_shown() -> None:
    client = client_of(user("pmo"))
    project = Project.objects.get(code="P-22")
    day = date(2021, 6, 30)
    shown = client.get(PAGE, {"at": day.isoformat()}).context["page"]
    assert shown.updates
    assert all(line.row.reported_on <= day for line in shown.updates)
    assert all(line.on <= day for line in shown.stages)
    assert all(line.row.joined_on <= day for line in shown.work_plans)
    assert all(not each.row.reached_on or each.row.reached_on <= day for each in shown.milestones)
    later = project.updates.filter(reported_on__gt=day)
    assert later.exists()
    (row,) = lines(client, at="2021-06-30", q="P-22")
    said = project.updates.filter(kind="substantive", reported_on__lte=day)
    assert row["Done"] == str(said.order_by("-reported_on").values_list("per_cent_complete")[0][0])


def test_a_number_and_a_figure_show_the_rows_they_count() -> None:
    """The paper counts by what projects are today; so do the rows behind it, and the list says so."""
    rename()
    client = client_of(user("pmo"))
    Project.objects.filter(strategy__slug="it-2018-21", code="P-06").update(name="Counted")
    of_report = {"at": "2021-12-31", "year": "2021", "strategy": "it-2018-21"}
    (row,) = lines(client, **of_report, q="P-22", facts="today")
    assert row["Name"] == NEW
    (row,) = lines(client, **of_report, q="P-06", number="projects.new_or_major")
    assert row["Name"] == "Counted"
    page = client.get("/projects/", {"at": "2021-12-31", "facts": "today"}).content.decode()
    assert "Of today: name, placement, unit" in page


def test_nothing_is_known_before_the_record_begins() -> None:
    client = client_of(user("pmo"))
    assert lines(client, known_at="2021-06-30") == []
    page = client.get(PAGE, {"known_at": "2021-06-30"}).content.decode()
    assert "Nothing had been recorded by then" in page
    assert client.get(PAGE, {"known_at": "2021-06-30", "export": "xlsx"}).status_code == 404


def test_what_was_known_is_for_who_sees_the_history() -> None:
    owner = client_of(user("owner-finance"))
    project = Project.objects.visible_to(user("owner-finance")).first()
    assert project is not None
    url = project.get_absolute_url()
    assert owner.get(url, {"at": "2021-06-30"}).status_code == 200
    assert owner.get(url, {"known_at": "2021-06-30"}).status_code == 404
    page = owner.get(url).content.decode()
    assert 'name="at"' in page
    assert 'name="known_at"' not in page
    listed = owner.get("/projects/", {"at": "2021-06-30", "known_at": "2021-06-30"})
    assert listed.context["result_count"] == 0


TOLD = pytest.mark.parametrize(
    ("given", "told"),
    [
        ("yesterday", "“yesterday” is no day; write it as in 29 Apr 2022."),
        ("2022-02-31", "“2022-02-31” is no day"),
        ("2022-02-01", "1 February 2022 is still to come: this is what is known today."),
    ],
)


@TOLD
@pytest.mark.parametrize(
    "path", ["/projects/", "/milestones/", "/risks/matrix/", "/dashboard/", "/strategy/it-2018-21/"]
)
def test_every_page_of_a_day_tells_of_one_that_is_none(path: str, given: str, told: str) -> None:
    pmo = client_of(user("pmo"))
    assert pmo.get(path, {"at": given}).content.decode().count(told) == 1
    past = pmo.get(path, {"at": "2021-12-31"}).content.decode()
    assert "is no day" not in past and "still to come" not in past


def test_what_is_typed_for_a_day_leads_to_its_plain_address() -> None:
    pmo = client_of(user("pmo"))
    answer = pmo.get("/projects/", {"at": "31/12/2021", "q": "ö"})
    assert (answer.status_code, answer["Location"]) == (302, "?at=2021-12-31&q=%C3%B6")
    fragment = pmo.get(
        "/updates/", {"since": "soon"}, headers={"HX-Request": "true"}, follow=True
    ).content.decode()
    assert fragment.count("“soon” is no day") == 1


@TOLD
def test_a_day_that_is_none_or_to_come_is_told(given: str, told: str) -> None:
    page = client_of(user("pmo")).get(PAGE, {"at": given}).content.decode()
    assert told in page
    assert "As it stood on" in page  # the control, not the past
    assert "Back to today" not in page


def test_the_record_of_a_day_ends_with_it_also_where_days_are_fixed() -> None:
    today = working_date()
    first = event_model_of(Project)._default_manager.order_by("pgh_id").first()
    assert recorded_until(today) > timezone.now()
    assert recorded_until(today - timedelta(days=1)) < first.pgh_created_at
    Installation.objects.update(fixed_date=None)
    assert day_recorded(timezone.now() + timedelta(minutes=1)) == timezone.localdate()
