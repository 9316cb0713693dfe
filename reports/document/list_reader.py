"""Lists of a text: where one begins, and its points with the lists under them.

A bullet is a point; a number or letter is one only where it cannot be anything else, since a line may
begin with a day or a year: it begins a list with the first of its kind, below a colon or with the second
below it, and goes on with the next. So what is printed before a point is always what was typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from reports.document.inline_markup import read_spans
from reports.document.list_marks import ORDERED, LineMark, line_mark, point_mark, without_escape
from reports.document.spans import MarkupError, Point, PointList
from reports.document.table_markup import begins_table

MOST_LEVELS = 3
# A bullet this much further in than the one above is a point of that point.
_STEP = 2
# The second point of a list stands at most so many lines below the first.
_FAR = 30


def ahead(lines: Sequence[str], at: int) -> Sequence[str]:
    """The lines from `at` on that say whether a list begins there."""
    return lines[at : at + _FAR]


def above(lines: Sequence[str], at: int) -> str:
    """The last line before `at` that is not blank."""
    return next((lines[n] for n in range(at - 1, -1, -1) if lines[n].strip()), "")


def begins_list(lines: Sequence[str], before: str, *, refuses: bool = False) -> bool:
    """Whether the first of `lines` begins a list; `before` is the last line above that is not blank.

    With `refuses`, what may be a point or a minus sign is refused.
    """
    mark = line_mark(lines[0])
    if mark is None:
        return False
    if not mark.is_bullet:
        return mark.typed in ORDERED and (_announces(before) or _has_second(lines, mark))
    if _announces(before) or not mark.words[0].isdigit():
        return True
    if refuses:
        message = _(
            "“%(near)s” is a point or a figure below nought: end the line above with a colon for a "
            "point, or write \\%(sign)s for the sign."
        )
        facts = {"near": lines[0].strip()[:30], "sign": mark.typed}
        raise MarkupError(message % facts, lines[0])
    return False


def refuse_plus(line: str) -> None:
    """A plus sign is no bullet here; before a figure it is the sign itself."""
    bare = line.strip()
    if bare.startswith("+ ") and not bare[2:].lstrip()[:1].isdigit():
        message = _("A line begins with “+”; write “- ” for a point, or \\+ for the sign itself.")
        raise MarkupError(message, line)


def _announces(line: str) -> bool:
    """Whether a line ends with a colon, notes aside."""
    words = line.rstrip()
    return (words.partition("^[")[0].rstrip() if words.endswith("]") else words).endswith(":")


def _has_second(lines: Sequence[str], first: LineMark) -> bool:
    """Whether the second point of the list that `first` would begin stands below, before a blank line."""
    for line in lines[1:]:
        mark = line_mark(line)
        if not line.strip() or (mark and mark.goes_on(first.typed, 0)):
            return False
        if mark and mark.goes_on(first.typed, 1):
            return True
    return False


@dataclass
class _OpenPoint:
    """A point that is being read: its lines so far, and the lists under it."""

    words: list[str]
    below: "list[_OpenList]" = field(default_factory=list)

    def closed(self) -> Point:
        return Point(read_spans(" ".join(self.words)), tuple(one.closed() for one in self.below))


@dataclass
class _OpenList:
    """A list that is being read."""

    mark: str
    indent: int
    points: list[_OpenPoint] = field(default_factory=list)

    def closed(self) -> PointList:
        return PointList(self.mark, tuple(one.closed() for one in self.points))


class ListReader:
    """Reads one list from `lines[at]` on; afterwards `at` is the line behind it."""

    def __init__(self, lines: Sequence[str], at: int) -> None:
        self.lines = lines
        self.at = at
        # From the outermost list to the one that is being read.
        self.open: list[_OpenList] = []

    def read(self) -> PointList:
        """The list with those under its points."""
        first = line_mark(self.lines[self.at])
        assert first is not None
        outer = self._begin(first)
        blank = False
        while self.at < len(self.lines) and not self._ends(blank):
            line = self.lines[self.at]
            blank = not line.strip()
            if not blank:
                self._line(line)
            self.at += 1
        return outer.closed()

    def _ends(self, blank: bool) -> bool:
        """Whether something else begins: behind a blank line, what is no point."""
        line = self.lines[self.at]
        if line.strip() == "+" or line.startswith(":::"):
            return True
        if begins_table(self.lines[self.at : self.at + 2]):
            return True
        if not blank or not line.strip():
            return False
        mark = line_mark(line)
        if mark is not None and (self._continued(mark) is not None or self._nests()):
            return False
        if line[0] in " \t":
            message = _("A point is one run of sentences: “%(near)s” stands behind a blank line.")
            raise MarkupError(message % {"near": line.strip()[:30]}, line)
        return True

    def _line(self, line: str) -> None:
        """A point, or more words of the last one."""
        mark = line_mark(line)
        place = self._continued(mark) if mark else None
        if mark and place is not None:
            del self.open[place + 1 :]
            self.open[place].points.append(_OpenPoint([mark.words]))
        elif mark and self._nests():
            del self.open[self._parent(mark) + 1 :]
            self._begin(mark)
        else:
            if mark:
                self._refuse_other_number(mark)
            refuse_plus(line)
            self.open[-1].points[-1].words.append(without_escape(line))

    def _continued(self, mark: LineMark) -> int | None:
        """Which open list the point goes on with."""
        for place, one in reversed([*enumerate(self.open)]):
            moved = mark.is_bullet and (
                mark.indent >= one.indent + _STEP or (mark.indent < one.indent and place > 0)
            )
            if mark.goes_on(one.mark, len(one.points)) and not moved:
                return place
        return None

    def _nests(self) -> bool:
        """Whether a list begins here under a point."""
        return begins_list(ahead(self.lines, self.at), above(self.lines, self.at), refuses=True)

    def _parent(self, mark: LineMark) -> int:
        """The list under whose last point another begins: the innermost not further in."""
        places = (n for n in range(len(self.open) - 1, 0, -1) if self.open[n].indent <= mark.indent)
        return next(places, 0)

    def _refuse_other_number(self, mark: LineMark) -> None:
        """A number out of order would be printed as another, or the point be lost in the one above."""
        for one in self.open:
            if one.mark and mark.is_like(one.mark):
                message = _(
                    "The list goes on with “%(typed)s” where “%(expected)s” is next; number it anew, or "
                    "write \\ before the sign behind the figure."
                )
                facts = {"typed": mark.typed, "expected": point_mark(one.mark, len(one.points))}
                raise MarkupError(message % facts, self.lines[self.at])

    def _begin(self, mark: LineMark) -> _OpenList:
        """A new list, under the last point if there is one."""
        line = self.lines[self.at]
        if len(self.open) == MOST_LEVELS:
            message = _("Lists nest three levels deep; “%(near)s” would be a fourth.")
            raise MarkupError(message % {"near": line.strip()[:30]}, line)
        begun = _OpenList("" if mark.is_bullet else mark.typed, mark.indent)
        begun.points.append(_OpenPoint([mark.words]))
        if self.open:
            self.open[-1].points[-1].below.append(begun)
        else:
            self.at += 1
        self.open.append(begun)
        return begun
