"""The search box of a list: it finds as the search of everything does."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from core.languages.folding import contains
from core.languages.search_words import Words
from core.search.question import words_asked

Rows = TypeVar("Rows", bound=QuerySet[Model])


def rows_found(
    rows: Rows,
    text: str,
    words: Words | None = None,
    *,
    related: Mapping[str, tuple[Words, "QuerySet[Model]"]] | None = None,
    plain: Sequence[Any] = (),
) -> Rows:
    """Those of `rows` that have every word of `text`.

    Each stands among their own `words`, or in the code or title of a `related` row (by the relation,
    with the rows that may be looked at), or in a `plain` field that no index holds.
    """
    own: Any = rows.model._base_manager.all()
    found = Q()
    asked = words_asked(text)
    for word in asked:
        anywhere = words.among(own, word) if words else Q(pk__in=[])
        for path, (others, theirs) in (related or {}).items():
            anywhere |= others.among(theirs, word, path, titles=True)
        for name in plain:
            anywhere |= contains(name, word)
        found &= anywhere
    if words and len(asked) > 1:
        # Words such as "the" narrow nothing beside others.
        found |= words.among(own, " ".join(asked))
    narrowed: Rows = rows.filter(found) if asked or not text.strip() else rows.none()
    return narrowed
