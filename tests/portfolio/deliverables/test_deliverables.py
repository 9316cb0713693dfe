"""What became of deliverables: numbers, the list, links with projects, the strategy's file."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.access import Role
from core.imports.difference import Difference
from core.imports.problems import FileCheck, FileRefused
from core.languages.translated import text_in
from core.models import RoleAssignment, User
from core.numbers.registry import NumberContext, NumberError, NumberValue, number_value
from core.numbers.syntax import parse_token
from outcomes.models import Deliverable, Outcome, Output, Strategy
from portfolio.models import Commitment, DeliverableLink
from reports.imports.write import strategy_import
from tests.access.test_three_people import client_of
from tests.factories import make_output, make_project, make_strategy, make_unit, make_user

pytestmark = pytest.mark.django_db
AT = date(2021, 12, 31)
LIST = "/deliverables/"


@pytest.fixture
def strategy() -> Strategy:
    """One outcome with the outputs 1.1 and 1.2."""
    made = make_strategy()
    outcome = Outcome.objects.get(strategy=made)
    make_output(outcome=outcome, number="1.2", position=2, title="Second output")
    return made


@pytest.fixture
def pmo() -> User:
    return make_user(Role.PMO)


def make(strategy: Strategy, title: str, output: str = "1.1", **changes: Any) -> Deliverable:
    """A deliverable of an output of that number."""
    place = Output.objects.get(outcome__strategy=strategy, number=output)
    return Deliverable.objects.create(output=place, title=title, position=0, **changes)


def number(strategy: Strategy, token: str, at: date = AT) -> NumberValue:
    context = NumberContext(strategy=strategy.slug, year=at.year, at=at)
    return number_value(parse_token(token), context)


def titles(value: NumberValue) -> set[str]:
    assert value.rows is not None
    return set(value.rows.values_list("title", flat=True))


# --- Numbers ------------------------------------------------------------------------------------


@pytest.fixture
def five(strategy: Strategy) -> Strategy:
    """One of each kind, due in 2020 or 2021."""
    make(strategy, "done", state="reached", reached_on=date(2021, 3, 1), due_on=date(2021, 1, 31))
    make(strategy, "half", state="partly", due_on=date(2020, 6, 30))
    make(strategy, "gone", state="dropped", due_on=date(2020, 6, 30))
    make(strategy, "late", "1.2", state="in_progress", due_on=date(2021, 12, 30))
    whole = make(strategy, "silent", "1.2", due_text="in time")
    make(strategy, "part of it", "1.2", part_of=whole, state="reached")
    return strategy


def test_a_deliverable_counts_once_whatever_parts_it_has(five: Strategy) -> None:
    assert number(five, "deliverables.total").value == 5
    reached = number(five, "deliverables.reached")
    assert (reached.value, reached.of, titles(reached)) == (1, 5, {"done"})


def test_what_was_reached_later_was_in_progress_on_the_day(five: Strategy) -> None:
    before = date(2021, 2, 28)
    assert number(five, "deliverables.reached", before).value == 0
    assert titles(number(five, "deliverables.overdue", before)) == {"done", "half"}
    assert titles(number(five, "deliverables.overdue")) == {"half", "late"}
    assert titles(number(five, "deliverables.overdue", date(2021, 12, 30))) == {"half"}


def test_by_state_names_those_of_which_nothing_was_said(five: Strategy) -> None:
    value = number(five, "deliverables.by_state")
    assert {part.key: part.value for part in value.parts} == {
        "planned": 0, "in_progress": 1, "reached": 1, "partly": 1, "dropped": 1, "none": 1,
    }  # fmt: skip
    earlier = number(five, "deliverables.by_state", date(2021, 2, 28))
    assert {part.key: part.value for part in earlier.parts}["in_progress"] == 2
    assert value.value == sum(part.value for part in value.parts) == 5


def test_parameters_narrow_and_unknown_ones_are_refused(five: Strategy) -> None:
    assert number(five, "deliverables.total outcome=1").value == 5
    assert number(five, "deliverables.total output=1.2").value == 2
    assert number(five, "deliverables.total year=2020").value == 2
    assert number(five, "deliverables.overdue year=2020-21 output=1.2").value == 1
    with pytest.raises(NumberError, match=r"no output “9\.9”. Known: 1\.1, 1\.2"):
        number(five, "deliverables.total output=9.9")


def test_what_is_invented_is_told(five: Strategy) -> None:
    assert not number(five, "deliverables.reached").illustrative
    Deliverable.objects.filter(title="done").update(illustrative=True)
    assert number(five, "deliverables.overdue").illustrative


@pytest.mark.parametrize("key", ["total", "reached", "overdue", "by_state"])
def test_each_number_leads_to_its_rows(five: Strategy, pmo: User, key: str) -> None:
    value = number(five, f"deliverables.{key}")
    assert listed(pmo, five, f"number=deliverables.{key}&at=2021-12-31") == titles(value)


def test_the_table_of_a_paper_gets_them_in_order(five: Strategy) -> None:
    rows = Deliverable.objects.of_strategy(five.slug).in_force(AT).with_places().in_order()
    assert [row.title for row in rows][-2:] == ["silent", "part of it"]
    assert {row.title: row.state_words(AT) for row in rows}["done"] == "Reached, 1 March 2021"


# --- The list -----------------------------------------------------------------------------------


def listed(user: User, strategy: Strategy, asked: str = "") -> set[str]:
    """The titles of a list's rows."""
    return {row["Deliverable"] for row in rows_of(user, strategy, asked)}


def rows_of(user: User, strategy: Strategy, asked: str = "") -> list[dict[str, str]]:
    address = f"{LIST}?strategy={strategy.slug}&{asked}&export=csv"
    content = client_of(user).get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


def test_the_list_is_narrowed_by_state_day_and_place(five: Strategy, pmo: User) -> None:
    day = "at=2021-12-31"
    assert listed(pmo, five, f"{day}&state=partly&state=none") == {"half", "silent"}
    assert listed(pmo, five, f"{day}&due=overdue") == {"half", "late"}
    assert listed(pmo, five, f"{day}&due=undated") == {"silent"}
    assert listed(pmo, five, "at=2021-12-01&due=soon") == {"late"}
    assert listed(pmo, five, f"{day}&year=2020") == {"half", "gone"}
    output = Output.objects.get(outcome__strategy=five, number="1.2")
    assert listed(pmo, five, f"output={output.pk}") == {"late", "silent", "part of it"}
    assert listed(pmo, five, "q=second") == {"late", "silent", "part of it"}


def test_the_list_stands_in_the_strategys_order(five: Strategy, pmo: User) -> None:
    titles = [row["Deliverable"] for row in rows_of(pmo, five)]
    assert titles[-2:] == ["silent", "part of it"]
    assert [row["Deliverable"] for row in rows_of(pmo, five, "sort=-output")] == titles[::-1]


def test_the_list_is_narrowed_by_who_answers(five: Strategy, pmo: User) -> None:
    person, unit = make_user(), make_unit()
    Deliverable.objects.filter(title="late").update(responsible=person, responsible_unit=unit)
    assert listed(pmo, five, f"responsible={person.pk}") == {"late"}
    assert listed(pmo, five, f"unit={unit.code}") == {"late"}


def test_the_list_names_projects_that_the_reader_sees_and_no_others(five: Strategy) -> None:
    unit = make_unit()
    seen, unseen = make_project(strategy=five, lead_unit=unit), make_project(strategy=five)
    late = Deliverable.objects.get(title="late", output__outcome__strategy=five)
    for project in (seen, unseen):
        DeliverableLink.objects.create(project=project, deliverable=late)
    focal = make_user()
    RoleAssignment.objects.create(user=focal, role=Role.FOCAL_POINT, unit=unit)
    named = {row["Deliverable"]: row["Projects"] for row in rows_of(focal, five)}
    assert named["late"] == seen.code
    page = client_of(focal).get(late.get_absolute_url()).content.decode()
    assert seen.code in page and unseen.code not in page


def test_days_are_written_as_exactly_as_they_are_known(strategy: Strategy, pmo: User) -> None:
    first = date(2020, 1, 1)
    make(strategy, "a", state="reached", reached_on=first, reached_precision="year")
    make(strategy, "b", state="partly", reached_on=first, reached_precision="month")
    make(strategy, "c", state="partly", reached_on=first)
    reached = {row["Deliverable"]: row["Reached"] for row in rows_of(pmo, strategy)}
    assert reached == {"a": "2020", "b": "2020-01", "c": "2020-01-01"}
    page = client_of(pmo).get(f"{LIST}?strategy={strategy.slug}").content.decode()
    assert "January 2020" in page and "1 January 2020" in page


# --- On pages -----------------------------------------------------------------------------------


def test_the_page_of_a_project_links_its_deliverables(five: Strategy, pmo: User) -> None:
    project = make_project(strategy=five)
    promise = Commitment.objects.create(project=project, key="soon", what="Soon there", year=2020)
    other = Commitment.objects.create(project=make_project(), key="x", what="Another's", year=2020)
    late = Deliverable.objects.get(title="late", output__outcome__strategy=five)
    address = reverse("portfolio:row-create", args=[five.slug, project.code, "deliverables"])
    client = client_of(pmo)
    form = client.get(address).content.decode()
    assert "1.2 late" in form and "Soon there" in form and "Another&#x27;s" not in form
    refused = client.post(address, {"version": "0", "deliverable": late.pk, "promise": other.pk})
    assert refused.status_code == 422
    given = {"version": "0", "deliverable": late.pk, "promise": promise.pk}
    assert client.post(address, given).status_code == 302
    page = client.get(project.get_absolute_url()).content.decode()
    assert late.get_absolute_url() in page and "Answers the promise: Soon there" in page
    assert "In progress" in page and "Overdue" in page
    part = client.get(late.get_absolute_url()).content.decode()
    assert project.code in part and "Answers the promise: Soon there" in part
    assert client.post(address, given).status_code == 422


def test_the_form_of_a_deliverable_settles_its_day(strategy: Strategy, pmo: User) -> None:
    row = make(strategy, "thing")
    address = reverse("outcomes:part-edit", args=[strategy.slug, "deliverable", row.pk])
    client = client_of(pmo)
    given: dict[str, Any] = {
        "version": client.get(address).context["version"],
        "title": "thing", "output": row.output_id, "position": 0,
        "state": "reached", "reached_on": "2020-05-17", "reached_precision": "month",
        "remark": "As planned", "responsible": pmo.pk,
    }  # fmt: skip
    for wrong in ({"state": "planned"}, {"reached_on": "2099-01-01"}):
        answer = client.post(address, {**given, **wrong})
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"reached_on"}
    assert client.post(address, given).status_code == 302
    row.refresh_from_db()
    assert (row.reached_on, row.reached_words) == (date(2020, 5, 1), "May 2020")
    page = client.get(row.get_absolute_url()).content.decode()
    assert "May 2020" in page and "As planned" in page and pmo.full_name in page
    tree = client.get(strategy.get_absolute_url()).content.decode()
    assert "Reached, May 2020" in tree


# --- The strategy's file ------------------------------------------------------------------------

FILE = """
slug: {slug}
title: Trial
short_title: Trial
period: {{from: 2018-01-01, to: 2021-12-31}}
outcomes:
  - number: "1"
    title: First outcome
    subtitle: {{en: With a second line, de: Mit zweiter Zeile}}
    outputs:
      - number: "1.1"
        title: First output
        subtitle: Under the output
        deliverables:
          - title: Catalogue
            due_on: 2020-06-30
            state: reached
            reached: {reached}
            responsible: {person}
            responsible_unit: {unit}
            remark: {{en: As planned, de: Wie geplant}}
            projects: [{projects}]
            parts:
              - {{title: Index, state: dropped}}
"""


def load(strategy: Strategy, person: User, projects: str, reached: str = "2020-03") -> Difference:
    unit = make_unit(code="FILED") if not person.unit else person.unit
    person.unit = unit
    person.save()
    content = FILE.format(
        slug=strategy.slug,
        person=person.username,
        unit=unit.code,
        projects=projects,
        reached=reached,
    )
    return strategy_import(content.encode(), FileCheck("strategy.yaml"))


def test_a_file_says_what_became_of_deliverables_and_changes_nothing_twice(
    strategy: Strategy, pmo: User
) -> None:
    project, other = make_project(strategy=strategy), make_project(strategy=strategy)
    promise = Commitment.objects.create(project=other, key="soon", what="Soon", year=2020)
    projects = f"{project.code}, {{project: {other.code}, promise: soon, year: 2020}}"
    load(strategy, pmo, projects)
    row = Deliverable.objects.get(title="Catalogue", output__outcome__strategy=strategy)
    assert (row.state, row.reached_words) == ("reached", "March 2020")
    assert (row.responsible, row.responsible_unit) == (pmo, pmo.unit)
    assert text_in(row, "remark", "de") == "Wie geplant"
    assert {(each.project, each.promise) for each in row.links.all()} == {
        (project, None),
        (other, promise),
    }
    assert row.parts.get().state == "dropped"
    outcome = Outcome.objects.get(strategy=strategy)
    assert outcome.subtitle == "With a second line"
    assert text_in(outcome, "subtitle", "de") == "Mit zweiter Zeile"
    assert outcome.outputs.get(number="1.1").subtitle == "Under the output"
    assert load(strategy, pmo, projects).is_empty


def test_what_a_file_leaves_out_stays_as_it_was_entered(strategy: Strategy, pmo: User) -> None:
    project = make_project(strategy=strategy)
    load(strategy, pmo, project.code)
    row = Deliverable.objects.get(title="Catalogue", output__outcome__strategy=strategy)
    bare = FILE.partition("            due_on")[0] + "            due_on: 2020-06-30\n"
    content = bare.format(slug=strategy.slug)
    difference = strategy_import(content.encode(), FileCheck("strategy.yaml"))
    assert difference.is_empty
    row.refresh_from_db()
    assert (row.state, row.responsible, row.links.count()) == ("reached", pmo, 1)


@pytest.mark.parametrize(
    ("projects", "reached", "told"),
    [
        ("Z-404", "2020", "there is no project “Z-404” in this strategy yet"),
        ("", "2020-13", "“2020-13” is no day, month or year"),
        ("", "2099", "this day has not come yet"),
        ("{project: CODE, promise: none, year: 2020}", "2020", "has no promise “none”"),
        ("{project: CODE, promise: none}", "2020", "a promise has its key"),
    ],
)
def test_mistakes_are_told(
    strategy: Strategy, pmo: User, projects: str, reached: str, told: str
) -> None:
    code = make_project(strategy=strategy).code
    with pytest.raises(FileRefused) as refused:
        load(strategy, pmo, projects.replace("CODE", code), reached)
    assert told in str(refused.value)


def test_the_database_keeps_a_day_to_what_was_reached(strategy: Strategy) -> None:
    with (
        transaction.atomic(),
        pytest.raises(IntegrityError, match="deliverable_reached_has_a_state"),
    ):
        make(strategy, "x", state="planned", reached_on=AT)
