"""Two more demonstrations load, load again without a change, and make whole papers in two languages."""

import re
from datetime import date

import pytest

from core.models import Installation, User
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token
from outcomes.models import Strategy, Term
from portfolio.models import Project, StatusUpdate
from reports.document import tree
from reports.document.notes import IllustrativeNumbers, UnreviewedWords
from reports.imports.demonstrations import IT, LEARNING, PEOPLE, demonstration_load
from reports.models import Report
from tests.demos.shown import LANGUAGES, Shown, all_lines
from tests.demos.sources import one_line, said, texts_of
from tests.factories import make_strategy

pytestmark = pytest.mark.django_db


def numbers(document: tree.Document) -> list[list[int]]:
    """The numbers of the paragraphs: those of the text, then those of each appendix."""
    found: list[list[int]] = [[]]
    for block in document.blocks:
        if isinstance(block, tree.Appendix):
            found.append([])
        elif isinstance(block, tree.Paragraph):
            found[-1].append(block.number)
    return found


# --- Loading ------------------------------------------------------------------------------------


def test_it_loads_without_anything_that_a_person_would_have_to_mend(one: Shown) -> None:
    assert one.loaded.changed > 100
    assert one.loaded.notices == []
    assert not any(one.composed.missing.values())
    # Invented values are marked so, and French has words nobody has reviewed yet: facts, no faults.
    told = [
        note
        for note in one.composed.notes
        if not isinstance(note, IllustrativeNumbers | UnreviewedWords)
    ]
    assert told == []


def test_loading_again_changes_nothing(one: Shown) -> None:
    drafts = Report.objects.get(slug=one.demonstration.report).drafts.count()
    again = demonstration_load(one.demonstration)
    assert (again.changed, again.notices) == (0, [])
    assert Report.objects.get(slug=one.demonstration.report).drafts.count() == drafts


@pytest.mark.slow
def test_they_stand_beside_the_first_and_leave_it_alone(shown: dict[str, Shown]) -> None:
    assert {*Strategy.objects.values_list("slug", flat=True)} == {IT.strategy, *LANGUAGES}
    assert Project.objects.in_work_plan(2021).count() == 119
    assert demonstration_load(IT).changed == 0
    assert Project.objects.in_work_plan(2023).of_strategy(PEOPLE.strategy).count() == 32
    assert Project.objects.in_work_plan(2024).of_strategy(PEOPLE.strategy).count() == 22
    assert StatusUpdate.objects.filter(project__strategy__slug=PEOPLE.strategy).count() == 57
    assert Project.objects.of_strategy(LEARNING.strategy).count() == 16


def test_nobody_gets_a_role_beyond_their_own_department(shown: dict[str, Shown]) -> None:
    people = User.objects.filter(username__regex=r"^(hr|learning)-")
    assert people.count() == 15
    assert not people.filter(assignments__role="administrator").exists()
    assert not people.filter(assignments__role="pmo", assignments__unit__isnull=True).exists()


@pytest.mark.slow
def test_a_demonstration_goes_on_to_the_latest_day_and_never_back(shown: dict[str, Shown]) -> None:
    assert Installation.objects.get().fixed_date == PEOPLE.day == date(2024, 1, 22)
    demonstration_load(LEARNING)
    demonstration_load(IT)
    assert Installation.objects.get().fixed_date == PEOPLE.day


def test_a_house_with_rows_of_its_own_keeps_its_day_and_its_doors(
    shown: dict[str, Shown],
) -> None:
    make_strategy()
    Installation.objects.update(is_demonstration=False, fixed_date=None)
    demonstration_load(PEOPLE)
    stands = Installation.objects.get()
    assert (stands.fixed_date, stands.is_demonstration) == (None, False)


# --- The papers ---------------------------------------------------------------------------------


def test_36_and_76_paragraphs_in_both_languages(shown: dict[str, Shown]) -> None:
    expected = {
        PEOPLE.strategy: [[*range(1, 37)], [1], [1], [1]],
        LEARNING.strategy: [[*range(1, 77)], [*range(1, 9)], [1], [1]],
    }
    for slug, one in shown.items():
        for document in one.composed.documents.values():
            assert numbers(document) == expected[slug]


def test_every_word_of_the_files_stands_in_the_paper_in_order(one: Shown) -> None:
    for language, document in one.composed.documents.items():
        printed = one_line(re.sub(r"⟦.*?⟧|[•|]", "\n", "\n".join(all_lines(document))))
        expected = said(one.demonstration, language)
        assert len(expected.text) > 150
        at = 0
        for words in expected.text:
            found = printed.find(words, at)
            assert found >= 0, (language, words, printed[at : at + 200])
            at = found + len(words)


def test_the_people_strategy_speaks_in_its_own_words(shown: dict[str, Shown]) -> None:
    own = {"en": ("Initiatives", "Focus area: "), "fr": ("Initiatives", "Domaine d’action: ")}
    for language, document in shown[PEOPLE.strategy].composed.documents.items():
        printed = " ".join(all_lines(document))
        figures = [block for block in document.blocks if isinstance(block, tree.Figure)]
        tables = [block for block in document.blocks if isinstance(block, tree.Table)]
        assert [len(figures), len(tables)] == [5, 5]
        assert figures[0].data.caption.startswith(own[language][0])
        assert tables[2].caption.startswith(own[language][0])
        assert own[language][1] in printed
        assert not re.search(r"\bIT\b|INFOTEC|Output|[Pp]rojects?\b", printed)
        named = [
            words for one in figures for words in (one.data.caption, one.data.unit, one.data.alt)
        ]
        said = (*(one.caption for one in tables), *tables[2].columns, tables[2].note)
        for words in (*named, *map(tree.cell_text, said)):
            assert not re.search(r"\bIT\b|[Pp]roje[ck]?ts?\b", words), words


OWN = {
    (PEOPLE.strategy, "en"): (
        {"New to staff": 12, "Changed thoroughly": 6, "Made a little better": 8}
        | {"Rules rewritten": 3, "Groundwork": 3},
        ("four of them served staff who move", "asked for 19 working days in 2023"),
    ),
    (PEOPLE.strategy, "fr"): (
        {"Nouveauté pour le personnel": 12, "Refonte": 6, "Petite amélioration": 8}
        | {"Règles réécrites": 3, "Travaux préparatoires": 3},
        ("quatre d’entre elles s’adressaient", "19 jours ouvrables ont été demandés"),
    ),
    (LEARNING.strategy, "en"): (
        {"New way of learning": 7, "Offer for many more": 4, "Simpler than before": 1}
        | {"Groundwork": 4},
        ("take up US$1.81 million in 2026", "for three of them colleagues"),
    ),
    (LEARNING.strategy, "de"): (
        {"Neuer Lernweg": 7, "Angebot für viel mehr Menschen": 4, "Einfacher als zuvor": 1}
        | {"Grundlagen": 4},
        ("2026 1,81 Millionen US-Dollar", "bei drei von ihnen"),
    ),
}


@pytest.mark.parametrize(("name", "language"), OWN)
def test_own_categories_make_the_bars_and_own_fields_stand_in_the_sentences(
    shown: dict[str, Shown], name: str, language: str
) -> None:
    document = shown[name].composed.documents[language]
    (figure,) = (
        block.data
        for block in document.blocks
        if isinstance(block, tree.Figure) and block.data.key == "projects-by-category"
    )
    bars, sentences = OWN[name, language]
    assert {point.label: point.value for point in figure.points} == bars
    printed = one_line(" ".join(all_lines(document)).replace("\u00a0", " "))
    for words in (*bars, *sentences):
        assert words in printed, words


def test_every_word_that_a_row_holds_is_one_of_its_strategy(one: Shown) -> None:
    slug = one.demonstration.strategy
    terms = {*Term.objects.of_strategy(slug).values_list("vocabulary", "key")}
    rows = Project.objects.of_strategy(slug)
    held = {("category", key) for key in rows.values_list("category", flat=True)}
    held |= {("kind", key) for key in rows.values_list("kind", flat=True)}
    assert held <= terms


def test_captions_follow_the_levels_of_a_strategy(shown: dict[str, Shown]) -> None:
    documents = shown[PEOPLE.strategy].composed.documents
    first = next(b for b in documents["en"].blocks if isinstance(b, tree.Figure))
    assert first.data.caption == "Initiatives by outcome, 2023 work plan"
    assert first.data.alt.startswith(
        "Bar chart. Initiatives by outcome, 2023 work plan. Initiatives: 32 in all."
    )
    documents = shown[LEARNING.strategy].composed.documents
    first = next(b for b in documents["en"].blocks if isinstance(b, tree.Figure))
    assert (first.data.caption, first.data.unit) == ("Measures by goal, 2026 work plan", "Measures")


def test_the_strategy_document_has_four_levels_nine_boxes_and_its_appendices(
    shown: dict[str, Shown],
) -> None:
    for document in shown[LEARNING.strategy].composed.documents.values():
        headings = [b.level for b in document.blocks if isinstance(b, tree.Heading)]
        assert {*headings} == {1, 2, 3, 4}
        assert sum(isinstance(block, tree.Box) for block in document.blocks) == 9
        appendices = [b for b in document.blocks if isinstance(b, tree.Appendix)]
        assert len(appendices) == 3
        deepest = max(
            _depth(block) for block in document.blocks if isinstance(block, tree.BulletList)
        )
        assert deepest == 3


def _depth(points: tree.BulletList) -> int:
    below = [_depth(one) for item in points.items for one in tree.lists_under(item)]
    return 1 + max(below, default=0)


def test_the_cover_leads_to_the_decision(shown: dict[str, Shown]) -> None:
    for slug, paragraph in ((PEOPLE.strategy, 36), (LEARNING.strategy, 76)):
        cover = shown[slug].composed.documents["en"].cover
        box = one_line(tree.plain(cover.box))
        assert box.endswith(f"(see the draft decision in paragraph {paragraph}).")


def test_the_files_hold_no_word_of_the_first_demonstration(one: Shown) -> None:
    for name, content in texts_of(one.demonstration):
        if name != "README.md":
            assert not re.search(r"\bIT\b|INFOTEC|\bILO\b|GB\.3\d\d|Output", content), name


def test_values_of_the_year_are_those_of_the_files(shown: dict[str, Shown]) -> None:
    context = NumberContext(PEOPLE.strategy, 2023, date(2023, 12, 31))
    expected = {
        "projects.total": 32,
        "projects.completed": 13,
        "projects.slipping": 4,
        "risks.register": 7,
        "risks.above_tolerance": 0,
        "indicators.met": 3,
        "indicators.partly": 2,
    }
    found = {key: number_value(parse_token(key), context).value for key in expected}
    assert found == expected
