"""A new project stands in the work plan of the year that was asked for; what counts nowhere says so."""

from datetime import date

import pytest

from core.access import Role
from portfolio.models import Project
from portfolio.rules.counted_words import why_not_counted
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_strategy, make_unit, make_user

pytestmark = pytest.mark.django_db
YEARS = range(2018, 2022)


def create(role: Role, **sent: str) -> tuple[int, str, Project | None]:
    """Answer, page and project of a new one, on the demonstration's day, 17 January 2022."""
    strategy, unit = make_strategy(), make_unit()
    person = make_user(role, unit=unit)
    output = strategy.outcomes.get().outputs.get()
    facts = {"code": "N-1", "kind": "project", "name": "New", "output": str(output.pk)}
    address = f"/projects/{strategy.slug}/new/"
    manager = str(person.pk) if role == Role.PROJECT_MANAGER else ""
    given = {**facts, "lead_unit": str(unit.pk), "manager": manager, "version": "0", **sent}
    answer = client_of(person).post(address, given, follow=True)
    status = answer.redirect_chain[-1][1] if answer.redirect_chain else answer.status_code
    return status, answer.content.decode(), Project.objects.filter(strategy=strategy).first()


def test_the_year_is_asked_for() -> None:
    status, page, project = create(Role.PMO)
    assert (status, project) == (422, None)
    assert 'name="work_plan"' in page


@pytest.mark.parametrize(
    ("chosen", "years", "said"),
    [
        ("2022", [2022], "its dashboard does not show 2022"),
        ("2021", [2021], "It joined after 2021 had ended, so no number of 2021 counts it."),
        ("none", [], "In no work plan, no number counts it."),
    ],
)
def test_it_stands_where_it_was_asked_for(chosen: str, years: list[int], said: str) -> None:
    status, page, project = create(Role.PMO, work_plan=chosen)
    assert (status, project is not None) == (302, True)
    assert project is not None
    assert list(project.work_plans.values_list("year", flat=True)) == years
    assert not Project.objects.in_work_plan(2021, date(2022, 1, 17)).filter(pk=project.pk).exists()
    assert said in page


def test_whoever_may_not_take_it_in_is_not_asked() -> None:
    status, page, project = create(Role.PROJECT_MANAGER)
    assert status == 302
    assert project is not None
    assert not project.work_plans.exists()
    assert "In no work plan: no number of any year counts it." in page


@pytest.mark.parametrize(
    ("year", "joined_on", "is_counted"),
    [
        (2021, date(2021, 12, 31), True),
        (2021, date(2022, 1, 1), False),
        (2021, date(2020, 11, 1), True),
        (2022, date(2022, 1, 1), False),
    ],
)
def test_what_counts(year: int, joined_on: date, is_counted: bool) -> None:
    assert bool(why_not_counted(year, joined_on, YEARS)) is not is_counted


def test_a_form_asks_in_the_words_of_its_strategy_and_for_no_driver_where_there_is_none() -> None:
    strategy = make_strategy(level_names={"output": {"en": "Focus area"}})
    pmo = client_of(make_user(Role.PMO, unit=make_unit()))
    address = f"/projects/{strategy.slug}/new/"
    form = pmo.get(address).context["form"]
    assert form.fields["output"].label == "Focus area" and form.fields["output"].required
    assert "driver" not in form.fields
    answer = pmo.post(address, {"code": "N-1", "name": "New", "version": "0"})
    assert answer.context["form"].errors["output"] == ["This field is required."]
    strategy.drivers.create(slug="data", title="Data", position=0)
    form = pmo.get(address).context["form"]
    assert "driver" in form.fields and not form.fields["output"].required


@pytest.mark.parametrize(("starts", "ends", "year"), [(2018, 2021, 2021), (2022, 2025, 2022)])
def test_a_text_is_proposed_for_a_year_that_the_strategy_has(
    starts: int, ends: int, year: int
) -> None:
    strategy = make_strategy(starts_on=date(starts, 1, 1), ends_on=date(ends, 12, 31))
    project = make_project(strategy=strategy)
    pmo = client_of(make_user(Role.PMO, unit=make_unit()))
    for kind in ("remarks", "quantities", "promises"):
        form = pmo.get(f"{project.get_absolute_url()}{kind}/new/").context["form"]
        assert form.initial["year"] == year, kind
