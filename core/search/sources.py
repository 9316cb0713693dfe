"""Sources of search: rows that can be found, behind their own row gate."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from core.languages.search_words import Words
from core.languages.translated import text_of, texts_of
from core.models import User
from core.registry import Registry


@dataclass(frozen=True)
class Hit:
    """What a found row shows: where it leads, its name, a word of context, and its texts.

    `texts` are pairs (language, text); of those in which something was found, one in the language of
    the page comes first.
    """

    url: str
    title: str
    note: str = ""
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Source:
    """Rows that can be found.

    `rows` must apply the row gate for the user it gets. `code_of` names a relation by whose code the
    row is found too, with the words by which the related row is itself found.
    """

    key: str
    label: str | Promise
    rows: Callable[[User], "QuerySet[Model]"]
    words: Words
    hit: Callable[[Any], Hit]
    position: int = 100
    code_of: tuple[str, Words] | None = None


sources: Registry[Source] = Registry("search source")


def title_hit(row: Any, number: str = "", note: str = "", titles: str = "title") -> Hit:
    """The usual hit: a row with a page, a number or code, and a title in several languages."""
    title = f"{number} {text_of(row, titles)}".strip()
    return Hit(row.get_absolute_url(), title, note, tuple(texts_of(row, titles).items()))
