"""Own fields of projects: defined, asked, shown, listed, filtered, sorted, loaded, in the history."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from core.access import Role
from core.languages.translated import set_texts
from core.models import Unit, User
from outcomes.models import OwnField, OwnKind, Strategy, all_own_fields
from portfolio.models import Project
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_strategy, make_user
from tests.loaders.running import loaded, run
from tests.outcomes.rows import make_indicator
from tests.outcomes.test_pages import fields_of
from tests.portfolio.sheets.test_sheet_pages import preview_of, rows_of, sent, take
from tests.risks.rows import make_risk

pytestmark = pytest.mark.django_db
STAGES = {date(2021, 1, 1): "in_progress"}


@pytest.fixture
def pmo() -> Client:
    return client_of(make_user(Role.PMO))


def field(strategy: Strategy, kind: str, key: str = "", **changes: Any) -> OwnField:
    key = key or kind.replace("_", "-")
    made = OwnField(strategy=strategy, subject="project", key=key, kind=kind, position=0, **changes)
    set_texts(made, "name", {"en": f"My {key}", "de": f"Mein {key}"})
    made.save()
    if kind == "choice":
        for position, word in enumerate(("gold", "silver")):
            strategy.terms.create(
                vocabulary=f"own-{key}", key=word, name=word.title(), position=position
            )
    return made


VALUES: dict[str, tuple[str, Any, str]] = {
    # kind: what is typed, what is stored, what a person reads
    "text": ("A word", "A word", "A word"),
    "long_text": ("One.\r\nTwo.", "One.\nTwo.", "One."),
    "number": ("1234.5", 1234.5, "1,234.5 people"),
    "money": ("85000", 85000, "85,000 USD"),
    "day": ("2022-03-09", "2022-03-09", "9 March 2022"),
    "choice": ("silver", "silver", "Silver"),
    "yes_no": ("no", False, "no"),
    "link": ("https://example.org/a", "https://example.org/a", 'href="https://example.org/a"'),
}
UNITS = {"number": "people", "money": "USD"}


@pytest.mark.parametrize("kind", VALUES)
def test_each_kind_is_asked_kept_and_shown(pmo: Client, kind: str) -> None:
    typed, stored, read = VALUES[kind]
    strategy = make_strategy()
    made = field(strategy, kind, unit=UNITS.get(kind, ""))
    project = make_project(strategy=strategy, code="P-1", stages=STAGES)
    edit = reverse("portfolio:project-edit", args=[strategy.slug, "P-1"])
    sent = {**fields_of(pmo.get(edit)), f"own_{made.key}": typed}
    assert pmo.post(edit, sent).status_code == 302
    project.refresh_from_db()
    assert project.own == {made.key: stored}
    page = pmo.get(project.get_absolute_url()).content.decode()
    assert f"My {made.key}" in page and read in page
    again = pmo.get(edit)
    assert pmo.post(edit, {**fields_of(again), "name": "Renamed"}).status_code == 302
    project.refresh_from_db()
    assert (project.name, project.own) == ("Renamed", {made.key: stored})
    emptied = {**fields_of(pmo.get(edit)), f"own_{made.key}": ""}
    assert pmo.post(edit, emptied).status_code == 302
    project.refresh_from_db()
    assert project.own == {}


def test_a_person_is_chosen_and_named(pmo: Client) -> None:
    strategy = make_strategy()
    field(strategy, "person", "sponsor")
    project = make_project(strategy=strategy, code="P-1", stages=STAGES)
    edit = reverse("portfolio:project-edit", args=[strategy.slug, "P-1"])
    sponsor = make_user(full_name="Ada Sponsor")
    sent = {**fields_of(pmo.get(edit)), "own_sponsor": str(sponsor.pk)}
    assert pmo.post(edit, sent).status_code == 302
    project.refresh_from_db()
    assert project.own == {"sponsor": sponsor.pk}
    assert "Ada Sponsor" in pmo.get(project.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", "many"),
        ("number", "12345678901234567"),
        ("number", "1.23456"),
        ("day", "soon"),
        ("choice", "bronze"),
        ("yes_no", "perhaps"),
        ("link", "javascript:alert(1)"),
        ("link", "ftp://example.org"),
        ("text", "x" * 201),
    ],
)
def test_what_is_none_of_its_kind_is_refused_at_its_field(
    pmo: Client, kind: str, typed: str
) -> None:
    strategy = make_strategy()
    made = field(strategy, kind)
    project = make_project(strategy=strategy, code="P-1", stages=STAGES)
    edit = reverse("portfolio:project-edit", args=[strategy.slug, "P-1"])
    answer = pmo.post(edit, {**fields_of(pmo.get(edit)), f"own_{made.key}": typed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [f"own_{made.key}"]
    project.refresh_from_db()
    assert project.own == {}


@pytest.mark.parametrize("value", ["0.1", "-0.0001", "99999999999.9999", "123456789012345", "0"])
def test_a_number_comes_back_exactly(value: str) -> None:
    strategy = make_strategy()
    field(strategy, "number")
    project = make_project(strategy=strategy, own={})
    (each,) = all_own_fields().of(strategy.pk, "project")
    from outcomes.models.own_fields import to_store

    project.own = {"number": to_store(each, Decimal(value))}
    project.save()
    assert each.value(Project.objects.get(pk=project.pk).own) == Decimal(value)


def test_what_is_asked_no_more_stays(pmo: Client) -> None:
    strategy = make_strategy()
    field(strategy, "text", offered=False)
    make_project(strategy=strategy, code="P-1", stages=STAGES, own={"text": "Old"})
    make_project(strategy=strategy, code="P-2", stages=STAGES)
    asked = {
        code: "own_text"
        in pmo.get(reverse("portfolio:project-edit", args=[strategy.slug, code])).context["form"].fields
        for code in ("P-1", "P-2")
    }  # fmt: skip
    assert asked == {"P-1": True, "P-2": False}


def test_the_history_says_what_changed_in_words(pmo: Client) -> None:
    strategy = make_strategy()
    field(strategy, "choice")
    project = make_project(strategy=strategy, code="P-1", own={"choice": "gold"})
    project.own = {"choice": "silver"}
    project.save()
    page = pmo.get(project.get_absolute_url()).content.decode()
    assert "My choice: Gold" in page and "My choice: Silver" in page


@pytest.mark.parametrize("subject", ["risk", "indicator"])
def test_risks_and_indicators_have_them_too(pmo: Client, subject: str) -> None:
    strategy = make_strategy()
    made = field(strategy, "choice")
    OwnField.objects.filter(pk=made.pk).update(subject=subject)
    if subject == "risk":
        row: Any = make_risk(strategy=strategy, code="R-1")
        edit = reverse("risks:risk-edit", args=[strategy.slug, "R-1"])
        page = reverse("risks:risk-list")
    else:
        row = make_indicator(strategy=strategy)
        edit = reverse("indicators:indicator-edit", args=[row.pk])
        page = reverse("indicators:indicator-list")
    sent = {**fields_of(pmo.get(edit)), "own_choice": "silver"}
    assert pmo.post(edit, sent).status_code == 302
    row.refresh_from_db()
    assert row.own == {"choice": "silver"}
    assert "Silver" in pmo.get(row.get_absolute_url()).content.decode()
    for query, is_there in (("own_choice=silver", True), ("own_choice=gold", False)):
        address = f"{page}?strategy={strategy.slug}&columns=own_choice&{query}"
        rows = pmo.get(address).context["table"].page.object_list.data
        assert bool(rows) is is_there
    words = pmo.get(reverse("outcomes:term-list", args=[strategy.slug])).context["page"]
    (line,) = next(each for each in words.own if each.key == subject).lines
    assert line.rows == 1


def test_the_workbook_of_a_row_has_them_in_words(pmo: Client) -> None:
    strategy = make_strategy()
    field(strategy, "money", unit="USD")
    project = make_project(strategy=strategy, own={"money": 1500})
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(pmo.get(f"{project.get_absolute_url()}?export=xlsx").content)
    )
    head, row = book.get_sheet_by_name(book.sheet_names[0]).to_python()[:2]
    assert row[head.index("Own fields")] == "My money: 1,500 USD"


# --- Lists ----------------------------------------------------------------------------------------


def listed(client: Client, strategy: Strategy, query: str) -> list[str]:
    address = reverse("portfolio:project-list") + f"?strategy={strategy.slug}&{query}"
    rows = client.get(address).context["table"].page.object_list.data
    return [row.code for row in rows]


@pytest.mark.parametrize(
    ("kind", "values", "query", "found"),
    [
        ("number", (2, 10, None), "own_number-from=3", ["P-2"]),
        ("number", (2, 10, None), "own_number-to=2", ["P-1"]),
        ("money", (2, 10.5, None), "own_money-from=10.5", ["P-2"]),
        ("day", ("2022-01-02", "2021-01-02", None), "own_day-to=2021-12-31", ["P-2"]),
        ("choice", ("gold", "silver", None), "own_choice=silver", ["P-2"]),
        ("yes_no", (True, False, None), "own_yes-no=no", ["P-2"]),
        ("text", ("Müller", "Maier", None), "own_text=muller", ["P-1"]),
        ("number", (2, 10, None), "sort=own_number", ["P-1", "P-2", "P-3"]),
        ("number", (2, 10, None), "sort=-own_number", ["P-2", "P-1", "P-3"]),
    ],
)
def test_a_list_is_narrowed_and_sorted_by_it(
    pmo: Client, kind: str, values: tuple[Any, ...], query: str, found: list[str]
) -> None:
    strategy = make_strategy()
    made = field(strategy, kind)
    for number, value in enumerate(values, 1):
        own = {} if value is None else {made.key: value}
        make_project(strategy=strategy, code=f"P-{number}", own=own)
    if query.endswith("sort=-own_number"):
        rows = listed(pmo, strategy, query)
        assert rows.index("P-2") < rows.index("P-1")
        return
    assert listed(pmo, strategy, query) == found


def test_a_column_can_be_shown_and_stands_in_every_file(pmo: Client) -> None:
    strategy = make_strategy()
    field(strategy, "money", unit="USD")
    make_project(strategy=strategy, code="P-1", own={"money": 1500})
    address = reverse("portfolio:project-list") + f"?strategy={strategy.slug}"
    assert "1,500 USD" not in pmo.get(address).content.decode()
    assert "1,500 USD" in pmo.get(f"{address}&columns=own_money").content.decode()
    with translation.override("de"):
        content = pmo.get(f"{address}&export=csv", HTTP_ACCEPT_LANGUAGE="de").content.decode()
    assert "My money" in content or "Mein money" in content
    assert "1500" in content


def test_a_list_of_another_strategy_does_not_have_it(pmo: Client) -> None:
    strategy, other = make_strategy(), make_strategy()
    field(strategy, "text")
    make_project(strategy=other, code="P-9")
    page = pmo.get(reverse("portfolio:project-list") + f"?strategy={other.slug}")
    assert "own_text" not in {column.name for column in page.context["table"].columns.iterall()}


# --- Files ----------------------------------------------------------------------------------------

FILE = """
slug: people-2022-25
title: {en: People Strategy, fr: Stratégie des personnes}
short_title: {en: People, fr: Personnes}
period: {from: 2022-01-01, to: 2025-12-31}
own_fields:
  - {key: sponsor, kind: person, name: {en: Sponsor, fr: Parrain}}
  - {key: budget, kind: money, unit: CHF, name: {en: Own budget, fr: Budget propre}}
  - key: level
    kind: choice
    name: {en: Level of ambition, fr: Niveau d’ambition}
    choices:
      - {key: high, name: {en: High, fr: Élevé}}
      - {key: low, name: {en: Low, fr: Bas}}
outcomes:
  - number: "1"
    outputs:
      - {number: "1.1", title: {en: Skills}}
"""


def write(folder: Path, content: str, name: str = "strategy.yaml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_a_file_defines_fields_and_a_sheet_fills_them(tmp_path: Path) -> None:
    path = write(tmp_path, FILE)
    loaded("load_strategy", path)
    assert "0 added, 0 changed, 0 removed" in loaded("load_strategy", path)
    unit = Unit.objects.values_list("code", flat=True)[0]
    person = User.objects.exclude(full_name="")[0]
    sheet = write(
        tmp_path,
        "code;name;output;lead_unit;Parrain;own_budget;Level of ambition\n"
        f"P-1;One;1.1;{unit};{person.username};1500.50;Élevé\nP-2;Two;1.1;{unit};;;\n",
        "projects.csv",
    )
    command = ("load_projects", sheet, "--strategy", "people-2022-25", "--year", "2022")
    loaded(*command)
    one, two = Project.objects.filter(strategy__slug="people-2022-25").order_by("code")
    assert one.own == {"sponsor": person.pk, "budget": 1500.5, "level": "high"}
    assert two.own == {}
    assert "0 added, 0 changed" in loaded(*command)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: money, unit: CHF", "kind: money", "currency"),
        ("kind: person", "kind: banana", "kind of field"),
        ("key: sponsor", "key: Sponsor_Unit", "small letters"),
        ("{en: Sponsor, fr: Parrain}", "{en: Category, fr: Parrain}", "column of such rows"),
        ("kind: choice", "kind: text", "has choices"),
    ],
)
def test_a_field_that_would_not_work_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    ended = run("load_strategy", write(tmp_path, FILE.replace(old, new)))
    assert ended.code and said in ended.err + ended.out
    assert not Strategy.objects.filter(slug="people-2022-25").exists()


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [("Own budget", "much", "not a number"), ("Level of ambition", "medium", "no Level")],
)
def test_a_cell_that_is_none_of_its_kind_is_named(
    tmp_path: Path, heading: str, cell: str, said: str
) -> None:
    loaded("load_strategy", write(tmp_path, FILE))
    unit = Unit.objects.values_list("code", flat=True)[0]
    sheet = write(
        tmp_path, f"code;name;output;lead_unit;{heading}\nP-1;One;1.1;{unit};{cell}\n", "p.csv"
    )
    ended = run("load_projects", sheet, "--strategy", "people-2022-25", "--year", "2022")
    assert ended.code and said in ended.err + ended.out


@pytest.mark.parametrize("language", ["en", "de"])
def test_an_export_of_the_list_changes_nothing_and_a_cell_that_is_changed_is_taken(
    language: str,
) -> None:
    strategy = make_strategy()
    person, other = make_user(full_name="Ada Sponsor"), make_user(full_name="Ben Sponsor")
    own: dict[str, Any] = {"person": person.pk}
    field(strategy, "person")
    for kind, (_typed, stored, _read) in VALUES.items():
        own[field(strategy, kind, unit=UNITS.get(kind, "")).key] = stored
    project = make_project(strategy=strategy, code="P-1", stages=STAGES, own=own)
    make_project(strategy=strategy, code="P-2", stages=STAGES)
    user = make_user(Role.PMO, language=language)
    rows = rows_of(user, "projects", strategy)
    preview = preview_of(*sent(user, "projects", strategy, rows))
    assert not preview.problems
    assert (len(preview.free), len(preview.overtaken), preview.same) == (0, 0, 2)
    my = "My" if language == "en" else "Mein"
    rows[0] |= {
        f"{my} person": other.username,
        f"{my} yes-no": "oui",
        f"{my} number": "7",
        f"{my} text": "",
    }
    client, address = sent(user, "projects", strategy, rows)
    (row,) = preview_of(client, address).free
    told = {cell.label: (cell.old_text, cell.new_text) for cell in row.cells}
    assert told[f"{my} person"] == ("Ada Sponsor", "Ben Sponsor")
    assert told[f"{my} text"] == ("A word", "")
    take(client, address)
    project.refresh_from_db()
    changed = {"person": other.pk, "yes-no": True, "number": 7}
    assert project.own == {**{k: v for k, v in own.items() if k != "text"}, **changed}


# --- Pages that define them ------------------------------------------------------------------------


def test_a_field_is_defined_on_a_page_with_its_choices(pmo: Client) -> None:
    strategy = make_strategy()
    create = reverse("outcomes:own-field-create", args=[strategy.slug, "project"])
    sent = {**fields_of(pmo.get(create)), "name": "Level", "key": "level", "kind": "choice"}
    assert pmo.post(create, sent).status_code == 302
    words = reverse("outcomes:term-list", args=[strategy.slug])
    assert "Level" in pmo.get(words).content.decode()
    option = reverse("outcomes:term-create", args=[strategy.slug, "own-level"])
    sent = {**fields_of(pmo.get(option)), "name": "High", "key": "high"}
    assert pmo.post(option, sent).status_code == 302
    (made,) = all_own_fields().of(strategy.pk, "project")
    assert made.choices() == [("high", "High")]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"key": "Level"}, "key"),
        ({"key": "a__b"}, "key"),
        ({"kind": OwnKind.MONEY.value}, "unit"),
        ({"name": "Category"}, "name"),
        ({"name_de": "Kategorie"}, "name_de"),
        ({"key": "text"}, "__all__"),
    ],
)
def test_a_definition_that_would_not_work_is_refused(
    pmo: Client, changes: dict[str, str], wrong: str
) -> None:
    strategy = make_strategy()
    field(strategy, "text")
    create = reverse("outcomes:own-field-create", args=[strategy.slug, "project"])
    sent = {
        **fields_of(pmo.get(create)),
        "name": "Level",
        "key": "level",
        "kind": "text",
        **changes,
    }
    answer = pmo.post(create, sent)
    assert answer.status_code == 422 and wrong in answer.context["form"].errors


def test_a_field_that_rows_hold_is_not_removed(pmo: Client) -> None:
    strategy = make_strategy()
    made = field(strategy, "choice")
    project = make_project(strategy=strategy, own={"choice": "gold"})
    delete = reverse("outcomes:own-field-delete", args=[strategy.slug, made.pk])
    assert "1 row holds it" in pmo.post(delete, follow=True).content.decode()
    gold = strategy.terms.get(key="gold")
    word = reverse("outcomes:term-delete", args=[strategy.slug, gold.pk])
    assert "1 row holds it" in pmo.post(word, follow=True).content.decode()
    project.own = {}
    project.save()
    assert pmo.post(delete).status_code == 302
    assert not strategy.own_fields.exists()
    assert not strategy.terms.filter(vocabulary="own-choice").exists()
