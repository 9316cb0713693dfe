"""Subjects: the rows of all floors that people ask about and keep documents with.

A question or a document holds the key of a kind and the key of a row. What a kind is, each app declares
and registers in `AppConfig.ready`, so that this floor imports nothing from above.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.functional import Promise

from core.registry import Registry

Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Subject:
    """A kind of rows.

    `rows` are those that anybody but an author may see (no drafts), `seen` what a person may see of
    them, `written` those to which a person may bring documents. `code` names a row in lists, as an
    expression on its model; `name` does so on pages. `owner` is the path to the person whom a question
    goes to unless another is named. What has no page of its own, or stands on another's as well, is
    shown there: `page` is the key of that kind and the path to its row.
    """

    key: str
    label: str | Promise
    rows: Callable[[], Rows]
    seen: Callable[[Any], Rows]
    written: Callable[[Any], Rows]
    code: Combinable
    name: Callable[[Any], str]
    address: Callable[[Any], str]
    owner: str
    related: tuple[str, ...] = ()
    page: tuple[str, str] | None = None

    def card(self, row: Any, name: str) -> str:
        """Where the row's card of this name stands; of what has no page of its own, where it stands."""
        address = self.address(row)
        return address if "#" in address else f"{address}#{name}-{self.key}"

    def owner_of(self, row: Any) -> Any:
        """Who answers for the row; None where nobody is named."""
        return reduce(
            lambda found, name: getattr(found, name) if found else None, self.owner.split("."), row
        )


subjects: Registry[Subject] = Registry("kind of subject")


def seen_by(user: Any, prefix: str = "") -> Q:
    """The row gate of whatever hangs on a subject: it is as visible as the row."""
    return _among(((each.key, each.seen(user)) for each in subjects), prefix)


def written_by(user: Any) -> Q:
    """What hangs on rows to which somebody may bring documents, and which they see."""
    return _among(
        ((each.key, each.seen(user).filter(pk__in=_ids(each.written(user)))) for each in subjects),
        "",
    )


def on_page_of(key: str, row: Any, prefix: str = "") -> Q:
    """What hangs on a row, and on the rows that its page shows as well."""
    found = Q(**{f"{prefix}kind": key, f"{prefix}row": row})
    below = (
        (each.key, each.rows().filter(**{each.page[1]: row}))
        for each in subjects
        if each.page and each.page[0] == key
    )
    return found | _among(below, prefix)


def _among(every: Iterator[tuple[str, Rows]], prefix: str) -> Q:
    found = Q(pk__in=[])
    for key, rows in every:
        found |= Q(**{f"{prefix}kind": key, f"{prefix}row__in": _ids(rows)})
    return found


def _ids(rows: Rows) -> Rows:
    return rows.order_by().values("pk")


def code_of_row(prefix: str = "") -> Case:
    """For a query on what hangs on subjects: the code of the row, such as "P-18"."""
    found = (
        When(
            **{f"{prefix}kind": each.key},
            then=Subquery(
                each.rows()
                .order_by()
                .filter(pk=OuterRef(f"{prefix}row"))
                .annotate(code_in_lists=Cast(each.code, CharField()))
                .values("code_in_lists")[:1]
            ),
        )
        for each in subjects
    )
    return Case(*found, default=Value(""), output_field=CharField())


def label_of(key: str) -> str:
    """The name of a kind in the active language."""
    return str(subjects[key].label)


def kind_choices() -> list[tuple[str, str | Promise]]:
    """The kinds of rows, for a filter."""
    return [(each.key, each.label) for each in subjects]
