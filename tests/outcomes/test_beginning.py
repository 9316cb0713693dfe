"""A house begins without the demonstration: every page says what comes first, and pages suffice."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from core.access import Role
from core.jobs.services import job_run
from core.models import Job, User
from outcomes.models import Strategy
from portfolio.models import Project, Rag, StatusUpdate
from reports.models import Draft, ReportTemplate
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
NEW = reverse("outcomes:strategy-create")
FIRST = (
    *("/dashboard/", "/strategy/", "/projects/", "/indicators/", "/promises/", "/milestones/"),
    *("/money/", "/decisions/", "/risks/", "/risks/matrix/", "/risks/issues/", "/risks/measures/"),
    *("/risks/assessments/", "/risks/acceptances/", "/reports/", "/reports/new/", "/templates/"),
)


@pytest.fixture(autouse=True)
def _empty_house() -> None:
    """As `up --no-demo` leaves it, units and people aside."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE outcomes_strategy CASCADE")


@pytest.fixture
def boss() -> User:
    """The one person who begins it."""
    return make_user(Role.ADMINISTRATOR, Role.PMO, unit=make_unit())


def signed_in(user: User) -> Client:
    """A browser of that person."""
    client = Client()
    client.force_login(user)
    return client


def test_every_page_says_what_comes_first(boss: User) -> None:
    auditor = User.objects.get(username="auditor")
    for user, may in ((boss, True), (auditor, False)):
        client = signed_in(user)
        for address in FIRST:
            response = client.get(address)
            if not may and response.status_code in {403, 404}:
                continue
            text = response.content.decode()
            assert response.status_code == 200, address
            assert "There is no strategy yet" in text, address
            assert (NEW in text) == may, address
            assert 'aria-keyshortcuts="n"' not in text, f"{address} offers what cannot be begun"
    assert client.get(NEW).status_code == 404


def test_a_house_without_people_says_how_the_first_comes_in() -> None:
    words = "Nobody can sign in yet"
    assert words not in Client().get("/sign-in/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE core_user CASCADE")
    assert words in Client().get("/sign-in/").content.decode()


def fill(client: Client, address: str, **given: Any) -> Any:
    """Open a form, change what is `given`, send the rest as it came, and go where that leads."""
    page = client.get(address)
    assert page.status_code == 200, address
    form, sent = page.context["form"], {}
    for bound in form:
        value = bound.value()
        if value not in (None, "", []):
            sent[bound.name] = value
    sent |= {"version": page.context.get("version") or 0, **given}
    response = client.post(address, sent, follow=True)
    assert response.status_code == 200, response.context["form"].errors
    return response


def test_pages_suffice_from_an_empty_house_to_a_draft(boss: User) -> None:
    client = signed_in(boss)
    tree = fill(
        client, NEW, title="Data Strategy", title_de="Datenstrategie", short_title="Data",
        slug="data", starts_on="2021-01-01", ends_on="2024-12-31",
        name_outcome_en="Goal", name_outcome_de="Ziel",
    )  # fmt: skip
    strategy = Strategy.objects.get(slug="data")
    assert reverse("portfolio:project-create", args=["data"]) in (
        client.get("/dashboard/").content.decode()
    )
    add = {
        kind: reverse("outcomes:part-create", args=["data", kind])
        for kind in ("outcome", "output", "driver", "deliverable")
    }
    assert add["outcome"] in tree.content.decode() and "New: Goal" in tree.content.decode()
    fill(client, add["outcome"], number="1", title="Data can be trusted")
    outcome = strategy.outcomes.get()
    fill(client, f"{add['output']}?outcome={outcome.pk}", number="1.1", title="Quality")
    output = outcome.outputs.get()
    fill(client, f"{add['deliverable']}?output={output.pk}", title="Catalogue")
    fill(client, add["driver"], title="Security", slug="security")
    fill(client, reverse("indicators:indicator-create", args=["data"]), number="1", title="Owned")
    fill(client, reverse("risks:risk-create", args=["data"]), code="R-01", event="Nobody owns data")
    money = fill(
        client, reverse("portfolio:line-create"), code="D1", title="Data fund", amount="1000000",
        currency="USD", biennium_start="2022",
    )  # fmt: skip
    assert "D1 Data fund" in money.content.decode()

    create = reverse("portfolio:project-create", args=["data"])
    fill(
        client, create, code="P-1", name="Registry", output=output.pk, category="new_service",
        work_plan="2022",
    )  # fmt: skip
    project = Project.objects.in_work_plan(2022, date(2022, 1, 17)).get()
    status = reverse("portfolio:status-create", args=["data", "P-1"])
    rag = dict.fromkeys(("overall", "schedule", "budget", "scope"), Rag.GREEN)
    fill(client, status, **rag, achieved="Owners named", submit="submit")
    assert StatusUpdate.objects.get(project=project).state == "submitted"

    by_hand = reverse("templates:outline-tree", args=["data"])
    assert by_hand in client.get("/reports/new/").content.decode()
    fill(client, reverse("templates:outline-edit", args=["data"]))
    template = ReportTemplate.objects.get(strategy=strategy)
    assert template.languages == ["en", "de"]
    assert template.outline[1]["heading"] == {
        "en": "Goal {number}: {title}",
        "de": "Ziel {number}: {title}",
    }
    report = fill(
        client, reverse("reports:report-create"), slug="data-2022", year="2022",
        cut_off="2022-12-31", title="Progress", symbol="GB.1", dated="2023-02-01",
        session_number="347", session_place="Geneva", session_dates="March 2023",
    )  # fmt: skip
    assert "The report has begun" in report.content.decode()
    client.post(reverse("reports:report-regenerate", args=["data-2022"]), {"language": "en"})
    job_run(Job.objects.latest("id").pk)
    assert "one project" in str(Draft.objects.get(report__slug="data-2022").editions.first().tree)
