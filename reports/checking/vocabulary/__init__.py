"""The words that the checker knows, by language."""

from reports.checking.vocabulary.base import Vocabulary
from reports.checking.vocabulary.de import GERMAN
from reports.checking.vocabulary.en import ENGLISH
from reports.checking.vocabulary.es import SPANISH
from reports.checking.vocabulary.fr import FRENCH

__all__ = ["Vocabulary", "vocabulary"]

_KNOWN = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}


def vocabulary(language: str) -> Vocabulary:
    """The words of a language."""
    return _KNOWN[language]
