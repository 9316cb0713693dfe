"""Every count on every page equals the list it leads to, for whoever looks, and the report's."""

import pytest
from django.test import Client
from django.urls import reverse, reverse_lazy

from core.access import Role
from core.models import RoleAssignment, Unit, User
from core.numbers.registry import number_value, numbers
from core.numbers.syntax import parse_token
from core.pages.lists import query
from outcomes.models import Outcome, Output
from portfolio.models import Rag, Stage, UpdateKind, UpdateState
from reports.models import Report
from tests.lists import result_count
from tests.reports.links import counted_links

pytestmark = pytest.mark.django_db
DEMO = "it-2018-21"
PAGES = {
    "dashboard": "/dashboard/",
    "strategy": reverse_lazy("outcomes:strategy-detail", args=[DEMO]),
    "unit": reverse_lazy("people:unit-detail", args=["AMS"]),
    "matrix": reverse_lazy("risks:risk-matrix"),
}
# Person → the fewest links with a count that each page must have; 0: the page is not theirs.
LEAST = {
    "pmo": {"dashboard": 40, "strategy": 20, "unit": 1, "matrix": 5},
    "focal": {"dashboard": 10, "strategy": 5, "unit": 1, "matrix": 0},
    "pm-ams": {"dashboard": 10, "strategy": 5, "unit": 1, "matrix": 0},
}
# List → what it falls into, so that nothing is left over or stands twice.
PARTS = {
    "/updates/?": [f"state={each}" for each in UpdateState],
    "/updates/?q=": [f"kind={each}" for each in UpdateKind],
    "/updates/?kind=substantive": [f"overall={each}" for each in Rag],
    "/updates/?since=": ["until=2021-06-30", "since=2021-07-01"],
    "/stages/?": [f"stage={each}" for each in Stage],
    "/work-plan/?": ["change=new", "change=carried_over"],
    "/work-plan/?year=2021": ["change=stayed", "change=left"],
    "/quantities/?": ["part_of=whole", "part_of=part"],
    "/quantities/?q=": ["source=given", "source=none"],
    "/remarks/?": ["year=2020", "year=2021"],
}


def client_of(username: str) -> Client:
    """Somebody of the demonstration; the focal point here is one of a unit with many projects."""
    user = User.objects.get(username=username)
    if username == "focal":
        unit = Unit.objects.get(code="AMS")
        RoleAssignment.objects.create(user=user, role=Role.FOCAL_POINT, unit=unit)
    client = Client()
    client.force_login(user)
    return client


def places() -> dict[str, str]:
    """What links say of outcomes and outputs, whose numbers and titles hold figures of their own."""
    rows: list[Outcome | Output] = [*Outcome.objects.all(), *Output.objects.all()]
    return {f"{row.number} {row.title}": "" for row in rows}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("username", LEAST)
def test_every_count_equals_its_list(username: str, page: str) -> None:
    client = client_of(username)
    response = client.get(str(PAGES[page]))
    assert response.status_code == 200
    wrong, checked = [], 0
    for href, count, text in counted_links(response.content.decode(), without=places()):
        listed = result_count(client, href)
        if listed is None:
            continue
        checked += 1
        if listed != count:
            wrong.append((text, href, listed))
    assert not wrong, wrong
    assert checked >= LEAST[username][page], checked


def test_the_parts_of_what_was_said_add_up() -> None:
    """Each list is the sum of its parts, and no larger than what the projects' own list tells."""
    for username in LEAST:
        client = client_of(username)

        def count(address: str, client: Client = client) -> int:
            return result_count(client, address) or 0

        for page, parts in PARTS.items():
            assert count(page) == sum(count(f"{page}&{part}") for part in parts), (username, page)
        assert count("/work-plan/?year=2021") == count("/projects/?year=2021"), username
    pmo = client_of("pmo")
    waiting = result_count(pmo, "/projects/?attention=awaiting_acceptance") or 0
    assert (result_count(pmo, "/updates/?state=submitted") or 0) >= waiting > 0


def test_every_number_of_the_report_equals_its_list() -> None:
    report = Report.objects.get(slug="progress-2021")
    draft, client = report.drafts.order_by("-number")[0], client_of("pmo")
    checked = 0
    for signature, stored in draft.numbers.items():
        token = parse_token(signature)
        spec = numbers[token.key]
        value = number_value(token, report.number_context)
        if not spec.page or value.rows is None:
            continue
        at = report.cut_off.isoformat()
        asked = query(strategy=DEMO, year=report.year, at=at, number=signature)
        listed = result_count(client, f"{reverse(spec.page)}?{asked}")
        assert listed == value.rows.count(), signature
        assert str(value.value) == stored["value"], signature
        checked += 1
    assert checked >= 4


# The key of a live number, and what shows it beside the report: the filters of a list.
LISTED = {
    "projects.total": "",
    "projects.new_or_major": "category=new_service&category=major_improvement",
    "projects.completed": "stage=completed&kind=project&kind=pilot",
    "projects.late": "attention=late",
    "projects.slipping": "attention=slipping",
    "projects.silent": "attention=silent",
    "projects.stuck": "attention=stuck",
}


def test_report_dashboard_tree_and_lists_say_one_number() -> None:
    report, client = Report.objects.get(slug="progress-2021"), client_of("pmo")
    at = report.cut_off.isoformat()
    day = query(strategy=DEMO, year=report.year, at=at)

    def listed(filters: str) -> int | None:
        return result_count(client, f"/projects/?{day}&{filters}")

    board = client.get(f"/dashboard/?{day}").context
    shown = {line.key: int(line.count) for line in board["since"].counts}
    shown["projects.total"] = board["by_place"].data.total
    stored = report.drafts.order_by("-number")[0].numbers
    for key, filters in LISTED.items():
        number = number_value(parse_token(key), report.number_context).value
        assert number == shown[key] == listed(filters) == listed(f"number={key}"), key
        assert key not in stored or stored[key]["value"] == str(number), key
    assert stored.keys() & LISTED.keys() >= {"projects.total", "projects.new_or_major"}

    tree = client.get(reverse("outcomes:strategy-detail", args=[DEMO]), {"at": at}).context["page"]
    placed = {point.category: point.value for point in board["by_place"].data.points}
    for places, key in ((tree.outcomes, "outcome-{0.number}"), (tree.drivers, "{0.slug}")):
        for place in places:
            category = key.format(place.row)
            (counted,) = (each.value for each in place.counts if "place=" in each.url)
            assert counted == placed.pop(category) == listed(f"place={category}"), category
    assert not any(placed.values())
