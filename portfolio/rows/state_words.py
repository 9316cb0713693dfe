"""The states green, amber and red in words: their letters, and how files write and colour them."""

from collections.abc import Mapping
from functools import cache

from django.utils import translation
from django.utils.translation import pgettext

from core.imports.fields import Words
from core.languages import LANGUAGES
from outcomes.models import all_terms
from outcomes.terms.imports import term_words
from portfolio.choices import STATE_WORDS, Rag
from portfolio.rows.named_words import state_name

# The colours of the pages in a light theme: the ground, and the letter on it.
COLOURS = {
    Rag.GREEN: ("#d8f0dd", "#0b5a24"),
    Rag.AMBER: ("#fdeccb", "#7a4b00"),
    Rag.RED: ("#fbdcd9", "#8e1510"),
}


def state_letters() -> Mapping[str, str]:
    """The letter of each state in the language of the page, as `core/pages/_rag.html` shows it.

    It is what the state's word begins with; where an earlier state has that letter, the next one of the
    word: in German "Grün" has the G, so that "Gelb" is E.
    """
    return {
        Rag.GREEN: pgettext("letter for the status green", "G"),
        Rag.AMBER: pgettext("letter for the status amber", "A"),
        Rag.RED: pgettext("letter for the status red", "R"),
    }


@cache
def letters_everywhere() -> Mapping[str, str]:
    """The state that each letter means in any language of the interface: none means two."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found.update({letter: str(state) for state, letter in state_letters().items()})
    return found


def lettered(value: str, strategy: int = 0) -> str:
    """A state as files have it, so that nobody needs its colour: "A Amber"."""
    return f"{state_letters()[value]} {state_name(strategy, value)}" if value else ""


def lettered_colours() -> dict[str, tuple[str, str]]:
    """The colours of these words, of whatever strategy."""
    letters, terms = state_letters(), all_terms()
    return {
        f"{letters[state]} {name}": COLOURS[state]
        for state in Rag
        for name in terms.names_anywhere(STATE_WORDS, state.value)
    }


def state_choices(strategy: int = 0) -> Words:
    """What a sheet may write for a state: its value, its letter, its word or both, in any language.

    The words are those of the strategy, and the program's.
    """
    found = term_words(strategy, STATE_WORDS)
    found.elsewhere.update(letters_everywhere())
    for code in LANGUAGES:
        with translation.override(code):
            letters = state_letters()
        for term in all_terms().of(strategy, STATE_WORDS):
            for name in term.names:
                found.elsewhere[f"{letters[term.key]} {name}"] = term.key
    return found
