"""Lists of words whose keys, order and meaning are the program's; a strategy may name them.

Floors that have such columns declare their lists here; a `Term` of the list's vocabulary is what one
strategy calls one of its words. Without one, the word is what the program calls it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from core.languages import LANGUAGES
from core.registry import Registry


@dataclass(frozen=True)
class FixedWords:
    """A list, by the vocabulary `key` of its terms; `part` holds it in a strategy's file.

    `words` are the program's names by key, in order. A strategy may do without those that are
    `optional`: they are asked no more, and stay where rows hold them. `described`: what a word means can
    be said, too. `taken` are words that no name may be, as files compare them.
    """

    key: str
    part: str
    title: str | Promise
    words: Callable[[], Mapping[str, Any]] = field(compare=False)
    optional: frozenset[str] = frozenset()
    described: bool = False
    taken: Callable[[], Collection[str]] = field(default=frozenset, compare=False)


fixed_words: Registry[FixedWords] = Registry("list of words that the program decides by")


def usual_names(name: str | Promise) -> dict[str, str]:
    """What the program calls a word, in every language."""
    return dict(_in_languages(name))


def _in_languages(name: str | Promise) -> Iterator[tuple[str, str]]:
    for code in LANGUAGES:
        with translation.override(code):
            yield code, str(name)
