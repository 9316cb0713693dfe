"""Choosing a live number: search, what it says in an edition, and what keeps it from being printed."""

from typing import Any

import pytest
from django.test import Client

from core.access import Role
from core.models import User
from portfolio.models import Remark
from portfolio.rows.kinds import change_url
from reports.models import Report
from reports.picking.page import source_asked
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NB = "\u00a0"


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(make_user(Role.REPORT_EDITOR))
    return client


def slug() -> str:
    return Report.objects.get(strategy__slug="it-2018-21", year=2021).slug


def found(client: Client, words: str = "", language: str = "en") -> dict[str, Any]:
    answer = client.get(
        f"/reports/{slug()}/numbers/", {"q": words}, headers={"accept-language": language}
    )
    assert answer.status_code == 200
    result: dict[str, Any] = answer.json()
    return result


def said(client: Client, **asked: str) -> dict[str, Any]:
    answer = client.get(f"/reports/{slug()}/numbers/said/", asked)
    assert answer.status_code == 200, answer.content
    result: dict[str, Any] = answer.json()
    return result


def keys(client: Client, words: str) -> list[str]:
    return [each["key"] for each in found(client, words)["numbers"]]


# --- Search -------------------------------------------------------------------------------------


def test_numbers_are_found_by_words_of_name_definition_and_key(reader: Client) -> None:
    assert keys(reader, "major services")[0] == "projects.new_or_major"
    assert keys(reader, "risks.open_issues") == ["risks.open_issues"]
    assert "projects.total" in keys(reader, "work plan")
    assert keys(reader, "nothing at all like it") == []


def test_a_number_stands_with_what_it_is_now(reader: Client) -> None:
    (line,) = (one for one in found(reader, "new_or_major")["numbers"])
    assert line["value"] == "72 / 119 projects"
    assert line["label"] == "New services and major improvements"
    # What needs parameters has no value before they are chosen.
    (quantity,) = (one for one in found(reader, "projects.quantity")["numbers"])
    assert quantity["value"] == ""


def test_a_long_list_says_how_many_are_left(reader: Client) -> None:
    answer = found(reader)
    assert len(answer["numbers"]) == 20
    assert answer["more"] > 20


def test_accents_and_capitals_decide_nothing(client: Client) -> None:
    client.force_login(make_user(Role.REPORT_EDITOR, language="de"))
    assert "projects.late" in keys(client, "VERSPATETE")
    assert keys(client, "verspaetete projekte") == keys(client, "Verspätete Projekte") != []


# --- What one says ------------------------------------------------------------------------------


def test_each_form_stands_with_what_it_prints_in_the_edition(reader: Client) -> None:
    english = said(reader, key="projects.new_or_major")
    texts = {one["form"]: one["text"] for one in english["forms"]}
    assert texts["text"] == "72"
    assert texts["count_share"] == f"72 (61{NB}per cent)"
    assert texts["more_than"] == "more than 70"
    assert texts["of_all"] == "72 of the"
    assert "money" not in texts
    german = said(reader, key="projects.new_or_major", language="de")
    texts = {one["form"]: one["text"] for one in german["forms"]}
    assert (texts["words"], texts["more_than"]) == ("zweiundsiebzig", "mehr als 70")


def test_a_movement_is_offered_against_the_year_before(reader: Client) -> None:
    forms = {one["form"]: one for one in said(reader, key="projects.total")["forms"]}
    assert forms["movement"]["source"] == "{{projects.total against=2020 form=movement}}"
    assert forms["movement"]["text"].startswith(("rose by", "fell by"))
    # A number of a day is compared with the day a year before.
    forms = {one["form"]: one for one in said(reader, key="risks.register")["forms"]}
    assert forms["direction"]["source"] == ("{{risks.register against=2020-12-31 form=direction}}")


def test_a_number_is_put_together_of_its_parts(reader: Client) -> None:
    now = said(
        reader,
        **{"key": "projects.total", "form": "figure", "param.unit": "TMS", "round": "cut"},
    )
    assert now["source"] == "{{projects.total unit=TMS form=figure round=cut}}"
    assert now["problem"] == ""
    assert now["text"] and now["text"] != "119"
    unit = next(one for one in now["parameters"] if one["name"] == "unit")
    assert unit["value"] == "TMS"
    assert any(one["value"] == "TMS" for one in unit["choices"])


def test_changing_a_number_begins_with_what_stands_there(reader: Client) -> None:
    source = "{{projects.late kind=project,pilot agree=n | =0 {none} other {#}}}"
    now = said(reader, source=source)
    assert now["source"] == source
    assert (now["form"], now["agree"], now["plural"]) == ("text", "n", "=0 {none} other {#}")
    kind = next(one for one in now["parameters"] if one["name"] == "kind")
    assert kind["value"] == "project,pilot"
    assert "project,pilot" in [one["value"] for one in kind["choices"]]


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"source": "{{projects.total year=1066}}"}, "1066"),
        ({"source": "{{projects.total colour=red}}"}, "does not know “colour”"),
        ({"source": "{{projects.total form=ordinal}}", "language": "en"}, ""),
        ({"source": "{{projects.total | one {#}}}"}, "'other' is missing"),
        ({"source": "{{projects.total form=direction}}"}, "compares with nothing"),
        ({"key": "projects.quantity"}, "needs more"),
        ({"key": "projects.total", "plural": "one {#"}, "'other' is missing"),
    ],
)
def test_what_cannot_be_printed_is_told_in_a_sentence(
    reader: Client, asked: dict[str, str], problem: str
) -> None:
    now = said(reader, **asked)
    assert problem in now["problem"]
    assert bool(now["problem"]) == bool(problem)
    assert now["label"]


def test_what_is_needed_is_offered_step_by_step(reader: Client) -> None:
    first = said(reader, key="projects.quantity")
    project = next(one for one in first["parameters"] if one["name"] == "project")
    assert project["needed"] and project["choices"]
    code = project["choices"][0]["value"]
    then = said(reader, **{"key": "projects.quantity", "param.project": code})
    quantity = next(one for one in then["parameters"] if one["name"] == "quantity")
    key = quantity["choices"][0]["value"]
    done = said(
        reader,
        **{"key": "projects.quantity", "param.project": code, "param.quantity": key},
    )
    assert done["source"] == f"{{{{projects.quantity project={code} quantity={key}}}}}"


def test_a_number_that_nobody_declared_is_not_found(reader: Client) -> None:
    assert reader.get(f"/reports/{slug()}/numbers/said/", {"key": "no.such"}).status_code == 404
    assert reader.get(f"/reports/{slug()}/numbers/said/").status_code == 404


def test_values_with_blanks_stand_in_quotes() -> None:
    asked = {"key": "a.b", "param.unit": 'Human "R"', "form": "text", "places": " "}
    assert source_asked(asked) == '{{a.b unit="Human \\"R\\""}}'


# --- Who ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "said/?key=projects.total", "window/"])
def test_only_who_reads_the_report_is_told(client: Client, path: str) -> None:
    address = f"/reports/{slug()}/numbers/{path}"
    assert client.get(address).status_code == 302
    client.force_login(make_user(Role.PROJECT_MANAGER))
    assert client.get(address).status_code in (403, 404)
    client.force_login(make_user(Role.TRANSLATOR))
    assert client.get(address).status_code == 200


# --- Boxes of forms -----------------------------------------------------------------------------


def box(client: Client, user: User, address: str) -> bool:
    client.force_login(user)
    return f'data-live-numbers="{slug()}"' in client.get(address).content.decode()


def test_boxes_with_live_numbers_get_the_window(client: Client) -> None:
    report = Report.objects.get(slug=slug())
    outcome = report.strategy.outcomes.all()[0]
    pmo = make_user(Role.PMO)
    assert box(client, pmo, f"/reports/{report.slug}/edit/")
    assert box(client, pmo, f"{outcome.get_absolute_url()}edit/")
    # A form without such texts loads nothing for them.
    client.force_login(pmo)
    assert "live_numbers.js" not in client.get("/people/units/new/").content.decode()


def test_who_reads_no_report_has_no_button(client: Client) -> None:
    remark = Remark.objects.select_related("project__strategy", "project__manager").filter(
        project__manager__isnull=False, project__strategy__slug="it-2018-21"
    )[0]
    address = change_url("remarks", remark.project, remark.pk)
    assert box(client, make_user(Role.PMO), address)
    assert remark.project.manager is not None
    assert not box(client, remark.project.manager, address)
