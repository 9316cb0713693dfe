"""What a person may see of what a question finds, source by source."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db import connection, transaction
from django.db.models import Count, F, Model, QuerySet, Window
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from core.models import User
from core.pages.paging import in_order
from core.search.excerpts import Found, mark_words
from core.search.question import ReadQuestion, read_question
from core.search.sources import Source, sources, words_of

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


def _rows(
    source: Source, user: User, asked: Sequence[str], offset: int, limit: int
) -> tuple[int, list[Any]]:
    """How many rows of one source have the words, and the best of them. Two queries, or one.

    Ranking reads every text again. Where a common word finds more than fifty rows it would say little
    for that: they come the newest first.
    """
    query = ReadQuestion(" & ".join(asked))
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
    ranked = ranked.order_by(F("search_rank").desc(), *(rows.model._meta.ordering or ()))
    return total, list(ranked[offset : offset + limit])


def _matched(
    source: Source, rows: "QuerySet[Model]", asked: Sequence[str], query: ReadQuestion
) -> tuple[Combinable, "QuerySet[Model]"]:
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
    some = some.filter(search_words=ReadQuestion(" | ".join(asked)))
    own = every.alias(search_words=source.words).filter(search_words=query)
    joint = every.alias(search_words=words).filter(**{f"{name}__in": some}, search_words=query)
    # Joined by "or", the two would make Postgres read every text.
    return words, rows.filter(pk__in=own.values("pk").union(joint.values("pk")))
