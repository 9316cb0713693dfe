"""The states green, amber and red in words: their letters, and how files write and colour them."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import pgettext

from core.imports.fields import Words, words_of
from core.languages import LANGUAGES
from portfolio.choices import Rag

# The colours of the pages in a light theme: the ground, and the letter on it.
COLOURS = {
    Rag.GREEN: ("#d8f0dd", "#0b5a24"),
    Rag.AMBER: ("#fdeccb", "#7a4b00"),
    Rag.RED: ("#fbdcd9", "#8e1510"),
}


def state_letters() -> Mapping[str, str]:
    """The letter of each state in the language of the page, as `core/pages/_rag.html` shows it."""
    return {
        Rag.GREEN: pgettext("letter for the status green", "G"),
        Rag.AMBER: pgettext("letter for the status amber", "A"),
        Rag.RED: pgettext("letter for the status red", "R"),
    }


def lettered(value: str) -> str:
    """A state as files have it, so that nobody needs its colour: "A Amber"."""
    return f"{state_letters()[value]} {Rag(value).label}" if value else ""


def lettered_colours() -> dict[str, tuple[str, str]]:
    """The colours of these words."""
    return {lettered(state): COLOURS[state] for state in Rag}


def state_choices() -> Words:
    """What a sheet may write for a state: its value, its word, or letter and word, in any language."""
    found = words_of(Rag)
    for code in LANGUAGES:
        with translation.override(code):
            found.elsewhere.update({lettered(state): state.value for state in Rag})
    return found
