"""Who sees a list and asks for the form that adds to it reads why not, who may, and the way back."""

import pytest
from django.urls import reverse

from core.access import Role
from tests.access.test_refused_changes import refused
from tests.access.test_three_people import client_of
from tests.factories import make_strategy, make_user

pytestmark = pytest.mark.django_db
LISTS = {
    "portfolio:line-create": "portfolio:money-list",
    "portfolio:decision-create": "portfolio:decision-list",
    "reports:report-create": "reports:report-list",
}


@pytest.mark.parametrize("form", LISTS)
def test_a_reader_of_a_list_reads_who_adds_to_it(form: str) -> None:
    able = make_user(Role.PMO, full_name="Petra Planner")
    words = refused(client_of(make_user(Role.AUDITOR)), reverse(form))
    assert "Your roles let you see this, but not change it." in words
    assert able.full_name in words
    assert f'href="{reverse(LISTS[form])}"' in words


@pytest.mark.parametrize("form", LISTS)
def test_who_sees_no_list_is_told_nothing(form: str) -> None:
    make_user(Role.PMO)
    assert client_of(make_user()).get(reverse(form)).status_code == 404
    assert client_of(make_user(Role.ADMINISTRATOR)).get(reverse(form)).status_code == 404


def test_a_reader_of_risks_reads_who_raises_issues() -> None:
    strategy = make_strategy()
    able = make_user(Role.PMO, full_name="Petra Planner")
    address = reverse("risks:issue-create", args=[strategy.slug])
    words = refused(client_of(make_user(Role.AUDITOR)), address)
    assert able.full_name in words
    assert f'href="{strategy.get_absolute_url()}"' in words
    assert client_of(make_user()).get(address).status_code == 404


def test_what_is_sent_past_the_page_is_refused_alike() -> None:
    make_user(Role.PMO)
    client = client_of(make_user(Role.AUDITOR))
    for form in LISTS:
        assert client.post(reverse(form), {}).status_code == 403
