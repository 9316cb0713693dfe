"""Who may read who changed what: everything, or what is one's own."""

from datetime import date

import pytest

from core.access import Role
from portfolio.models import Decision, DecisionKind
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_unit, make_user

TITLE = "Who changed what"

pytestmark = [pytest.mark.django_db]


def test_a_project_manager_reads_the_history_of_their_own_project_alone() -> None:
    unit = make_unit()
    manager = make_user(Role.PROJECT_MANAGER)
    manager.assignments.update(unit=unit)
    own = make_project(lead_unit=unit, manager=manager)
    other = make_project(lead_unit=unit, strategy=own.strategy)
    decision = Decision.objects.create(
        strategy=own.strategy,
        project=other,
        body="Committee",
        on=date(2021, 3, 1),
        kind=DecisionKind.APPROVED,
        title="Go",
    )
    client, auditor = client_of(manager), client_of(make_user(Role.AUDITOR))
    for page, seen in ((own, True), (other, False), (decision, False)):
        address = page.get_absolute_url()
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert (TITLE in answer.content.decode()) is seen, address
        assert TITLE in auditor.get(address).content.decode()


def test_a_pmo_of_one_unit_writes_nothing_that_is_the_whole_houses() -> None:
    pmo = make_user(Role.PMO)
    project = make_project()
    slug = project.strategy.slug
    pages = ("/money/lines/new/", "/decisions/new/", f"/strategy/{slug}/outcome/new/")
    for page in pages:
        assert client_of(pmo).get(page).status_code == 200, page
    pmo.assignments.update(unit=make_unit())
    for page in pages:
        # They see the lists, and are told who may add to them.
        assert client_of(pmo).get(page).status_code == 403, page
