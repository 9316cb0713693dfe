"""The question as typed, read by Postgres once for all sources."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchQuery
from django.db import connection

from core.search.sources import CONFIGS, SIMPLE

MOST_WORDS, LONGEST_WORD, SHORTEST_PREFIX = 8, 60, 3


# --- What is asked --------------------------------------------------------------------------------


class ReadQuestion(SearchQuery):
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
