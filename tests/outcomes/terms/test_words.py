"""The words of a strategy: on pages, in files, in numbers; what is chosen keeps its meaning."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from core.access import Role
from core.languages.translated import texts_of
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token
from outcomes.models import Strategy, Term, Vocabulary, all_terms
from portfolio.models import Project
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_strategy, make_user
from tests.loaders.running import loaded, run
from tests.outcomes.test_pages import fields_of, signed_in

pytestmark = pytest.mark.django_db
AT = date(2021, 12, 31)


@pytest.fixture
def pmo() -> Client:
    return client_of(make_user(Role.PMO))


def words(strategy: Strategy, vocabulary: str = "category") -> dict[str, str]:
    return {each.key: each.name for each in all_terms().of(strategy.pk, vocabulary)}


def parts(strategy: Strategy, key: str = "projects.by_category") -> dict[str, int]:
    value = number_value(parse_token(key), NumberContext(strategy.slug, 2021, AT))
    return {part.label: part.value for part in value.parts}


def number(strategy: Strategy, key: str) -> Any:
    context = NumberContext(strategy.slug, 2021, AT)
    return number_value(parse_token(key), context).value


def term(strategy: Strategy, key: str) -> Term:
    return strategy.terms.get(key=key)


def test_a_new_strategy_begins_with_the_usual_words_in_four_languages(pmo: Client) -> None:
    address = reverse("outcomes:strategy-create")
    sent = {
        **fields_of(pmo.get(address)),
        "title": "People",
        "short_title": "People",
        "slug": "people",
        "starts_on": "2022-01-01",
        "ends_on": "2025-12-31",
    }
    assert pmo.post(address, sent).status_code == 302
    strategy = Strategy.objects.get(slug="people")
    assert list(words(strategy)) == [
        *("new_service", "major_improvement", "minor_improvement"),
        *("upgrade_renewal", "governance_support"),
    ]
    assert list(words(strategy, "kind").values())[:2] == ["Project", "Pilot"]
    assert list(words(strategy, "size")) == ["small", "medium", "large"]
    assert texts_of(term(strategy, "new_service"), "name") == {
        "en": "New service offering",
        "de": "Neuer Dienst",
        "fr": "Nouvelle offre de services",
        "es": "Nueva oferta de servicio",
    }


def test_an_own_category_is_offered_chosen_listed_counted_and_renamed(pmo: Client) -> None:
    strategy = make_strategy()
    project = make_project(strategy=strategy, code="P-1", stages={date(2021, 1, 1): "in_progress"})
    create = reverse("outcomes:term-create", args=[strategy.slug, "category"])
    sent = {**fields_of(pmo.get(create)), "name": "Learning", "name_de": "Lernen"}
    sent |= {"key": "learning", "counts": "on", "offered": "on"}
    assert pmo.post(create, sent).status_code == 302
    edit = reverse("portfolio:project-edit", args=[strategy.slug, "P-1"])
    page = pmo.get(edit)
    assert ("learning", "Learning") in page.context["form"].fields["category"].choices
    assert pmo.post(edit, {**fields_of(page), "category": "learning"}).status_code == 302
    assert parts(strategy)["Learning"] == 1
    assert number(strategy, "projects.new_or_major") == 1
    listed = reverse("portfolio:project-list") + f"?strategy={strategy.slug}&category=learning"
    assert "Learning" in pmo.get(listed).content.decode()
    with translation.override("de"):
        assert Project.objects.get(pk=project.pk).get_category_display() == "Lernen"  # type: ignore[attr-defined]
    learning = term(strategy, "learning")
    learning.name = "Learning and growth"
    learning.save()
    assert parts(strategy)["Learning and growth"] == 1
    history = pmo.get(project.get_absolute_url()).content.decode()
    assert "Learning and growth" in history


def test_each_strategy_says_which_of_its_categories_count() -> None:
    one, other = make_strategy(), make_strategy()
    for strategy in (one, other):
        make_project(strategy=strategy, category="upgrade_renewal")
        make_project(strategy=strategy, category="new_service")
    other.terms.filter(key="new_service").update(counts=False)
    other.terms.filter(key="upgrade_renewal").update(counts=True)
    assert number(one, "projects.new_or_major") == number(other, "projects.new_or_major") == 1
    rows = Project.objects.new_or_major().filter(strategy__in=[one, other]).order_by("strategy_id")
    assert [row.category for row in rows] == ["new_service", "upgrade_renewal"]


def test_a_kind_says_whether_it_can_be_completed() -> None:
    strategy = make_strategy()
    make_project(strategy=strategy, kind="training", stages={date(2021, 3, 1): "completed"})
    assert number(strategy, "projects.completed") == 0
    strategy.terms.filter(key="training").update(counts=True)
    assert number(strategy, "projects.completed") == 1


def test_a_word_that_rows_hold_is_not_removed_and_one_that_none_holds_is(pmo: Client) -> None:
    strategy = make_strategy()
    make_project(strategy=strategy, category="new_service")
    for key, is_gone in (("new_service", False), ("minor_improvement", True)):
        row = term(strategy, key)
        address = reverse("outcomes:term-delete", args=[strategy.slug, row.pk])
        answer = pmo.post(address, follow=True)
        assert strategy.terms.filter(key=key).exists() is not is_gone
        assert ("1 row holds it" in answer.content.decode()) is not is_gone


def test_what_is_offered_no_more_stays_where_it_was_chosen(pmo: Client) -> None:
    strategy = make_strategy()
    make_project(strategy=strategy, code="P-1", category="new_service")
    make_project(strategy=strategy, code="P-2")
    strategy.terms.filter(key__in=["new_service", "minor_improvement"]).update(offered=False)
    keys = {code: [key for key, _name in _choices(pmo, strategy, code)] for code in ("P-1", "P-2")}
    assert "new_service" in keys["P-1"] and "new_service" not in keys["P-2"]
    assert "New service offering" in parts(strategy)
    assert "Minor improvement" not in parts(strategy)


def _choices(client: Client, strategy: Strategy, code: str) -> Any:
    edit = reverse("portfolio:project-edit", args=[strategy.slug, code])
    return client.get(edit).context["form"].fields["category"].choices


def test_a_key_that_is_no_word_any_more_is_counted_by_its_key() -> None:
    strategy = make_strategy()
    make_project(strategy=strategy, category="gone")
    assert parts(strategy)["gone"] == 1
    assert number(strategy, "projects.total") == sum(parts(strategy).values()) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "Major improvement"}, "name"),
        ({"name_de": "neuer dienst"}, "name_de"),
        ({"key": "new_service"}, "__all__"),
        ({"key": "neuer dienst"}, "key"),
        ({"name": ""}, "name"),
    ],
)
def test_a_word_that_could_not_be_told_from_another_is_refused(
    pmo: Client, changes: dict[str, str], field: str
) -> None:
    strategy = make_strategy()
    address = reverse("outcomes:term-create", args=[strategy.slug, "category"])
    sent = {**fields_of(pmo.get(address)), "name": "Other", "key": "other", **changes}
    answer = pmo.post(address, sent)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert strategy.terms.count() == 14


def test_the_key_of_a_word_stays(pmo: Client) -> None:
    strategy = make_strategy()
    row = term(strategy, "new_service")
    address = reverse("outcomes:term-edit", args=[strategy.slug, row.pk])
    sent = {**fields_of(pmo.get(address)), "key": "another", "name": "Fresh"}
    assert pmo.post(address, sent).status_code == 302
    row.refresh_from_db()
    assert (row.key, row.name) == ("new_service", "Fresh")


def test_without_sizes_and_categories_the_form_does_not_ask(pmo: Client) -> None:
    strategy = make_strategy()
    strategy.terms.filter(vocabulary__in=["size", "category"]).delete()
    make_project(strategy=strategy, code="P-1", stages={date(2021, 1, 1): "in_progress"})
    edit = reverse("portfolio:project-edit", args=[strategy.slug, "P-1"])
    page = pmo.get(edit)
    assert not {"size", "category"} & set(page.context["form"].fields)
    assert pmo.post(edit, {**fields_of(page), "name": "Renamed"}).status_code == 302


# --- Files ----------------------------------------------------------------------------------------

FILE = """
slug: people-2022-25
title: {en: People Strategy, fr: Stratégie des personnes}
short_title: {en: People, fr: Personnes}
period: {from: 2022-01-01, to: 2025-12-31}
categories:
  - {key: culture, name: {en: Culture, fr: Culture}, new_or_major: true}
  - {key: skills, name: {en: Skills, fr: Compétences}}
kinds:
  - {key: initiative, name: {en: Initiative, fr: Initiative}, can_be_completed: true}
outcomes:
  - number: "1"
    outputs:
      - {number: "1.1", title: {en: Skills}}
"""


def write(folder: Path, content: str) -> Path:
    path = folder / "strategy.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_file_brings_words_of_its_own_and_the_usual_ones_for_the_rest(tmp_path: Path) -> None:
    path = write(tmp_path, FILE)
    loaded("load_strategy", path)
    strategy = Strategy.objects.get(slug="people-2022-25")
    assert words(strategy) == {"culture": "Culture", "skills": "Skills"}
    assert list(words(strategy, "kind")) == ["initiative"]
    assert list(words(strategy, "size")) == ["small", "medium", "large"]
    assert term(strategy, "culture").counts and not term(strategy, "skills").counts
    assert "0 added, 0 changed, 0 removed" in loaded("load_strategy", path)


def test_what_a_file_names_no_more_stays_behind_what_it_names(tmp_path: Path) -> None:
    loaded("load_strategy", write(tmp_path, FILE))
    strategy = Strategy.objects.get(slug="people-2022-25")
    changed = FILE.replace(
        "  - {key: culture, name: {en: Culture, fr: Culture}, new_or_major: true}\n", ""
    )
    loaded("load_strategy", write(tmp_path, changed))
    assert list(words(strategy)) == ["skills", "culture"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("key: skills", "key: culture", "twice"),
        ("{en: Skills, fr: Compétences}", "{en: Skills, fr: culture}", "another word"),
        ("key: skills", "key: 'les compétences'", "letters without accents"),
        ("key: skills", "key: new", "line 8: categories[2].key: “new”: a key is"),
        ("can_be_completed: true", "new_or_major: true", "new_or_major"),
    ],
)
def test_words_that_could_not_be_told_apart_are_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    ended = run("load_strategy", write(tmp_path, FILE.replace(old, new)))
    assert ended.code and said in ended.err + ended.out
    assert not Strategy.objects.filter(slug="people-2022-25").exists()


SHEET = "code;name;output;lead_unit;category;kind;state\n"


@pytest.mark.parametrize("word", ["skills", "Skills", "Compétences", "COMPÉTENCES"])
def test_a_sheet_names_a_word_by_key_or_by_any_of_its_names(tmp_path: Path, word: str) -> None:
    loaded("load_strategy", write(tmp_path, FILE))
    sheet = tmp_path / "projects.csv"
    sheet.write_text(f"{SHEET}P-1;One;1.1;AMS;{word};;operational\n", encoding="utf-8")
    loaded("load_projects", sheet, "--strategy", "people-2022-25", "--year", "2022")
    project = Project.objects.get(strategy__slug="people-2022-25")
    # "operational" means a service elsewhere; this strategy has only initiatives.
    assert (project.category, project.kind) == ("skills", "initiative")


def test_a_sheet_that_names_a_word_of_another_strategy_is_told(tmp_path: Path) -> None:
    loaded("load_strategy", write(tmp_path, FILE))
    sheet = tmp_path / "projects.csv"
    sheet.write_text(f"{SHEET}P-1;One;1.1;AMS;new_service;;\n", encoding="utf-8")
    ended = run("load_projects", sheet, "--strategy", "people-2022-25", "--year", "2022")
    assert ended.code and "new_service" in ended.err + ended.out
    assert not Project.objects.filter(strategy__slug="people-2022-25").exists()


def test_the_words_of_the_demonstration_are_the_usual_ones() -> None:
    strategy = Strategy.objects.get(slug="it-2018-21")
    assert strategy.terms.count() == 14
    assert {each for each, _name in Vocabulary.choices} == set(
        strategy.terms.values_list("vocabulary", flat=True)
    )


def test_the_page_counts_who_holds_each_word() -> None:
    page = signed_in("cio").get(reverse("outcomes:term-list", args=["it-2018-21"]))
    shown = page.context["page"].lists[0].lines
    counted = {line.row.key: sum(each.value for each in line.counts) for line in shown}
    for key, count in counted.items():
        rows = Project.objects.filter(strategy__slug="it-2018-21", category=key)
        assert rows.count() == count
    assert not any(line.edit_url for line in shown)


def test_the_workbook_holds_every_word() -> None:
    from python_calamine import CalamineWorkbook

    answer = signed_in("pmo").get(
        reverse("outcomes:term-list", args=["it-2018-21"]) + "?export=xlsx"
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    sheet, _fields = book.sheet_names
    assert len(book.get_sheet_by_name(sheet).to_python()) == 15
