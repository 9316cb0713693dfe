"""Projects as they stood on a day: names, placements and units of that day, behind the gate of today."""

import csv
import io

import pytest
from django.test import Client

from core.models import Unit
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
    assert (today["Name"], today["Unit"]) == (NEW, "TMS")
