"""What rows are found by: their words, for the search of everything, for lists and for indexes.

The database cuts texts into what can be found of them (`core_search_words`) and reads what is asked
(`core_search_query`), both of migration 0015; here is who uses them. Decision 053.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import (
    CombinedSearchVector,
    SearchQuery,
    SearchVector,
    SearchVectorField,
)
from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    Func,
    Index,
    IntegerField,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import get_language

Row = TypeVar("Row", bound=Model)

# Postgres's own stemmers by the language of a text.
CONFIGS = {"en": "english", "de": "german", "fr": "french", "es": "spanish"}
LONGEST = 200  # characters of a question


class PartsVector(SearchVector):
    """Fields as search finds them whatever their language: every word from each of its letters on."""

    function = "public.core_search_words"


class Question(SearchQuery):
    """What somebody has typed, as Postgres asks for it: all words, or any of them."""

    def __init__(self, text: str, *, any_of: bool = False) -> None:
        super().__init__(text)
        self.text, self.any_of = text, any_of

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[str]]:  # type: ignore[override]
        """Read by the database when it plans the statement."""
        return f"public.core_search_query(%s, {'true' if self.any_of else 'false'})", [self.text]


class _FoldedTexts(SearchVector):
    """Several fields as one folded text."""

    function = "public.core_search_fold"


class _HasAll(Func):
    """Whether a text is like all patterns of an array."""

    template = "(%(expressions)s))"
    arg_joiner = " LIKE ALL("
    output_field = BooleanField()


class Words:
    """What a row is found by: codes, names and titles, and texts, each by the language of its field.

    All are fields of the row itself, so that an index can hold them. `own_language` names the field
    with the language of `texts` where one column holds texts of several. Rows without `condition` are
    found by nobody, and cost no index.
    """

    CODE = 2  # what a row whose code is asked for ranks above others

    def __init__(
        self,
        *codes: str,
        titles: Mapping[str, Sequence[str]] | None = None,
        texts: Mapping[str, Sequence[str]] | None = None,
        own_language: str = "",
        condition: Q | None = None,
    ) -> None:
        self.codes = codes
        self.titles_by_language, self.texts_by_language = titles or {}, texts or {}
        self.own_language, self.condition = own_language, condition

    @property
    def every(self) -> Any:
        """Everything a row is found by."""
        found: Any = PartsVector(*map(_field, self._names(self.titles_by_language, True)))
        if self.own_language:
            return CombinedSearchVector(found, "||", self._in_own_language(), None)
        for language, names in self.in_language().items():
            found = found + SearchVector(*map(_field, names), config=CONFIGS[language])
        return found

    @property
    def titles(self) -> Any:
        """The words of codes and titles; None where a row has neither."""
        names = self._names(self.titles_by_language, False)
        return PartsVector(*map(_field, names)) if names else None

    def in_language(self) -> dict[str, list[str]]:
        """The fields of each language, titles first."""
        return {
            language: [
                *self.titles_by_language.get(language, ()),
                *self.texts_by_language.get(language, ()),
            ]
            for language in {**self.titles_by_language, **self.texts_by_language}
        }

    def indexes(self, name: str) -> list[Index]:
        """The indexes of a table with many rows."""
        where = self.condition
        found: list[Index] = [GinIndex(self.every, name=f"{name}_words", condition=where)]
        if self.titles is not None and self.texts_by_language:
            found.append(GinIndex(self.titles, name=f"{name}_titles", condition=where))
        return found

    def rows_with(
        self, rows: "QuerySet[Row]", question: "Question", *, titles: bool = False
    ) -> "QuerySet[Row]":
        """Those of `rows` that have what is asked for; with `titles`, in their code or title."""
        words = self.titles if titles else self.every
        asked = self.condition or Q()
        found: Any = rows.alias(search_words=words).filter(asked, search_words=question)
        return cast("QuerySet[Row]", found)

    def among(
        self, rows: "QuerySet[Model]", text: str, path: str = "pk", *, titles: bool = False
    ) -> Q:
        """The condition that a row, or the one at `path`, is among `rows` and has all words of `text`.

        With `titles` its code or title has them.
        """
        found = self.rows_with(rows.order_by(), Question(text), titles=titles)
        return Q(**{f"{path}__in": found.values("pk")})

    def in_titles(self, model: type[Model], question: "Question") -> Combinable:
        """Whether a row has what is asked for in its code or title, looked up in the index of titles."""
        if self.titles is None:
            return Value(False)
        if not self.texts_by_language:
            return Value(True)
        titled = self.rows_with(model._base_manager.all(), question, titles=True)
        found = Q(pk__in=titled.values("pk"))
        return ExpressionWrapper(found, output_field=BooleanField())

    def rank(self, folded: str, patterns: Any) -> Combinable:
        """Of a row that is found: `CODE` where its code is what is asked for (`folded`), and one more
        where its texts in the language of the page have all words (`patterns`).
        """
        codes = Q(pk__in=[])
        for name in self.codes:
            codes |= Q(**{f"{name}__folded": folded})
        language = (get_language() or settings.LANGUAGE_CODE)[:2]
        here: Any = Q(**{self.own_language: language}) if self.own_language else None
        if not here and (names := self.in_language().get(language)):
            here = _HasAll(_FoldedTexts(*map(_field, names)), Value(patterns))
        number = IntegerField()
        rank: Any = Case(When(codes, then=self.CODE), default=0, output_field=number)
        if here:
            rank = rank + Case(When(here, then=1), default=0, output_field=number)
        return rank

    def _names(self, titles: Mapping[str, Sequence[str]], with_texts: bool) -> list[str]:
        """Codes, titles and perhaps texts, each once."""
        groups = [self.codes, *titles.values()]
        if with_texts:
            groups += self.texts_by_language.values()
        return list(dict.fromkeys(name for names in groups for name in names))

    def _in_own_language(self) -> Combinable:
        (names,) = self.texts_by_language.values()
        stems: Combinable = Case(
            *(
                When(**{self.own_language: code}, then=SearchVector(*names, config=CONFIGS[code]))
                for code in CONFIGS
            ),
            output_field=SearchVectorField(),
        )
        return stems


def _field(name: str) -> str | KeyTextTransform:
    column, _, key = name.rpartition("i18n__")
    return KeyTextTransform(key, f"{column}i18n") if "i18n__" in name else name


def translated(*names: str) -> dict[str, list[str]]:
    """Translated fields by language, as `Words` takes them."""
    found = {settings.LANGUAGE_CODE: list(names)}
    for language in settings.MODELTRANS_AVAILABLE_LANGUAGES:
        found[language] = [f"i18n__{name}_{language}" for name in names]
    return found


def in_any_language(*names: str) -> dict[str, Sequence[str]]:
    """Fields in whose language nobody has said what it is: stems of English and German are tried."""
    return {"en": names, "de": names}
