"""A translation keeps its original's numbers, notes, references and links; forms and order are free."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document.tokens import tokens_of, translation_check
from tests.reports.texts import BLOCKS

EN = (
    "Of {{projects.total}} projects, {{projects.late form=figure}} were late^[See [[fig:one]].] "
    "([list](https://www.ilo.org/en/list))."
)
DE = (
    "{{projects.late form=words agree=n}} von {{projects.total}} Projekten liefen weiter^[Siehe "
    "[[fig:one]].] ([Liste](https://www.ilo.org/de/liste))."
)


def test_forms_order_and_the_language_of_a_page_are_free() -> None:
    assert translation_check(EN, DE) == []


@pytest.mark.parametrize(
    ("translation", "said"),
    [
        (
            DE.replace("{{projects.total}}", "119"),
            "“{{projects.total}}” of the original is missing",
        ),
        (DE.replace("projects.total", "projects.silent"), "“{{projects.silent}}” is not in the"),
        (DE + " {{projects.total}}", "“{{projects.total}}”: 1× in the original, 2× here"),
        (DE.replace("projects.total}}", "projects.total year=2020}}"), "year=2020}}” is not in"),
        (
            DE.replace("^[Siehe [[fig:one]].]", " [[fig:one]]"),
            "Footnotes: 1 in the original, 0 here",
        ),
        (DE + "^[Noch eine.]", "Footnotes: 1 in the original, 2 here"),
        (DE.replace("[[fig:one]]", "Abbildung 1"), "“[[fig:one]]” of the original is missing"),
        (DE.replace("fig:one", "para:one"), "“[[para:one]]” is not in the original"),
        (DE.replace("www.ilo.org", "www.example.org"), "“example.org” is not in the original"),
        (DE.replace("}}", "}", 1), "not"),
    ],
)
def test_what_is_lost_added_doubled_or_changed_is_named(translation: str, said: str) -> None:
    assert said in " ".join(translation_check(EN, translation))


def test_a_table_keeps_its_key() -> None:
    other = BLOCKS.replace("{#means}", "{#moyens}").replace("[[table:means]]", "[[table:moyens]]")
    assert translation_check(BLOCKS, BLOCKS) == []
    assert any("{#means}" in one for one in translation_check(BLOCKS, other))


def test_an_original_that_is_not_there_or_cannot_be_read_compares_with_nothing() -> None:
    assert translation_check("", "{{projects.total}}") == []
    assert translation_check("{{broken", "{{projects.total}}") == []


@given(st.lists(st.sampled_from(["{{a.b}}", "{{c}}", "[[fig:x]]", "^[n]", "words"]), max_size=6))
def test_a_text_in_any_order_keeps_its_tokens(parts: list[str]) -> None:
    text, turned = "One " + " ".join(parts), "Eins " + " ".join(reversed(parts))
    assert translation_check(text, turned) == []
    assert tokens_of(text) == tokens_of(turned)
