"""From an empty installation to a paper in two languages, on pages alone and in no word of IT.

One walk, recorded as a test: what each person sees is kept, and read through at the end.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bench.faults.site import Up
from tests.browser.test_journey import download
from tests.browser.visitor import PASSWORD, Visitor

STRATEGY = "/strategy/learning/"
INITIATIVES = (
    ("L-1", "Mornings for learning", "Des matinées pour apprendre", "1.1 Learning at work", "40"),
    ("L-2", "Guides for newcomers", "Des guides pour les nouveaux", "1.1 Learning at work", "12.5"),
    ("L-3", "Circles of practice", "Des cercles de pratique", "1.2 Learning together", "30"),
)
OUTLINE = """\
- key: introduction
  heading: {en: Introduction, fr: Introduction}
  paragraphs:
    - key: introduction/total
      text:
        en: |
          The work plan for 2026 comprised {{projects.total}} initiatives.
          Together they offered {{projects.own_total field=learning-hours}} hours of learning, and
          {{projects.new_or_major form=count_share}} brought something new, as
          [[fig:projects-by-category]] shows.
        fr: |
          Le plan de travail de 2026 comprenait {{projects.total}} initiatives. Ensemble, elles
          ont offert {{projects.own_total field=learning-hours}} heures d’apprentissage, et
          {{projects.new_or_major form=count_share}} apportaient du nouveau, comme le montre la
          [[fig:projects-by-category]].
      figure: projects-by-category
- each: outcome
  heading: {en: "Outcome {number}: {title}", fr: "Résultat {number}: {title}"}
  sections:
    - each: output
      heading: {en: "Focus area {number}. {title}", fr: "Domaine d’action {number}. {title}"}
      projects: true
- key: initiatives
  appendix: true
  heading: {en: List of initiatives, fr: Liste des initiatives}
  tables: [projects]
"""
# What another strategy calls its things. The form of a strategy shows what they are without a name, and
# an outline in YAML has keys of its own (each: output).
FOREIGN = re.compile(r"\bIT\b|INFOTEC|\bILO\b|\bit-20\d\d|[Oo]utputs?\b|\bINF/\d")
SHOWS_USUAL_NAMES = ("/strategy/new/", "/templates/reports/learning/")


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    """An installation that holds nobody and nothing."""
    folder = Path(tempfile.mkdtemp(prefix="outturn-empty-", dir="/tmp"))
    folder.chmod(0o711)
    data = folder / "data"
    data.mkdir(mode=0o711)
    running = Up(data, "--no-demo", "--workers", "1")
    try:
        yield running.start()
    finally:
        running.end()
        shutil.rmtree(folder, ignore_errors=True)


def first_administrator(visitor: Visitor, path: str) -> None:
    """Ada begins where the log leads."""
    visitor.go(path)
    given = {
        "full_name": "Ada Bello", "username": "ada", "email": "ada@example.org",
        "unit_code": "PPD", "unit_name": "People Department",
        "password1": PASSWORD, "password2": PASSWORD,
    }  # fmt: skip
    for name, value in given.items():
        visitor.page.fill(f"[name={name}]", value)
    visitor.press("Begin")
    assert "There is no strategy yet" in visitor.look()
    # The address has led somewhere once.
    answer = visitor.page.request.get(path)
    assert answer.status == 404


def people(visitor: Visitor) -> dict[str, str]:
    """A unit, and two people with a role each; the links with which they begin."""
    visitor.go("/people/units/")
    visitor.press("New unit")
    visitor.send(name="Planning Unit", name_fr="Unité de planification", code="PLAN")
    links = {}
    for username, full_name, role in (
        ("piet", "Piet Moreau", "PMO"),
        ("rosa", "Rosa Lind", "Report editor"),
    ):
        visitor.go("/people/")
        visitor.press("New person")
        visitor.send(full_name=full_name, username=username, unit="PLAN – Planning Unit")
        visitor.press("Give a role")
        visitor.send(role=role)
        visitor.press("Link to set a password")
        links[username] = visitor.page.input_value("#link")
    return links


def strategy(visitor: Visitor) -> None:
    """Its names, an outcome with two focus areas, a category and a field of its own."""
    visitor.go("/dashboard/")
    visitor.press("New strategy")
    visitor.send(
        title="Learning Strategy 2026–29", title_fr="Stratégie d’apprentissage 2026-2029",
        short_title="Learning", short_title_fr="Apprentissage", slug="learning",
        starts_on="2026-01-01", ends_on="2029-12-31",
        name_output_en="Focus area", name_output_fr="Domaine d’action",
        name_projects_en="Initiatives", name_projects_fr="Initiatives",
    )  # fmt: skip
    visitor.press("New: Outcome")
    visitor.send(
        number="1", title="Staff learn what they need",
        title_fr="Le personnel apprend ce dont il a besoin",
    )  # fmt: skip
    for number, english, french in (
        ("1.1", "Learning at work", "L’apprentissage au travail"),
        ("1.2", "Learning together", "Apprendre ensemble"),
    ):
        visitor.go(STRATEGY)
        visitor.press("Focus area")
        visitor.send(
            number=number, title=english, title_fr=french, outcome="1 Staff learn what they need"
        )
    visitor.go(STRATEGY)
    words = visitor.press("Words of the strategy")
    assert words.index("Own fields: Initiatives") < words.index("Own fields: Risks")
    with visitor.page.expect_navigation():
        visitor.page.click("a[aria-label='Add: Categories']")
    visitor.send(
        name="Learning offer", name_fr="Offre d’apprentissage", key="learning-offer", counts=True
    )
    with visitor.page.expect_navigation():
        visitor.page.click("a[aria-label='Add: Own fields: Initiatives']")
    visitor.send(
        name="Learning hours", name_fr="Heures d’apprentissage", key="learning-hours",
        kind="Number", unit="hours",
    )  # fmt: skip


def initiatives(visitor: Visitor) -> None:
    """Three of them, what two say in the report, and how the first one stands."""
    for code, english, french, focus, hours in INITIATIVES:
        visitor.go("/projects/")
        visitor.press("New project")
        category = "Minor improvement" if code == "L-3" else "Learning offer"
        visitor.send(
            name=english, name_fr=french, code=code, work_plan="2026", output=focus,
            category=category, lead_unit="PLAN", manager="Ada Bello", own_learning__hours=hours,
        )  # fmt: skip
    said = visitor.go("/projects/learning/L-1/")
    assert "Learning offer" in said and "Learning hours" in said
    for code, english, french in (
        ("L-1", "Twelve mornings were held.", "Douze matinées ont eu lieu."),
        ("L-3", "Two circles met.", "Deux cercles se sont réunis."),
    ):
        visitor.go(f"/projects/learning/{code}/")
        visitor.press("Text for the report")
        visitor.send(year="2026", text=english, text_fr=french)
    visitor.go("/projects/learning/L-1/")
    visitor.press("Update the status")
    rag = dict.fromkeys(("overall", "schedule", "budget", "scope"), "g")
    visitor.send(**rag, achieved="Twelve mornings were held.")
    expect(visitor.page.locator(".messages .note")).to_contain_text("submitted")


def outline(visitor: Visitor) -> None:
    """What every report of the strategy starts from: proposed in its words, and rewritten."""
    visitor.go("/reports/")
    visitor.press("New report")
    visitor.press("Write the outline")
    visitor.press("As text (YAML)")
    proposed = visitor.page.input_value("[name=outline]")
    for words in ("Focus area {number}", "Domaine d’action {number}", "Initiatives"):
        assert words in proposed
    assert not re.search(r"Output|projets?\b|projects?\}|List of projects", proposed)
    visitor.send(outline=OUTLINE)


def report(visitor: Visitor) -> None:
    """Of two editions, and its first draft."""
    visitor.go("/reports/")
    visitor.press("New report")
    visitor.send(
        slug="learning-2026", year="2026", cut_off="2026-12-31",
        title="Learning Strategy: Report on 2026",
        title_fr="Stratégie d’apprentissage: Rapport sur 2026", symbol="GB.1", dated="2027-02-01",
        session_number="1", session_place="Geneva", session_place_fr="Genève",
        session_dates="March 2027", session_dates_fr="Mars 2027",
    )  # fmt: skip
    visitor.page.locator("main button", has_text="Make the first draft").click()
    expect(visitor.page.locator("#paper")).to_contain_text("82.5")
    visitor.look()


def test_a_second_strategy_from_an_empty_house_on_pages_alone(
    browser: Browser, up: Up, tmp_path: Path
) -> None:
    (path,) = {*re.findall(r"/first/\S+", up.said.read_text())}
    ada = Visitor.arrive(browser, up.address)
    first_administrator(ada, path)
    links = people(ada)

    piet = Visitor.arrive(browser, up.address)
    piet.sign_in_by(links["piet"], "piet")
    strategy(piet)
    initiatives(piet)

    rosa = Visitor.arrive(browser, up.address)
    rosa.sign_in_by(links["rosa"], "rosa")
    outline(rosa)
    report(rosa)
    english = download(rosa.page, "/en/docx/", tmp_path)
    french = download(rosa.page, "/fr/docx/", tmp_path)

    expected = {
        english.words: (
            "comprised three initiatives", "82.5 hours of learning", "two (67 per cent)",
            "Initiatives by category", "Learning offer", "Minor improvement",
            "Focus area 1.1. Learning at work", "Twelve mornings were held.", "Circles of practice",
        ),
        french.words: (
            "comprenait trois initiatives", "82,5 heures d’apprentissage", "deux (67 pour cent)",
            "Initiatives par catégorie", "Offre d’apprentissage", "Amélioration mineure",
            "Domaine d’action 1.1. L’apprentissage au travail", "Deux cercles se sont réunis.",
            "Des cercles de pratique",
        ),
    }  # fmt: skip
    for paper, sentences in expected.items():
        plain = re.sub(r"\s+", " ", paper.replace("\u00a0", " "))
        assert [words for words in sentences if words not in plain] == []
        assert not FOREIGN.findall(plain)
        assert not re.search(r"\b[Pp]roje(ct|t)s?\b", plain)
    assert english.charts == french.charts and sum(english.charts[0]) == 3

    for visitor in (ada, piet, rosa):
        for address in ("/dashboard/", "/my-work/", "/projects/", STRATEGY, "/indicators/"):
            visitor.go(address)
        for address in ("/risks/", "/reports/", "/templates/", "/people/", "/promises/"):
            visitor.go(address)
        foreign = {
            address: found
            for address, said in visitor.said.items()
            if address not in SHOWS_USUAL_NAMES and (found := FOREIGN.findall(said))
        }
        assert foreign == {}
        assert visitor.watched.complaints() == []
