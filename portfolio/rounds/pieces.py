"""A long round opens with its first rows; the page's script fetches the others right behind them.

The page names the projects whose rows it has left out, in their places, and the script asks for just
these. So page and pieces are one table whatever is written meanwhile: no row stands there twice, none
slips through between two, and one that is gone is missed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe

from core.models import User
from portfolio.models import StatusRound
from portfolio.rounds.addresses import form_addresses
from portfolio.rounds.drawing import body
from portfolio.rounds.filters import RoundFilter
from portfolio.rounds.rows import RoundRow, add_remarks, rows_of

# Many screens; and as many rows as a request brings afterwards.
PIECE = 200
# Up to here a round is drawn in one piece: a second request would cost more than it spares.
WHOLE = 300
# Asks for all rows at once: for whoever has no script. And for a piece, "12.40.7".
ALL, ROWS = "all", "rows"
_LONGEST = 10


@dataclass(frozen=True)
class Group:
    """Rows under a heading; without groups there is one of them, without a heading.

    `place` stands in the template for the `body`: an engine that joins texts at each level of nesting
    would copy two megabytes a dozen times. Nothing that people write looks like it: that is escaped.
    `rest` names the projects that are not drawn yet. `index` is where the heading stands among all
    rows of a table that is not whole, counted from 1; 0 in a whole one, where browsers count.
    """

    title: str
    count: int
    body: str
    place: SafeString
    rest: str = ""
    index: int = 0


@dataclass(frozen=True)
class Table:
    """The rows that a page shows: its groups, how many rows are not drawn yet, and how many the table
    has in all, with heads and headings."""

    groups: list[Group]
    left: int
    lines: int

    def filled(self, page: str) -> HttpResponse:
        """The page with its rows in their places."""
        parts = []
        for group in self.groups:
            before, _place, page = page.partition(group.place)
            parts += [before, group.body]
        return HttpResponse([*parts, page])


def table_of(
    rows: list[RoundRow], filter_: RoundFilter, round_: StatusRound, user: User, *, whole: bool
) -> Table:
    """Rows that were read without their remarks; all of a `whole` table and of a short one are drawn."""
    is_whole = whole or len(rows) <= WHOLE
    room = len(rows) if is_whole else PIECE
    drawn = rows[:room]
    add_remarks(drawn, round_, user)
    found: dict[str, list[RoundRow]] = {}
    for row in rows:
        found.setdefault(filter_.group_of(row), []).append(row)
    url_of = form_addresses()
    groups, line = [], 1  # the heads
    for number, (title, each) in enumerate(found.items()):
        heading = line = line + bool(title)
        now, later = each[:room], each[room:]
        room -= len(now)
        first = 0 if is_whole else line + 1
        groups.append(
            Group(
                title,
                len(each),
                body(now, url_of, round_.strategy_id, first=first),
                mark_safe(f"<!--rows {number}-->"),  # noqa: S308
                ".".join(str(row.project.pk) for row in later),
                0 if is_whole else heading,
            )
        )
        line += len(each)
    return Table(groups, len(rows) - len(drawn), line)


def piece(asked: str, round_: StatusRound, user: User, at: date) -> HttpResponse:
    """The rows of the projects asked for, in that order, as the table has them; those that the person
    does not see any more are left out."""
    rows = rows_of(round_, user, at, _projects(asked))
    return HttpResponse(body(rows, form_addresses(), round_.strategy_id))


def _projects(asked: str) -> Sequence[int]:
    """The projects of an address, each once; 400 for what our own page never asks."""
    named = asked.split(".")
    if len(named) > PIECE or not all(
        each.isascii() and each.isdigit() and len(each) <= _LONGEST for each in named
    ):
        raise BadRequest("no rows of a round")
    return [int(each) for each in dict.fromkeys(named)]
