"""Stages, states and dimensions as a strategy calls them: on pages, in lists, in files and back."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from core.access import Role
from core.languages import LANGUAGES
from core.models import User
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token
from outcomes.models import Strategy, Term, all_terms
from portfolio.models import StageChange, StatusUpdate
from portfolio.rows.named_words import dimensions_asked
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_strategy, make_update, make_user
from tests.outcomes.test_pages import fields_of
from tests.portfolio.rounds.test_saving import Site, round_site
from tests.portfolio.rounds.test_sheets import edited, sent, taken_along
from tests.portfolio.sheets.test_sheet_pages import rows_of
from tests.portfolio.sheets.test_sheet_pages import sent as list_sent

__all__ = ["round_site"]
pytestmark = pytest.mark.django_db
Named = Callable[..., Term]


def name(strategy: Strategy, vocabulary: str, key: str, **texts: Any) -> Term:
    return Term.objects.create(
        strategy=strategy, vocabulary=vocabulary, key=key, position=0, **texts
    )


DELIVERY = {
    "name": "Delivery",
    "name_de": "Umsetzung",
    "name_fr": "Exécution",
    "name_es": "Ejecución",
}
AT_RISK = {"name": "At risk", "name_de": "Gefährdet", "name_fr": "Menacé", "name_es": "En peligro"}
TIMING = {
    "name": "Timing",
    "name_de": "Zeitplan",
    "name_fr": "Calendrier propre",
    "name_es": "Plazos",
}


def named(strategy: Strategy) -> None:
    name(strategy, "stage", "in_progress", **DELIVERY)
    name(strategy, "state", "a", **AT_RISK)
    name(strategy, "dimension", "schedule", **TIMING)
    name(strategy, "dimension", "budget", name="Budget", offered=False)


def speaking(user: User, language: str) -> User:
    user.language = language
    user.save()
    return user


def test_without_names_the_words_are_those_of_the_program() -> None:
    strategy = make_strategy()
    with translation.override("de"):
        assert all_terms().name(strategy.pk, "stage", "in_progress") == "In Umsetzung"
    assert all_terms().name(strategy.pk, "state", "g") == "Green"
    assert all_terms().own_name(strategy.pk, "state", "g") == ""
    assert dimensions_asked(strategy.pk) == ("overall", "schedule", "budget", "scope")


def test_the_page_names_a_word_and_gives_its_usual_name_back() -> None:
    strategy, pmo = make_strategy(), client_of(make_user(Role.PMO))
    address = reverse("outcomes:term-name", args=[strategy.slug, "stage", "in_progress"])
    page = pmo.get(address)
    assert fields_of(page)["name"] == "In progress"  # it begins with what it is called now
    assert pmo.post(address, {**fields_of(page), "name": "Delivery"}).status_code == 302
    words = pmo.get(reverse("outcomes:term-list", args=[strategy.slug]))
    line = next(
        each
        for list_ in words.context["page"].fixed
        for each in list_.lines
        if each.key == "in_progress"
    )
    assert (line.name, line.usual) == ("Delivery", "In progress")
    row = strategy.terms.get(key="in_progress")
    assert (
        pmo.post(reverse("outcomes:term-delete", args=[strategy.slug, row.pk])).status_code == 302
    )
    assert all_terms().name(strategy.pk, "stage", "in_progress") == "In progress"


@pytest.mark.parametrize(
    ("vocabulary", "key", "given"),
    [
        ("stage", "in_progress", "Approved"),  # another one goes by that
        ("stage", "in_progress", "Genehmigt"),
        ("dimension", "schedule", "Next steps"),  # a column of files
    ],
)
def test_a_name_that_files_could_not_tell_apart_is_refused(
    vocabulary: str, key: str, given: str
) -> None:
    strategy, pmo = make_strategy(), client_of(make_user(Role.PMO))
    address = reverse("outcomes:term-name", args=[strategy.slug, vocabulary, key])
    answer = pmo.post(address, {**fields_of(pmo.get(address)), "name": given})
    assert answer.status_code == 422 and "name" in answer.context["form"].errors
    assert not strategy.terms.filter(vocabulary=vocabulary).exists()


def test_lists_of_several_strategies_have_the_words_of_each() -> None:
    one, other = make_strategy(), make_strategy()
    named(one)
    for strategy in (one, other):
        stages = {date(2021, 1, 1): "in_progress"}
        project = make_project(strategy=strategy, stages=stages)
        make_update(project, overall="a", reason="Late.")
    pmo = make_user(Role.PMO)
    rows = client_of(pmo).get("/projects/", {"strategy": "all", "year": ""}).context["table"].rows
    cells = {row.record.strategy: (row.get_cell("stage"), str(row.get_cell("rag"))) for row in rows}
    assert cells[one][0] == "Delivery" and cells[other][0] == "In progress"
    assert "At risk" in cells[one][1] and "Amber" in cells[other][1]
    offered = client_of(pmo).get("/projects/", {"strategy": one.slug}).context["filter"]
    assert offered.choices_of("stage")["in_progress"] == "Delivery"
    assert offered.choices_of("rag")["a"] == "At risk"
    both = client_of(pmo).get("/projects/", {"strategy": "all"}).context["filter"]
    assert set(both.choices_of("stage")["in_progress"].split(" / ")) == {"Delivery", "In progress"}


def test_numbers_and_the_dashboard_speak_them() -> None:
    strategy = make_strategy()
    named(strategy)
    make_update(make_project(strategy=strategy), overall="a", reason="Late.")
    value = number_value(
        parse_token("projects.rag"), NumberContext(strategy.slug, 2021, date(2021, 12, 31))
    )
    assert {part.label: part.value for part in value.parts}["At risk"] == 1
    asked: dict[str, Any] = {"strategy": strategy.slug, "year": 2021, "at": "2021-12-31"}
    page = client_of(make_user(Role.PMO)).get("/dashboard/", asked).content.decode()
    assert "At risk" in page and ">Amber<" not in page


@pytest.mark.parametrize("read", LANGUAGES)
@pytest.mark.parametrize("written", LANGUAGES)
def test_the_list_of_projects_goes_out_in_one_language_and_comes_back_in_another(
    round_site: Site, written: str, read: str
) -> None:
    strategy = round_site.round.strategy
    named(strategy)
    pmo = speaking(make_user(Role.PMO), written)
    rows = rows_of(pmo, "projects", strategy)
    assert DELIVERY[f"name_{written}" if written != "en" else "name"] in rows[0].values()
    client, address = list_sent(speaking(pmo, read), "projects", strategy, rows)
    preview = client.get(address).context["preview"]
    assert (preview.is_empty, preview.problems) == (True, [])


@pytest.mark.parametrize("read", LANGUAGES)
@pytest.mark.parametrize("written", LANGUAGES)
def test_the_list_of_updates_does_the_same(round_site: Site, written: str, read: str) -> None:
    strategy = round_site.round.strategy
    named(strategy)
    round_site.last(round_site.add(code="P-77"), overall="a", schedule="a", reason="Late.")
    pmo = speaking(make_user(Role.PMO), written)
    rows = rows_of(pmo, "updates", strategy)
    told = AT_RISK[f"name_{written}" if written != "en" else "name"]
    assert any(str(value).endswith(f" {told}") for row in rows for value in row.values())
    client, address = list_sent(speaking(pmo, read), "updates", strategy, rows)
    preview = client.get(address).context["preview"]
    assert [each for each in preview.problems if "closed" not in each.message] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_of_a_round_has_the_strategys_heads_and_reads_its_words(
    round_site: Site, language: str
) -> None:
    strategy = round_site.round.strategy
    named(strategy)
    manager = speaking(round_site.manager, language)
    book = taken_along(round_site, manager)
    heads = [cell.value for cell in book.worksheets[1][1]]
    timing = TIMING[f"name_{language}" if language != "en" else "name"]
    assert heads[3] == timing and "Budget" not in heads

    def edit(sheet: Any) -> None:
        sheet.cell(2, 4).value = AT_RISK["name_fr"]

    client, address = sent(round_site, manager, edited(book, edit))
    (row,) = client.get(address).context["preview"].free
    with translation.override(language):
        assert [(cell.label, cell.new) for cell in row.cells] == [(timing, "a")]


def test_what_is_not_asked_is_asked_nowhere_and_kept_where_it_stands(round_site: Site) -> None:
    strategy = round_site.round.strategy
    project = round_site.add(code="P-78")
    round_site.last(project, overall="a", budget="r", reason="Dear.")
    named(strategy)
    client = client_of(round_site.manager)
    page = client.get(round_site.url).content.decode()
    assert 'data-field="budget"' not in page and 'data-field="scope"' in page
    change = {"project": str(project.pk), "field": "budget", "text": "g", "seen": ""}
    answer = round_site.send(round_site.manager, change)
    assert answer["results"][0]["state"] == "refused"
    change = {"project": str(project.pk), "field": "overall", "text": "g", "seen": "a"}
    round_site.send(round_site.manager, change)
    draft = StatusUpdate.objects.get(project=project, state="draft")
    assert (draft.overall, draft.budget) == ("g", "")
    old = StatusUpdate.objects.exclude(pk=draft.pk).get(project=project)
    assert old.budget == "r"
    assert "Budget" in client.get(project.get_absolute_url()).content.decode()
    form = client.get(reverse("portfolio:status-create", args=[strategy.slug, "P-78"]))
    assert "budget" not in form.context["form"].fields
    assert form.context["form"].fields["schedule"].label == "Timing"


def test_the_history_says_the_name() -> None:
    strategy = make_strategy()
    project = make_project(strategy=strategy, stages={date(2021, 1, 1): "in_progress"})
    named(strategy)
    assert str(StageChange.objects.get(project=project)).startswith("Delivery ")
    page = client_of(make_user(Role.PMO)).get(project.get_absolute_url()).content.decode()
    assert "Delivery" in page and ">In progress<" not in page


def test_the_workbook_of_an_installation_names_them_once() -> None:
    strategy = make_strategy()
    named(strategy)
    answer = client_of(make_user(Role.PMO)).get(
        reverse("outcomes:term-list", args=[strategy.slug]) + "?export=xlsx"
    )
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert cells.count("Delivery") == 1 and "Umsetzung" in cells
