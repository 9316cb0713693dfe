"""What a person may see of what a question finds, source by source."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, Model, QuerySet, Window
from django.utils.functional import Promise

from core.kept import kept
from core.languages.folding import fold
from core.languages.search_words import Question, Words
from core.models import User
from core.models.people import REACH
from core.pages.paging import rows_of
from core.search.excerpts import Found, mark_words
from core.search.question import SHORTEST_MISTAKE, closest, pieces, replaced, words_asked
from core.search.sources import Hit, Source, sources

# Stand in a statement where the question belongs: read, folded, and its words as patterns.
_ASKED, _FOLDED, _LIKE = (f"\ue000{name}\ue001" for name in ("asked", "folded", "like"))
_PLACES = {
    f"public.core_search_query('{_ASKED}', false)": "%(every)s::tsquery",
    f"public.core_search_query('{_ASKED}', true)": "%(some)s::tsquery",
    f"'{_FOLDED}'": "%(folded)s",
    f"'{_LIKE}'": "%(like)s",
}
_SOME_ID = 987_654_321_987
RANKED = 50  # up to so many that are found are put in order of fitness; more come the newest first
TYPED = 8  # hits shown while somebody types
LOOKED_THROUGH = 50  # rows of a source that are looked through for what a mistyped word may be


@dataclass(frozen=True)
class Group:
    """What one source gave: how many in all, and those of the page asked for."""

    key: str
    label: str | Promise
    total: int
    found: tuple[Found, ...]


@dataclass(frozen=True)
class _Given:
    """Ids of what a source has, the fittest first; whether one has the very code asked for."""

    source: Source
    ids: list[int]
    total: int
    has_code: bool


# --- What is found --------------------------------------------------------------------------------


def search(
    user: User, text: str, *, kind: str = "", offset: int = 0, limit: int = 5
) -> list[Group]:
    """What `user` may see of what `text` finds, by source; only of the source `kind` when given.

    A source that has the very code asked for comes first. One query to read the question, one to
    find, one for each source that gave something, and at most one to mark the words.
    """
    text = " ".join(words_asked(text))
    if not text:
        return []
    first = offset if offset < RANKED else 0
    given = [
        (each, _rows(each.source, user, each.ids[first:][:limit]))
        for each in _found(user, kind, text, offset, limit)
    ]
    given.sort(key=lambda each: not each[0].has_code)
    hits = [each.source.hit(row) for each, rows in given for row in rows]
    marked = iter(mark_words(hits, text))
    return [
        Group(each.source.key, each.source.label, each.total, tuple(next(marked) for _ in rows))
        for each, rows in given
        if rows
    ]


def search_while_typing(user: User, text: str) -> list[tuple[str | Promise, Found]]:
    """The eight fittest hits of all sources, each with the name of its kind.

    Those of a source with the very code come first, then what has the words in its title.
    """
    groups = search(user, text, limit=TYPED)
    hits = [(group.label, found) for group in groups for found in group.found]
    return sorted(hits, key=lambda hit: not hit[1].in_title)[:TYPED]


def meant(user: User, text: str) -> str:
    """The question with mistyped words as `user` may have meant them; empty where nothing is better.

    Only words of rows that they may see are offered.
    """
    corrections = []
    asked = words_asked(text)
    for word in asked:
        if len(word) < SHORTEST_MISTAKE or (len(asked) > 1 and _found(user, "", word, 0, 1)):
            continue
        near = _found(user, "", " ".join(pieces(word)), 0, LOOKED_THROUGH, any_of=True)
        rows = ((each.source, _rows(each.source, user, each.ids)) for each in near)
        hits = (source.hit(row) for source, found in rows for row in found)
        if right := closest(word, chain.from_iterable(map(_texts, hits))):
            corrections.append((word, right))
    return replaced(text, corrections) if corrections else ""


def _texts(hit: Hit) -> Iterator[str]:
    yield hit.title
    yield hit.note
    yield from (text for _, text in hit.texts)


def _rows(source: Source, user: User, ids: Sequence[int]) -> list[Any]:
    return rows_of("rows of search", partial(source.rows, user), ids, source.key, user.pk)


# --- Which rows, and in what order ----------------------------------------------------------------


def _found(
    user: User, kind: str, text: str, offset: int, limit: int, *, any_of: bool = False
) -> list[_Given]:
    """The sources that have the words, each with ids and how many there are.

    One statement for all, whose text is kept: building it takes twenty times as long as running it.
    Where a common word finds more than fifty rows they come by title, then the newest first; fewer
    are ranked: the very code, the title, the language of the page, the newest.
    """
    window = slice(offset if offset >= RANKED else 0, max(offset + limit, RANKED))
    statement = kept(
        "statement of search",
        REACH,
        lambda: _statement(user, kind, window, any_of),
        *(user.pk, kind, window.start, window.stop, any_of),
    )
    if not statement:
        return []
    found: dict[str, list[tuple[int, bool, int, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(statement, _read(text))
        for key, *row in cursor:
            found[key].append(tuple(row))
    return [_given(source, found[source.key]) for source in _sources(kind) if source.key in found]


def _read(text: str) -> dict[str, str | list[str]]:
    """The question in all its forms: read once, for the planner reads it anew for each source."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public.core_search_query(q, false)::text, public.core_search_query(q, true)::text"
            " FROM (SELECT %s) AS typed (q)",
            [text],
        )
        every, some = cursor.fetchone()
    words = [fold(word) for word in words_asked(text)]
    escaped = (word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") for word in words)
    return {
        "every": every,
        "some": some,
        "folded": " ".join(words),
        "like": [f"%{word}%" for word in escaped],
    }


def _given(source: Source, rows: list[tuple[int, bool, int, int]]) -> _Given:
    total = rows[0][2]
    if total > RANKED:
        ids = [pk for pk, *_ in sorted(rows, key=lambda row: (row[1], row[0]), reverse=True)]
        return _Given(source, ids, total, has_code=False)
    fittest = sorted(
        rows, key=lambda row: (row[3] >= Words.CODE, row[1], row[3], row[0]), reverse=True
    )
    return _Given(source, [row[0] for row in fittest], total, fittest[0][3] >= Words.CODE)


def _sources(kind: str) -> list[Source]:
    return sorted(
        (source for source in sources if kind in {"", source.key}),
        key=lambda source: (source.position, source.key),
    )


def _statement(user: User, kind: str, window: slice, any_of: bool) -> str:
    """Key, id, "in the title", total and rank of what each source finds, with places for the question."""
    parts = []
    for source in _sources(kind):
        rows = source.rows(user)
        question = Question(_ASKED, any_of=any_of)
        matched = _matched(source, rows, question)
        # Not by the key itself: Postgres would walk its index and read every text on the way.
        newest = matched.annotate(
            search_titled=source.words.in_titles(rows.model, question)
        ).order_by(F("search_titled").desc(), (F("pk") + 0).desc())
        with suppress(EmptyResultSet):
            counted = newest.annotate(search_total=Window(Count("*")))
            found = _composed(counted.values_list("pk", "search_titled", "search_total")[window])
            rank = _composed(_ranked(source, rows.model)).replace(f"= {_SOME_ID}", "= found.pk")
            parts.append(
                f"SELECT '{source.key}', found.*, ({rank})"  # noqa: S608
                f" FROM ({found}) AS found (pk, titled, total)"
            )
    return " UNION ALL ".join(parts)


def _ranked(source: Source, model: type[Model]) -> "QuerySet[Model]":
    """The rank of one row. It reads its texts, and so is asked of the few that are found."""
    rows: Any = model._base_manager.filter(pk=_SOME_ID)
    rank = source.words.rank(_FOLDED, _LIKE)
    ranked: QuerySet[Model] = rows.annotate(search_rank=rank).values_list("search_rank")
    return ranked


def _composed(rows: "QuerySet[Model]") -> str:
    """A statement with its values in it, and places for what is asked."""
    operations: Any = connection.ops
    text: str = operations.compose_sql(*rows.query.sql_with_params()).replace("%", "%%")
    for mark, place in _PLACES.items():
        text = text.replace(mark, place)
    return text


def _matched(source: Source, rows: "QuerySet[Model]", question: Question) -> "QuerySet[Model]":
    """The rows that have every word.

    An index holds words of one table only. So what is found with the code of a related row is
    looked for among the rows of those related ones that have some of the words.
    """
    if source.code_of is None:
        return source.words.rows_with(rows, question)
    plain: Any = rows.model._default_manager
    name, words_of_related = source.code_of
    related: Any = rows.model._meta.get_field(name).related_model
    some = Question(_ASKED, any_of=True)
    coded = words_of_related.rows_with(related._default_manager.all(), some)
    own = source.words.rows_with(plain.all(), question)
    joint = plain.alias(search_words=Words(f"{name}__code").every + source.words.every)
    joint = joint.filter(**{f"{name}__in": coded}, search_words=question)
    # Joined by "or", the two would make Postgres read every text.
    return rows.filter(pk__in=own.values("pk").union(joint.values("pk")))
