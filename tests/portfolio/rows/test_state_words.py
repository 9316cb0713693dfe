"""The letters of the states: they begin their words, no two share one, and each is read everywhere."""

from unicodedata import normalize

import pytest
from django.utils.translation import override

from core.imports.fields import Choice
from core.imports.nodes import Scalar
from core.imports.problems import Location
from core.languages import LANGUAGES
from portfolio.choices import Rag
from portfolio.rows.state_words import lettered, letters_everywhere, state_choices, state_letters


def spelled(word: str) -> str:
    """In capitals without accents: who types the letter of "Ámbar" types an A."""
    return "".join(each for each in normalize("NFKD", word.upper()) if each.isalpha())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_what_its_word_begins_with_unless_another_state_has_it(language: str) -> None:
    taken: list[str] = []
    with override(language):
        for state, letter in state_letters().items():
            free = [each for each in spelled(str(Rag(state).label)) if each not in taken]
            assert spelled(letter) == free[0]
            taken.append(spelled(letter))
    assert len(set(taken)) == len(Rag)


def test_the_german_amber_is_the_only_one_that_another_state_keeps_from_its_first_letter() -> None:
    second = []
    for language in LANGUAGES:
        with override(language):
            second += [
                (language, letter, str(Rag(state).label))
                for state, letter in state_letters().items()
                if spelled(str(Rag(state).label))[0] != spelled(letter)
            ]
    assert second == [("de", "E", "Gelb")]


def test_no_letter_means_two_states_in_two_languages() -> None:
    assert letters_everywhere() == {
        "G": "g",
        "V": "g",
        "A": "a",
        "E": "a",
        "O": "a",
        "R": "r",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("active", LANGUAGES)
@pytest.mark.parametrize("written", LANGUAGES)
def test_a_sheet_of_any_language_is_read_in_every_other(written: str, active: str) -> None:
    with override(written):
        sheet = {state: (letter, lettered(state)) for state, letter in state_letters().items()}
    with override(active):
        field = Choice(state_choices())
        read = {
            state: [field.value(Scalar(Location("sheet.csv"), each)) for each in sheet[state]]
            for state in sheet
        }
    assert read == {state: [state, state] for state in sheet}
