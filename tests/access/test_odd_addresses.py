"""Addresses that nobody would write by hand: an answer, never an error."""

import pytest

from core.access import Role
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_user


@pytest.mark.django_db
def test_days_years_and_pages_out_of_all_bounds_are_answered() -> None:
    make_project(manager=None)
    client = client_of(make_user(Role.PMO))
    for address in (
        "/projects/?at=0001-01-01&attention=silent",
        "/projects/?at=0001-01-01&number=projects.silent&strategy=s&year=2021",
        "/promises/?due=soon&at=9999-12-31",
        "/risks/?attention=needs_assessment&at=0001-01-01",
        "/milestones/?year=99999",
        "/milestones/?year=0",
        "/decisions/?year=0",
        "/search/?q=project&page=²",
        "/search/?q=project&page=000012345678901234567890",
        "/people/?page=²",
    ):
        assert client.get(address).status_code == 200, address
