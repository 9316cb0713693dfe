"""Search over everything: sources that each app registers, each behind its own row gate.

Postgres does the finding. A text is indexed twice: as it stands, so that a word half typed is
found, and by the stems of its language, so that "Projekte" finds "Projekt". A question is read the
same ways once, and every source is asked with it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import (
    CombinedSearchVector,
    SearchQuery,
    SearchRank,
    SearchVector,
    SearchVectorField,
)
from django.db import connection, transaction
from django.db.models import Case, Count, F, QuerySet, When, Window
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from core.models import User
from core.paging import in_order
from core.registry import Registry
from core.translated import text_of, texts_of

SIMPLE = "simple"
# Postgres's own stemmers by the language of a text.
CONFIGS = {"en": "english", "de": "german", "fr": "french", "es": "spanish"}
RANKED = 50  # up to so many that are found are put in order of fitness; more come the newest first
MOST_WORDS, LONGEST_WORD, SHORTEST_PREFIX = 8, 60, 3
# Marks around a found word until the text is escaped; the texts themselves lose such signs.
_BEGIN, _END = "\ue000", "\ue001"
# How texts for papers are written: of a live number or figure only its place is shown, a footnote
# stands in brackets, emphasis goes.
_MARKUP = (
    (re.compile(rf"\{{\{{.*?\}}\}}|\[\[.*?\]\]|[{_BEGIN}{_END}]"), "…"),
    (re.compile(r"\^\[([^\]]*)\]"), r" (\1)"),
    (re.compile(r"\*\*"), ""),
)
_MARKS = f"StartSel={_BEGIN}, StopSel={_END}"
_WHOLE = f"{_MARKS}, HighlightAll=true"
_EXCERPT = f"{_MARKS}, MaxWords=32, MinWords=16, MaxFragments=2"


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
    rows: Callable[[User], "QuerySet[Any]"]
    words: Combinable
    hit: Callable[[Any], Hit]
    position: int = 100
    code_of: tuple[str, Combinable] | None = None


sources: Registry[Source] = Registry("search source")


@dataclass(frozen=True)
class Found:
    """A hit as the page shows it: name and excerpt with the found words marked."""

    url: str
    title: SafeString
    note: str
    excerpt: SafeString
    language: str


@dataclass(frozen=True)
class Group:
    """What one source gave: how many in all, and those of the page asked for."""

    key: str
    label: str | Promise
    total: int
    found: tuple[Found, ...]


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


# --- What is asked --------------------------------------------------------------------------------


class _Read(SearchQuery):
    """A question that Postgres has read already."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[str]]:  # type: ignore[override]
        """The words, cast."""
        return "%s::tsquery", [self.words]


def read_question(text: str) -> list[str]:
    """The words typed, each as a tsquery in writing; all must occur.

    Each word counts as it stands, as a beginning, or by its stem in any language. Words that a
    language leaves out of its index ("the", "und") narrow nothing while there are others.
    """
    words = text.replace("\0", "").split()[:MOST_WORDS]
    asked = [_quoted(word[:LONGEST_WORD]) for word in words]
    if not asked:
        return []
    columns = ", ".join(f"to_tsquery('{name}', q)::text" for name in (SIMPLE, *CONFIGS.values()))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM unnest(%s::text[]) WITH ORDINALITY AS a(q, n) ORDER BY n",  # noqa: S608
            [asked],
        )
        rows = [row for row in cursor.fetchall() if row[0]]
    spoken = len(settings.INTERFACE_LANGUAGES)
    telling = [row for row in rows if all(row[1 : spoken + 1])] or rows
    return [
        "(" + " | ".join(f"({each})" for each in dict.fromkeys(filter(None, row))) + ")"
        for row in telling
    ]


def _quoted(word: str) -> str:
    inner = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{inner}':*" if len(word) >= SHORTEST_PREFIX else f"'{inner}'"


# --- What is found --------------------------------------------------------------------------------


def search(
    user: User, text: str, *, kind: str = "", offset: int = 0, limit: int = 5
) -> list[Group]:
    """What `user` may see of what `text` finds, by source; only of the source `kind` when given.

    One query to read the question, one or two for each source, one to mark the words.
    """
    words = read_question(text)
    if not words:
        return []
    asked = sorted(
        (source for source in sources if kind in {"", source.key}),
        key=lambda source: (source.position, source.key),
    )
    with _indexes_first():
        given = [(source, *_rows(source, user, words, offset, limit)) for source in asked]
    hits = [source.hit(row) for source, _total, rows in given for row in rows]
    marked = iter(_marked(hits, " & ".join(words)))
    return [
        Group(source.key, source.label, total, tuple(next(marked) for _ in rows))
        for source, total, rows in given
        if rows
    ]


@contextmanager
def _indexes_first() -> Iterator[None]:
    """Postgres thinks reading a text is cheap and, for a common word, would read them all."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on")


def _rows(
    source: Source, user: User, asked: Sequence[str], offset: int, limit: int
) -> tuple[int, list[Any]]:
    """How many rows of one source have the words, and the best of them. Two queries, or one.

    Ranking reads every text again. Where a common word finds more than fifty rows it would say little
    for that: they come the newest first.
    """
    query = _Read(" & ".join(asked))
    rows = source.rows(user)
    words, matched = _matched(source, rows, asked, query)
    # Not by the key itself: Postgres would walk its index and read every text on the way.
    numbered = matched.order_by((F("pk") + 0).desc()).annotate(search_total=Window(Count("*")))
    first = offset if offset >= RANKED else 0
    found = list(numbered.values_list("pk", "search_total")[first : max(offset + limit, RANKED)])
    if not found:
        return 0, []
    ids, total = [pk for pk, _total in found], found[0][1]
    if total > RANKED:
        return total, in_order(rows, ids[offset - first :][:limit])
    ranked = rows.filter(pk__in=ids).alias(search_rank=SearchRank(words, query))
    ranked = ranked.order_by(F("search_rank").desc(), *rows.model._meta.ordering)
    return total, list(ranked[offset : offset + limit])


def _matched(
    source: Source, rows: "QuerySet[Any]", asked: Sequence[str], query: _Read
) -> tuple[Combinable, "QuerySet[Any]"]:
    """The words by which rows are ranked, and the rows that have all that is asked.

    An index holds words of one table only. So what is found with the code of a related row is
    looked for among the rows of those related ones that have any of the words.
    """
    every: Any = rows.model._default_manager
    if source.code_of is None:
        return source.words, rows.alias(search_words=source.words).filter(search_words=query)
    name, words_of_related = source.code_of
    words: Any = words_of(f"{name}__code") + source.words
    related: Any = rows.model._meta.get_field(name).related_model
    some = related._default_manager.alias(search_words=words_of_related)
    some = some.filter(search_words=_Read(" | ".join(asked)))
    own = every.alias(search_words=source.words).filter(search_words=query)
    joint = every.alias(search_words=words).filter(**{f"{name}__in": some}, search_words=query)
    # Joined by "or", the two would make Postgres read every text.
    return words, rows.filter(pk__in=own.values("pk").union(joint.values("pk")))


def _marked(hits: Sequence[Hit], question: str) -> Iterable[Found]:
    """The hits with the words found marked, all by one query."""
    pieces: list[tuple[str, str]] = []
    for hit in hits:
        pieces.append(("", hit.title))
        pieces += hit.texts
    headlines = iter(_headlines(pieces, question))
    for hit in hits:
        title = next(headlines)
        texts = [(language, next(headlines)) for language, _ in hit.texts]
        # What the title says already is not said again below it.
        told = ((code, text) for code, text in texts if _bare(text) not in _bare(title))
        language, text = next((each for each in told if _BEGIN in each[1]), ("", ""))
        yield Found(hit.url, _html(title), hit.note, _html(text), language)


def _headlines(pieces: Sequence[tuple[str, str]], question: str) -> list[str]:
    """Titles whole, texts cut to where something was found; by stems, else as they stand."""
    if not pieces:
        return []
    configs = [CONFIGS.get(language, SIMPLE) for language, _ in pieces]
    texts = [_plain(text) for _, text in pieces]
    options = [_EXCERPT if language else _WHOLE for language, _ in pieces]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline(c::regconfig, t, q, o), ts_headline('simple', t, q, o)"
            " FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS p(c, t, o, n),"
            " CAST(%s AS tsquery) q ORDER BY n",
            [configs, texts, options, question],
        )
        return [stemmed if _BEGIN in stemmed else plain for stemmed, plain in cursor.fetchall()]


def _bare(text: str) -> str:
    return text.replace(_BEGIN, "").replace(_END, "").strip()


def _plain(text: str) -> str:
    for pattern, plain in _MARKUP:
        text = pattern.sub(plain, text)
    return text


def _html(text: str) -> SafeString:
    """Escaped first, then marked, so that nothing in a text can be taken for a tag."""
    marked = escape(text).replace(_BEGIN, "<mark>").replace(_END, "</mark>")
    return mark_safe(marked)  # noqa: S308
