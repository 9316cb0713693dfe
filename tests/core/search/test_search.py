"""Search: finds by beginnings and stems, marks safely, and shows nobody what they may not see."""

import re
from datetime import date
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.db import connection
from django.db.models import Model
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.access import Role
from core.languages.folding import fold, spelled_out
from core.models import User
from core.search.question import words_asked
from core.search.services import Group, meant, search
from core.search.sources import sources
from portfolio.models import Project
from reports.models import ParagraphText
from tests.access.people import user as person
from tests.access.test_three_people import client_of
from tests.factories import (
    make_outcome,
    make_project,
    make_remark,
    make_unit,
    make_update,
    make_user,
)
from tests.fields.rows import FILLED
from tests.risks.rows import make_risk

pytestmark = pytest.mark.django_db
WORD = "zirconium"


def found(user: User, text: str) -> dict[str, Group]:
    return {group.key: group for group in search(User.objects.get(pk=user.pk), text)}


def titles(user: User, text: str, kind: str = "projects") -> str:
    group = found(user, text).get(kind)
    shown = " ".join(each.title for each in group.found) if group else ""
    return re.sub("</?mark>", "", shown)


# --- Finding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["libraries", "librar", "LIBRARY", "digital library", "library the"]
)
def test_english_is_found_by_stem_beginning_and_whatever_the_capitals(typed: str) -> None:
    project = make_project(name=f"Digital library {WORD}")
    assert project.code in titles(make_user(Role.PMO), f"{typed} {WORD}")


@pytest.mark.parametrize("typed", ["Bibliotheken", "bibliothe", "bibliothek und"])
def test_german_words_find_german_texts(typed: str) -> None:
    project = make_project(name=f"Collections {WORD}", name_de=f"Die Bibliothek {WORD}")
    assert project.code in titles(make_user(Role.PMO), f"{typed} {WORD}")


def test_all_words_must_occur_and_codes_are_found() -> None:
    project, pmo = make_project(name=f"One {WORD}"), make_user(Role.PMO)
    assert project.code in titles(pmo, f"{WORD} {project.code}")
    assert titles(pmo, f"{WORD} nevermentioned") == ""


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "&", "!!", "'", "\\", "a' & !b:*", ":*", "(", "\0", "<->", "x" * 5000, "the"],
)
def test_no_question_breaks_anything(typed: str) -> None:
    search(make_user(Role.PMO), typed)
    answer = client_of(make_user(Role.PMO)).get("/search/", {"q": typed})
    # No database holds a NUL, so nothing is at such an address.
    assert answer.status_code == (404 if "\0" in typed else 200)


def test_a_question_of_signs_alone_asks_nothing() -> None:
    assert words_asked("& | !") == []


def test_several_kinds_are_found_together() -> None:
    project = make_project(name=WORD, description="x", stages={date(2021, 1, 1): "in_progress"})
    make_remark(project, f"About {WORD}.")
    make_update(project, achieved=f"The {WORD} is there")
    make_outcome(number="2", title=f"More {WORD}")
    unit = make_unit(name=f"Department of {WORD}")
    make_user(full_name=f"Ann {WORD.title()}", unit=unit)
    kinds = found(make_user(Role.PMO), WORD)
    assert {"projects", "remarks", "updates", "outcomes", "units", "people"} <= set(kinds)
    assert kinds["projects"].total == 1


# The field of each source's rows that the word is written into.
WORDED = {
    "acceptances": "reason",
    "assessments": "note",
    "decisions": "text_de",
    "deliverables": "title",
    "drivers": "title",
    "indicators": "title_de",
    "issues": "description",
    "lines": "source",
    "measurements": "evidence_text",
    "measures": "effect",
    "milestones": "title",
    "outcomes": "title",
    "outputs": "title",
    "paragraphs": "text",
    "people": "full_name",
    "projects": "description",
    "reports": "title_de",
    "promises": "answer_de",
    "remarks": "text",
    "risks": "consequence",
    "strategies": "short_title",
    "units": "name",
    "updates": "planned",
}


def written(key: str) -> Any:
    """A row of a source's model with the word in it."""
    model = sources[key].rows(person("pmo")).model
    if model is ParagraphText:
        row: Model = ParagraphText.objects.filter(language="en")[0]
    else:
        (filled,) = (one for one in FILLED if one.model is model)
        row = model(**filled.given())
        for name, value in filled.old().items():
            setattr(row, name, value)
    setattr(row, WORDED[key], f"About {WORD} and more")
    row.save()
    return row


@pytest.mark.parametrize("key", [source.key for source in sources])
def test_every_kind_of_row_is_found(key: str) -> None:
    pmo = person("pmo")
    assert not search(pmo, WORD, kind=key)
    row = written(key)
    (group,) = search(pmo, WORD, kind=key)
    assert group.total == 1
    (hit,) = group.found
    assert "<mark>" in hit.title + hit.excerpt
    response = client_of(pmo).get(hit.url)
    assert response.status_code == 200
    _, _, anchor = hit.url.partition("#")
    assert not anchor or f'id="{anchor}"' in response.content.decode(), row


def test_drafts_and_people_who_have_left_are_not_found() -> None:
    project = make_project()
    make_update(project, achieved=WORD, state="draft")
    make_user(full_name=WORD, is_active=False)
    assert found(make_user(Role.PMO), WORD) == {}


# --- The gate -------------------------------------------------------------------------------------


def test_owner_finds_their_project_colleague_does_not_outsider_gets_404() -> None:
    owner, colleague = make_user(Role.PROJECT_MANAGER), make_user(Role.PROJECT_MANAGER)
    project = make_project(name=f"Secret {WORD}", manager=owner)
    make_remark(project, f"About {WORD}.")
    make_update(project, achieved=f"The {WORD} is there")
    assert set(found(owner, WORD)) == {"projects", "remarks", "updates"}
    assert found(colleague, WORD) == {}
    page = client_of(colleague).get("/search/", {"q": WORD}).content.decode()
    assert project.code not in page
    assert client_of(make_user()).get("/search/", {"q": WORD}).status_code == 404


@pytest.mark.parametrize("key", [source.key for source in sources])
def test_no_source_gives_anything_to_somebody_without_a_role(key: str) -> None:
    assert not sources[key].rows(make_user()).exists()


def test_addresses_are_not_searched() -> None:
    make_user(email=f"{WORD}@example.org")
    assert found(make_user(Role.PMO), WORD) == {}


# --- The page -------------------------------------------------------------------------------------


def test_found_words_are_marked_and_everything_else_is_escaped() -> None:
    project = make_project(name=f"<b>{WORD}</b> \ue000<script>alert(1)</script>\ue001")
    make_remark(project, f"<img src=x onerror=alert(1)> {WORD} {{{{projects.total}}}} [[fig:x]]")
    page = client_of(make_user(Role.PMO)).get("/search/", {"q": WORD}).content.decode()
    assert f"<mark>{WORD}</mark>" in page
    assert "<script>alert" not in page and "<img src=x" not in page
    assert "projects.total" not in page and "fig:x" not in page


def test_many_are_paged_within_their_kind() -> None:
    for _ in range(30):
        make_project(name=f"Series {WORD}")
    client = client_of(make_user(Role.PMO))
    first = client.get("/search/", {"q": WORD}).content.decode()
    assert "Show all 30" in first
    pages = [
        client.get("/search/", {"q": WORD, "kind": "projects", "page": number}).content.decode()
        for number in (1, 2)
    ]
    assert [page.count('class="result"') for page in pages] == [25, 5]
    for odd in ("0", "x", "999999999", "-1"):
        sent = {"q": WORD, "kind": "projects", "page": odd}
        answer = client.get("/search/", sent)
        assert answer.status_code == 200
        assert "Nothing found" not in answer.content.decode()
    assert client.get("/search/", {"q": WORD, "kind": "nothing"}).status_code == 404


def test_the_box_at_the_top_of_every_page_searches_everything() -> None:
    page = client_of(make_user(Role.PMO)).get("/projects/").content.decode()
    assert '<form action="/search/" method="get">' in page


def test_what_the_title_says_is_not_said_again_below_it() -> None:
    make_project(name=f"Plain {WORD}", name_de=f"Schlicht {WORD} hier")
    pmo = User.objects.get(pk=make_user(Role.PMO).pk)
    (hit,) = search(pmo, WORD)[0].found
    assert "Plain" in hit.title
    assert hit.language == "de"
    assert "Schlicht" in hit.excerpt
    Project.objects.filter(name=f"Plain {WORD}").update(i18n={})
    assert search(pmo, WORD)[0].found[0].excerpt == ""


# --- As people write ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Festplattenverschlüsselung", "verschlüsselung"),
        ("Festplattenverschlüsselung", "verschluesselung"),
        ("Festplattenverschlüsselung", "VERSCHLUSSELUNG"),
        ("Festplattenverschluesselung", "verschlüsselung"),
        ("Rapport GB.344/PFA/5 (Rev.1)", "GB.344"),
        ("Rapport GB.344/PFA/5 (Rev.1)", "344/pfa"),
        ("Rapport GB.344/PFA/5 (Rev.1)", "(Rev.1)"),
        ("Sécurité de l’information", "securite"),
        ("Sécurité de l’information", "l'information"),
        ("Securite des données", "sécurité donnees"),
        ("Año de la niñez", "ninez"),
        ("Straßen und Œuvre", "strasse oeuvre"),
        ("Roll\u00ad-out of Wi\u2011Fi", "wi-fi"),
        ("C++ and AI tools", "c++"),
        ("C++ and AI tools", "ai"),
        ("Contract T-9", "t-"),
        ("A “quoted” word", '"quoted"'),
        ("Libraries in Łódź", "library lodz"),
    ],
)
def test_a_word_is_found_however_it_is_written(written: str, typed: str) -> None:
    project = make_project(name=f"{written} {WORD}")
    pmo = User.objects.get(pk=make_user(Role.PMO).pk)
    assert project.code in titles(pmo, f"{typed} {WORD}")
    (hit,) = search(pmo, f"{typed} {WORD}")[0].found
    assert hit.title.count("<mark>") > 1, "what was found is marked"
    listed = client_of(pmo).get("/projects/", {"q": f"{typed} {WORD}"}).content.decode()
    assert f'href="{project.get_absolute_url()}"' in listed, "a list finds by the same rule"


def test_the_middle_of_a_short_word_is_nothing() -> None:
    make_project(name=f"Maintenance {WORD}")
    pmo = make_user(Role.PMO)
    assert titles(pmo, f"AI {WORD}") == titles(pmo, f"N {WORD}") == ""
    assert titles(pmo, f"Mai {WORD}") == titles(pmo, f"MA {WORD}") != ""


def test_no_part_of_a_word_is_taken_for_a_stem() -> None:
    make_project(name=f"Berücksichtigung {WORD}", name_de=f"Unter Berücksichtigung {WORD}")
    assert titles(make_user(Role.PMO), f"Sicherheit {WORD}") == "", "whose German stem is “sich”"


def test_the_very_code_comes_first_then_titles_then_texts() -> None:
    text = make_project(name="Other", description=f"See K-7 about {WORD}")
    title = make_project(name=f"After K-7 {WORD}")
    code = make_project(code="K-7", name=f"Something {WORD}")
    pmo = make_user(Role.PMO)
    (group,) = [each for each in search(pmo, "k-7") if each.key == "projects"]
    shown = [each.title.replace("<mark>", "").split()[0] for each in group.found]
    assert [name.replace("</mark>", "") for name in shown] == [code.code, title.code, text.code]


def test_a_kind_with_the_very_code_comes_before_the_others() -> None:
    risk = make_risk(code="ZQ-9", event="Loss")
    make_project(name="About ZQ-9")
    first, *_ = search(make_user(Role.PMO), "zq-9")
    assert first.key == "risks"
    assert risk.code in first.found[0].title


def test_the_language_of_the_page_comes_first() -> None:
    english = make_project(name="One", description=f"{WORD} pilot")
    german = make_project(name="Two", description="x", description_de=f"{WORD} Pilot")
    newest = make_project(name="Three", description=f"{WORD} again")
    pmo = make_user(Role.PMO)

    def order() -> list[str]:
        (group,) = search(User.objects.get(pk=pmo.pk), WORD)
        return [each.title.split()[0] for each in group.found]

    assert order() == [newest.code, english.code, german.code]
    with override("de"):
        assert order() == [german.code, newest.code, english.code]


def test_an_excerpt_is_cut_between_words_around_what_was_found() -> None:
    long = "Before it much was said. " * 20
    make_project(name="Plain", description=f"{long}Here is {WORD} at last. {long}")
    (hit,) = search(User.objects.get(pk=make_user(Role.PMO).pk), WORD)[0].found
    words = re.sub("</?mark>", "", hit.excerpt)
    assert words.startswith("… ") and words.endswith(" …")
    assert f"Here is {WORD} at last." in words
    assert len(words) < 230
    assert set(words.split()) <= {*long.split(), *f"… Here is {WORD} at last.".split()}


def test_no_mark_up_is_in_a_hit() -> None:
    text = f"**Bold** and *soft* [a {WORD} link](https://example.org/x) {{{{projects.total}}}}^[A note.]"
    make_remark(make_project(), text)
    (hit,) = found(make_user(Role.PMO), WORD)["remarks"].found
    assert re.sub("</?mark>", "", hit.excerpt) == f"Bold and soft a {WORD} link … (A note.)"


# --- What was meant -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("zirconum", "zirconium"),
        ("zircomium", "zirconium"),
        ("ziroconium", "zirconium"),
        ("izrconium", "zirconium"),
        ("verschlüselung", "Verschlüsselung"),
        ("digital zirconim", "digital zirconium"),
    ],
)
def test_small_mistakes_are_told_with_a_better_word(typed: str, better: str) -> None:
    make_project(name="Digital zirconium Verschlüsselung")
    page = client_of(make_user(Role.PMO)).get("/search/", {"q": typed}).content.decode()
    assert f'<a class="meant" href="?q={quote_plus(better)}">{better}</a>' in page


def test_nothing_is_offered_of_rows_that_somebody_may_not_see() -> None:
    make_project(name="Secret zirconium", manager=make_user(Role.PROJECT_MANAGER))
    colleague = make_user(Role.PROJECT_MANAGER)
    assert (
        "zirconium" not in client_of(colleague).get("/search/", {"q": "zirconum"}).content.decode()
    )
    assert not meant(User.objects.get(pk=colleague.pk), "zirconum")


@pytest.mark.parametrize("typed", ["qqqqqqqq", "x", "12345678", "zirconium extra" * 12])
def test_nothing_is_offered_that_is_not_like_what_was_typed(typed: str) -> None:
    make_project(name="Digital zirconium")
    assert "qqqq" not in meant(User.objects.get(pk=make_user(Role.PMO).pk), typed)
    assert "zirconium" not in meant(User.objects.get(pk=make_user(Role.PMO).pk), typed)


# --- While typing ---------------------------------------------------------------------------------


def test_eight_hits_while_typing_titles_first() -> None:
    pmo = make_user(Role.PMO)
    for n in range(6):
        make_update(make_project(name=f"Plain {n}"), achieved=f"About {WORD}")
        make_project(name=f"Titled {WORD} {n}")
    page = client_of(pmo).get("/search/hits/", {"q": WORD[:6]}).content.decode()
    assert page.count('role="option"') == 8
    assert [bool("Titled" in part) for part in page.split('role="option"')[1:]] == [True] * 6 + [
        False
    ] * 2
    assert client_of(make_user()).get("/search/hits/", {"q": WORD}).status_code == 404
    assert client_of(pmo).get("/search/hits/").content.decode().strip() == ""


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(
        st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0"), max_size=30
    )
)
def test_database_and_python_fold_alike(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public.core_search_fold(%s),"
            " coalesce(public.core_search_spelled_out(%s), public.core_search_fold(%s))",
            [text, text, text],
        )
        assert cursor.fetchone() == (fold(text), fold(spelled_out(text)))


@pytest.mark.parametrize("sign", ["a", "ü", "\U0001f300", "字", "a b", "-"])
def test_no_text_is_too_long_to_be_found(sign: str) -> None:
    project = make_project(name=WORD)
    project.description = (sign * 20_000)[:20_000]
    for code in ("de", "fr", "es"):
        setattr(
            project, f"description_{code}", "".join(chr(0x1F300 + n % 700) for n in range(20_000))
        )
    project.save()
    assert project.code in titles(make_user(Role.PMO), WORD)


# --- Too many to rank -----------------------------------------------------------------------------


def test_more_than_can_be_ranked_come_the_newest_first_page_by_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.search.services.RANKED", 4)
    made = [make_project(name=f"{WORD} {n}").code for n in range(7)]
    pmo = make_user(Role.PMO)
    pages = [
        search(pmo, WORD, kind="projects", offset=offset, limit=3)[0] for offset in range(0, 7, 3)
    ]
    assert {page.total for page in pages} == {7}
    shown = [each.title for page in pages for each in page.found]
    assert [title.split()[0] for title in shown] == made[::-1]


def test_what_can_be_ranked_is_paged_in_one_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.search.services.RANKED", 4)
    made = {make_project(name=f"{WORD} " * (n + 1)).code for n in range(4)}
    pmo = make_user(Role.PMO)
    pages = [search(pmo, WORD, kind="projects", offset=offset, limit=3)[0] for offset in (0, 3)]
    shown = [each.title.split()[0] for page in pages for each in page.found]
    assert len(shown) == 4
    assert set(shown) == made
