"""What a person may see of what a question finds, source by source."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Count, F, Model, QuerySet, Window
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from core.kept import kept
from core.models import User
from core.models.people import REACH
from core.pages.paging import rows_of
from core.search.excerpts import Found, mark_words
from core.search.question import ReadQuestion, read_question
from core.search.sources import Source, sources, words_of

EVERY, SOME = "every", "some"
# Stand in a statement where the words of a question belong.
_MARKS = {name: f"\ue000{name}\ue001" for name in (EVERY, SOME)}
_SOME_ID = 987_654_321_987
RANKED = 50  # up to so many that are found are put in order of fitness; more come the newest first


@dataclass(frozen=True)
class Group:
    """What one source gave: how many in all, and those of the page asked for."""

    key: str
    label: str | Promise
    total: int
    found: tuple[Found, ...]


# --- What is found --------------------------------------------------------------------------------


def search(
    user: User, text: str, *, kind: str = "", offset: int = 0, limit: int = 5
) -> list[Group]:
    """What `user` may see of what `text` finds, by source; only of the source `kind` when given.

    One query to read the question, one to find, one for each source that gave something, one to mark
    the words.
    """
    words = read_question(text)
    if not words:
        return []
    with _indexes_first():
        found = _best_first(user, _found(user, kind, words, offset, limit), words)
        first = offset if offset < RANKED else 0
        given = [
            (source, total, _rows(source, user, ids[first:][:limit]))
            for source, ids, total in found
        ]
    hits = [source.hit(row) for source, _total, rows in given for row in rows]
    marked = iter(mark_words(hits, " & ".join(words)))
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


def _found(
    user: User, kind: str, asked: Sequence[str], offset: int, limit: int
) -> list[tuple[Source, list[int], int]]:
    """The sources that have the words, each with ids, the newest first, and how many there are.

    One statement for all, whose text is kept: building it takes twenty times as long as running it.
    """
    window = slice(offset if offset >= RANKED else 0, max(offset + limit, RANKED))
    text = kept(
        "statement of search",
        REACH,
        lambda: _statement(user, kind, window),
        *(user.pk, kind, window.start, window.stop),
    )
    if not text:
        return []
    ids: dict[str, list[int]] = defaultdict(list)
    totals: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(text, {EVERY: " & ".join(asked), SOME: " | ".join(asked)})
        for key, pk, total in cursor:
            ids[key].append(pk)
            totals[key] = total
    return [
        (source, sorted(ids[source.key], reverse=True), totals[source.key])
        for source in _asked(kind)
        if source.key in ids
    ]


def _asked(kind: str) -> list[Source]:
    return sorted(
        (source for source in sources if kind in {"", source.key}),
        key=lambda source: (source.position, source.key),
    )


def _statement(user: User, kind: str, window: slice) -> str:
    """Key, id and total of what each source finds, with places for the words; empty if nobody may."""
    parts = []
    for source in _asked(kind):
        every, some = (ReadQuestion(_MARKS[name]) for name in (EVERY, SOME))
        matched = _matched(source, source.rows(user), every, some)
        # Not by the key itself: Postgres would walk its index and read every text on the way.
        newest = matched.order_by((F("pk") + 0).desc()).annotate(search_total=Window(Count("*")))
        with suppress(EmptyResultSet):
            bare = newest.values_list("pk", "search_total")[window]
            found = _composed(bare)
            parts.append(f"SELECT '{source.key}', * FROM ({found}) AS found")  # noqa: S608
    return " UNION ALL ".join(parts)


def _best_first(
    user: User, found: Sequence[tuple[Source, list[int], int]], asked: Sequence[str]
) -> list[tuple[Source, list[int], int]]:
    """The same with the ids in order of fitness, all by one statement.

    Ranking reads every text again. Where a common word finds more than fifty rows it would say little
    for that: they stay as they are, the newest first.
    """
    few = {source.key: ids for source, ids, total in found if total <= RANKED}
    if not few:
        return list(found)
    texts = [kept("ranking of search", (), partial(_ranking, user, key), key) for key in few]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(texts), {EVERY: " & ".join(asked), **few})
        ranked = dict(cursor.fetchall())
    return [(source, ranked.get(source.key, ids), total) for source, ids, total in found]


def _ranking(user: User, key: str) -> str:
    """Key and ids of rows of a source, the fittest first, with places for their ids and the words.

    It is the same for everybody: that `user` may see the rows has been asked already.
    """
    source = sources[key]
    model = source.rows(user).model
    plain: Any = model._default_manager
    rows = plain.alias(search_rank=SearchRank(_ranking_words(source), ReadQuestion(_MARKS[EVERY])))
    ranked = rows.filter(pk=_SOME_ID).order_by(
        F("search_rank").desc(), *(model._meta.ordering or ())
    )
    text = _composed(ranked.values_list("pk"))
    text = text.replace(f"= {_SOME_ID}", f"= ANY(%({key})s)")
    return f"SELECT '{key}', ARRAY({text})"


def _composed(rows: "QuerySet[Model]") -> str:
    """A statement with its values in it, and places for the words of a question."""
    operations: Any = connection.ops
    text: str = operations.compose_sql(*rows.query.sql_with_params()).replace("%", "%%")
    for name, mark in _MARKS.items():
        text = text.replace(f"'{mark}'", f"%({name})s")
    return text


def _rows(source: Source, user: User, ids: Sequence[int]) -> list[Any]:
    return rows_of("rows of search", partial(source.rows, user), ids, source.key, user.pk)


def _ranking_words(source: Source) -> Combinable:
    """The words by which rows are ranked."""
    if source.code_of is None:
        return source.words
    words: Any = words_of(f"{source.code_of[0]}__code") + source.words
    return words


def _matched(
    source: Source, rows: "QuerySet[Model]", every: ReadQuestion, some: ReadQuestion
) -> "QuerySet[Model]":
    """The rows that have every word.

    An index holds words of one table only. So what is found with the code of a related row is
    looked for among the rows of those related ones that have some of the words.
    """
    plain: Any = rows.model._default_manager
    if source.code_of is None:
        return rows.alias(search_words=source.words).filter(search_words=every)
    name, words_of_related = source.code_of
    related: Any = rows.model._meta.get_field(name).related_model
    coded = related._default_manager.alias(search_words=words_of_related)
    coded = coded.filter(search_words=some)
    own = plain.alias(search_words=source.words).filter(search_words=every)
    joint = plain.alias(search_words=_ranking_words(source))
    joint = joint.filter(**{f"{name}__in": coded}, search_words=every)
    # Joined by "or", the two would make Postgres read every text.
    return rows.filter(pk__in=own.values("pk").union(joint.values("pk")))
