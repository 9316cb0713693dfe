"""Sources of search: rows that can be found, behind their own row gate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import CombinedSearchVector, SearchVector, SearchVectorField
from django.db.models import Case, Model, QuerySet, When
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.utils.functional import Promise

from core.languages.translated import text_of, texts_of
from core.models import User
from core.registry import Registry

SIMPLE = "simple"
# Postgres's own stemmers by the language of a text.
CONFIGS = {"en": "english", "de": "german", "fr": "french", "es": "spanish"}


@dataclass(frozen=True)
class Hit:
    """What a found row shows: where it leads, its name, a word of context, and its texts.

    `texts` are pairs (language, text); the first in which something was found is shown.
    """

    url: str
    title: str
    note: str = ""
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Source:
    """Rows that can be found.

    `rows` must apply the row gate for the user it gets; `words` is an expression of `words_of`, of
    fields of the row itself, so that an index can hold it. `code_of` names a relation by whose code
    the row is found too, with the words by which the related row is itself found.
    """

    key: str
    label: str | Promise
    rows: Callable[[User], "QuerySet[Model]"]
    words: Combinable
    hit: Callable[[Any], Hit]
    position: int = 100
    code_of: tuple[str, Combinable] | None = None


sources: Registry[Source] = Registry("search source")


# --- What is searched -----------------------------------------------------------------------------


def words_of(*plain: str, **by_language: Sequence[str]) -> CombinedSearchVector | SearchVector:
    """The words of a row, for a source and, the very same, for an index.

    `plain` are fields found only as they stand, such as codes; `by_language` are fields by the
    language they are written in: words_of("code", en=["name"], de=["i18n__name_de"]).
    """
    every = dict.fromkeys([*plain, *(name for names in by_language.values() for name in names)])
    found: Any = SearchVector(*map(_field, every), config=SIMPLE)
    for language, names in by_language.items():
        found = found + SearchVector(*map(_field, names), config=CONFIGS[language])
    return found


def words_in_its_language(text: str, language: str) -> CombinedSearchVector:
    """The words of a text whose language stands beside it, in the field `language`."""
    stems = Case(
        *(
            When(**{language: code}, then=SearchVector(text, config=CONFIGS[code]))
            for code in CONFIGS
        ),
        output_field=SearchVectorField(),
    )
    return CombinedSearchVector(words_of(text), "||", stems, None)


def _field(name: str) -> str | KeyTextTransform:
    column, _, key = name.rpartition("i18n__")
    return KeyTextTransform(key, f"{column}i18n") if "i18n__" in name else name


def title_hit(row: Any, number: str = "", note: str = "", titles: str = "title") -> Hit:
    """The usual hit: a row with a page, a number or code, and a title in several languages."""
    title = f"{number} {text_of(row, titles)}".strip()
    return Hit(row.get_absolute_url(), title, note, tuple(texts_of(row, titles).items()))


def translated(*names: str) -> dict[str, list[str]]:
    """Translated fields by language, as `words_of` takes them."""
    found = {settings.LANGUAGE_CODE: list(names)}
    for language in settings.MODELTRANS_AVAILABLE_LANGUAGES:
        found[language] = [f"i18n__{name}_{language}" for name in names]
    return found
