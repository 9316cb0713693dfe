"""Every count on every page equals the list it leads to, for whoever looks, and the report's."""

import pytest
from django.test import Client
from django.urls import reverse, reverse_lazy

from core.access import Role
from core.models import RoleAssignment, Unit, User
from core.numbers import number_value, numbers
from core.pages import query
from core.tokens import parse_token
from outcomes.models import Outcome, Output
from reports.models import Report
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
    rows = [*Outcome.objects.all(), *Output.objects.all()]
    return {f"{row.number} {row.title}": "" for row in rows}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("username", LEAST)
def test_every_count_equals_its_list(username: str, page: str) -> None:
    client = client_of(username)
    response = client.get(str(PAGES[page]))
    assert response.status_code == 200
    wrong, checked = [], 0
    for href, count, text in counted_links(response.content.decode(), without=places()):
        answer = client.get(href)
        assert answer.status_code == 200, (href, text)
        context = answer.context or {}
        if "result_count" not in context:
            continue
        checked += 1
        if context["result_count"] != count:
            wrong.append((text, href, context["result_count"]))
    assert not wrong, wrong
    assert checked >= LEAST[username][page], checked


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
        answer = client.get(f"{reverse(spec.page)}?{asked}")
        assert answer.context["result_count"] == value.rows.count(), signature
        assert str(value.value) == stored["value"], signature
        checked += 1
    assert checked >= 4
