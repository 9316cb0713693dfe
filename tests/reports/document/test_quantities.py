"""Facts are the same in every edition, each read in the form of its language."""

import pytest

from reports.document.quantities import Fact, facts_of, lacking, read_facts

SAME = [
    ("2,637 people", "2.637 Personen", "2\u202f637 personnes", "2\u00a0637 personas"),
    ("2,637 people", "2\u202f637 Personen", "2 637 personnes", "2.637 personas"),
    ("60.5 per cent", "60,5 Prozent", "60,5 pour cent", "60,5 por ciento"),
    ("US$4.5 million", "4,5 Millionen US-Dollar", "4,5 millions de dollars", "4,5 millones"),
    ("Seventy-two projects", "72 Projekte", "72 projets", "Setenta y dos proyectos"),
    ("two of ten", "zwei von zehn", "deux sur dix", "dos de diez"),
    ("one project", "ein Projekt", "un projet", "un proyecto"),
    ("zero", "null", "zéro", "cero"),
    ("14 February 2022", "14. Februar 2022", "14 février 2022", "14 de febrero de 2022"),
    ("1 January 2022", "1. Januar 2022", "1er janvier 2022", "1 de enero de 2022"),
    ("in March 2022", "im März 2022", "en mars 2022", "en marzo de 2022"),
    ("13–23 March 2023", "13.–23. März 2023", "13-23 mars 2023", "13-23 de marzo de 2023"),
    (
        "from 13 to 23 March 2023",
        "vom 13. bis 23. März 2023",
        "du 13 au 23 mars 2023",
        "del 13 al 23 de marzo de 2023",
    ),
    (
        "October–November 2017",
        "Oktober–November 2017",
        "octobre-novembre 2017",
        "octubre-noviembre de 2017",
    ),
    ("2018–21", "2018–21", "2018-2021", "2018-2021"),
    ("the 344th Session", "die 344. Tagung", "la 344e session", "la 344.ª reunión"),
    (
        "GB.344/PFA/5, para. 57",
        "GB.344/PFA/5, Abs. 57",
        "GB.344/PFA/5, par. 57",
        "GB.344/PFA/5, 57",
    ),
    ("both projects", "beide Projekte", "les deux projets", "ambos proyectos"),
    ("five days", "fünftägig", "cinq jours", "cinco días"),
    ("open 24/7", "ständig offen", "ouvert 24/7", "abierto 24/7"),
    ("It may end.", "Es kann enden.", "Il peut finir.", "Puede terminar."),
    (
        "{{a.b | one {# was} other {# were}}} of 3^[4.]",
        "{{a.b form=words}} von 3^[4.]",
        "{{a.b}} sur trois^[4.]",
        "{{a.b}} de tres^[4.]",
    ),
]


@pytest.mark.parametrize("texts", SAME)
def test_one_fact_in_four_languages(texts: tuple[str, ...]) -> None:
    facts = [
        read_facts(text, code) for text, code in zip(texts, ("en", "de", "fr", "es"), strict=True)
    ]
    for one in facts:
        for other in facts:
            assert lacking(one, other) == {}


@pytest.mark.parametrize(
    ("english", "german", "only_english", "only_german"),
    [
        ("2,637 people", "2,637 Personen", {"2637"}, {"2.637"}),
        ("72 projects", "71 Projekte", {"72"}, {"71"}),
        ("14 February 2022", "15. Februar 2022", {"2022-02-14"}, {"2022-02-15"}),
        ("in April", "im Juni", {"--04"}, {"--06"}),
        ("2018–21", "2018–22", {"2018–2021"}, {"2018–2022"}),
        ("three and three", "drei", {"3"}, set()),
        ("fell by −3 per cent", "fiel um 3 Prozent", {"-3"}, {"3"}),
        ("1 project", "Projekte", {"1"}, set()),
        ("See it.^[Note.]", "Siehe dort.", {""}, set()),
        ("See [[fig:a]].", "Siehe [[fig:b]].", {"[[fig:a]]"}, {"[[fig:b]]"}),
        ("All:\n- a;\n- b.", "Alle:\n- a;\n- b;\n- c.", {"2"}, {"3"}),
    ],
)
def test_what_differs_is_told_for_each_side(
    english: str, german: str, only_english: set[str], only_german: set[str]
) -> None:
    one, other = read_facts(english, "en"), read_facts(german, "de")
    assert {fact.value for fact in lacking(one, other)} == only_english
    assert {fact.value for fact in lacking(other, one)} == only_german


def test_words_of_plural_forms_and_of_marks_are_no_facts() -> None:
    facts = facts_of("{{a.b year=2020 | =0 {no 12} other {# 12}}} [12](https://x.org/99)", "en")
    assert facts == {
        Fact("live", "a.b year=2020"): 1,
        Fact("number", "12"): 1,
        Fact("link", "https://x.org/99"): 1,
    }


def test_tables_boxes_and_points_are_read() -> None:
    table = "Table: T 5 {#t}\n| a | 6 |\n| --- | --- |\n| 7 | b |\nNote: 8."
    text = f"One:\n\n{table}\n\n::: Box 9\nTen.\n:::"
    found = facts_of(text, "en")
    assert {fact.value for fact in found if fact.kind == "number"} == {
        "5",
        "6",
        "7",
        "8",
        "9",
        "10",
    }


def test_what_cannot_be_read_counts_as_words() -> None:
    assert facts_of("{{broken 12", "en") == {Fact("number", "12"): 1}
