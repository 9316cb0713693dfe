"""The cells of a round's table as HTML: drawn by the page, and again by each save's answer.

Plain strings: a round of a thousand projects has twelve thousand cells. Equal cells are drawn once in a
process and language, and a row is one text with places for its cells.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape as escaped
from itertools import count

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from core.languages.translated import text_in
from core.pages.columns import written_day, written_per_cent
from portfolio.choices import DIMENSIONS
from portfolio.models import StatusUpdate, UpdateState
from portfolio.rounds.columns import (
    AFRESH,
    BY_FIELD,
    REMARK,
    Column,
    Value,
    head_of,
    stored,
    typed,
)
from portfolio.rounds.rows import RoundRow, Standing
from portfolio.rows.named_words import dimensions_left_out
from portfolio.rows.wording import named_mark, slip_words
from portfolio.rules.computed_state import Evidence
from portfolio.rules.standing import Sign

_MARKS = re.compile("[&<>\"']")


def escape(text: str) -> str:
    """A text as HTML; most have nothing to escape, and are looked through once instead of five times."""
    return escaped(text) if _MARKS.search(text) else text


@dataclass(frozen=True)
class Cell:
    """What a cell shows: its inside, its classes, and the value where the inside does not say it."""

    html: str
    classes: str = ""
    value: str | None = None
    text: str | None = None

    def as_dict(self, is_open: bool) -> dict[str, object]:
        """For the answer to a save."""
        return {
            "html": self.html,
            "classes": self.classes,
            "value": self.value,
            "text": self.text,
            "open": is_open,
        }

    @cached_property
    def rest(self) -> str:
        """The cell from its classes on; what comes before is the same in the whole column."""
        data = "".join(
            f' data-{name}="{escape(given)}"'
            for name, given in (("value", self.value), ("text", self.text))
            if given is not None
        )
        return f' class="{self.classes}"{data}>{self.html}</td>'


def written_cells(row: RoundRow, language: str | None) -> dict[str, Cell]:
    """The cells that people write into. What they only carry over from the last update is grey."""
    is_old, last = row.said is None, row.last_values()
    found = {
        name: _words_cell(str(value or ""), str(last[name] or ""))
        if name in AFRESH
        else _written_cell(name, value, is_old, value == last[name], _name(row, value), language)
        for name, value in row.told.items()
    }
    return {**found, REMARK.field: _words_cell(row.remark, row.last_remark)}


def _name(row: RoundRow, value: Value) -> str:
    """What the strategy calls a state, where it has a word of its own for it."""
    return row.state_names.get(value, "") if isinstance(value, str) else ""


@lru_cache(maxsize=10_000)
def _written_cell(
    name: str, value: Value, is_old: bool, is_same: bool, own: str, _language: str | None
) -> Cell:
    column = BY_FIELD[name]
    is_empty = value in ("", None)
    look = "old" if is_old and not is_empty else "same" if is_same and not is_old else ""
    if column.kind == "line":
        return Cell(_value(str(value or "")), f"said {look}".strip())
    classes = f"is-{column.kind} {look}".strip()
    return Cell(_shown(column, value, own), classes, stored(value), typed(column, value))


@lru_cache(maxsize=10_000)
def _words_cell(text: str, last: str) -> Cell:
    """Words are written afresh; until they are, those of the last update stand there in grey."""
    if text or not last:
        return Cell(_value(text), "said")
    return Cell(_value(last), "said old", "", "")


def _value(text: str) -> str:
    # Each text runs in the direction of its own first letter, whatever the page's is.
    return f'<span class="value" dir="auto">{escape(text)}</span>' if text else ""


def _shown(column: Column, value: Value, own: str) -> str:
    if value in ("", None):
        return ""
    if column.kind == "rag":
        return _mark(str(value), own)
    if isinstance(value, date):
        return _value(written_day(value, "SHORT_DATE_FORMAT"))
    return _value(written_per_cent(int(value or 0)))


def _mark(state: str, own: str) -> str:
    return named_mark(state, own).strip()


# --- Cells that nobody writes into ------------------------------------------------------------------


def slip_cell(row: RoundRow, language: str | None) -> Cell:
    """Days after the plan, by the forecast that stands in the row."""
    return _slip(row.slip_days, row.limits.slip_days, language)


@lru_cache(maxsize=2000)
def _slip(days: int | None, most: int, _language: str | None) -> Cell:
    return Cell(str(slip_words(days, most)), "num")


def data_cell(row: RoundRow, language: str | None) -> Cell:
    """The state that the data make, with its signs; marked where what is declared is greener."""
    own = _name(row, row.computed)
    return _data(row.computed, row.is_too_green, row.evidence, own, language)


@lru_cache(maxsize=2000)
def _data(
    computed: str, is_too_green: bool, evidence: Evidence, own: str, _language: str | None
) -> Cell:
    words = ", ".join(evidence_words(evidence))
    word = _("differs")
    differs = f'<b class="differs">{escape(word)}</b>' if is_too_green else ""
    said = _small(words) if words else ""
    return Cell(f"{_mark(computed, own)} {differs}{said}", "data")


def evidence_words(evidence: Evidence) -> Iterator[str]:
    """What calls for attention, in words."""
    words = {
        Sign.LATE: _("finish has passed"),
        Sign.SILENT: _("silent"),
        Sign.STUCK: _("stuck"),
        Sign.SLIPPING: _("slips"),
    }
    yield from (words[sign] for sign in Sign if sign in evidence.signs)
    if many := evidence.overdue:
        overdue = ngettext("%(count)s milestone overdue", "%(count)s milestones overdue", many)
        yield overdue % {"count": many}
    if many := evidence.red_risks:
        yield ngettext("%(count)s red risk", "%(count)s red risks", many) % {"count": many}


# Of an update: by whom, with others, late, returned by whom and why, that it is a correction.
Said = tuple[str, bool, bool, str, str, str]


def state_cell(row: RoundRow, language: str | None) -> Cell:
    """How far the row is in the round, and by whom."""
    given = row.given
    said = given is not None and (
        said_by(given),
        given.in_bulk,
        given.is_late,
        str(given.returned_by or "–"),
        given.return_remark,
        _version_words(given),
    )
    return _state(row.standing, said or None, ", ".join(row.drafting), language)


@lru_cache(maxsize=2000)
def _state(
    standing: Standing,
    said: Said | None,
    drafting: str,
    _language: str | None,
) -> Cell:
    """`said` is of the update that was given."""
    parts = [_standing_words(standing, said)]
    if standing is Standing.DRAFT and said:
        parts.append(_small(_("a submitted one stands")))
    if drafting:
        parts.append(_small(_("begun by %(people)s") % {"people": drafting}))
    return Cell("".join(parts), f"state {standing.value}")


def _version_words(given: StatusUpdate) -> str:
    """That what stands is a correction, and whether it was accepted."""
    if not given.is_correction:
        return ""
    if given.state == UpdateState.ACCEPTED:
        return _("corrected")
    return _("correction to accept")


def _standing_words(standing: Standing, said: Said | None) -> str:
    if standing is Standing.DRAFT:
        return _tagged("tag tag-warn", _("to submit"))
    if said is None:
        return _tagged("soft", _("nothing yet"))
    by, in_bulk, is_late, returned_by, remark, version = said
    if standing is Standing.RETURNED:
        words = _("returned by %(person)s: %(remark)s")
        words %= {"person": returned_by, "remark": remark}
        tag = _tagged("tag tag-bad", _("returned"))
        return f'{tag}<span class="small">{escape(words)}</span>'
    words = {
        Standing.CONFIRMED: _("no change"),
        Standing.SUBMITTED: _("submitted"),
        Standing.ACCEPTED: _("accepted"),
    }[standing]
    if in_bulk:
        words = _("%(state)s, with others") % {"state": words}
    if is_late:
        words = _("%(state)s, late") % {"state": words}
    corrected = _small(version) if version else ""
    return f"<span>{escape(words)}</span>{corrected}{_small(by)}"


def _small(words: str) -> str:
    return _tagged("soft small", words)


def _tagged(classes: str, words: str) -> str:
    return f'<span class="{classes}">{escape(words)}</span>'


def said_by(update: StatusUpdate) -> str:
    """Who said it, and for whom."""
    if update.on_behalf_of is None:
        return str(update.author or "–")
    words = _("%(person)s for %(other)s")
    return words % {"person": update.author or "–", "other": update.on_behalf_of}


READ_ONLY = {
    "slip": (gettext_lazy("Slip"), slip_cell),
    "data": (gettext_lazy("What the data say"), data_cell),
    "state": (pgettext_lazy("of a row in a round", "State"), state_cell),
}
# In the order of the page: what is read only stands beside what it belongs to.
ORDER = ("state", *DIMENSIONS, "data", "reason", "per_cent_complete",
         "forecast_finish", "slip", "achieved", "planned", REMARK.field)  # fmt: skip


@dataclass(frozen=True)
class Head:
    """The head of a column."""

    field: str
    label: str
    kind: str


def heads(strategy: int) -> list[Head]:
    """The heads behind the project's own, in order, as a strategy calls and asks them."""
    return [
        Head(name, head_of(BY_FIELD[name], strategy), BY_FIELD[name].kind)
        if name in BY_FIELD
        else Head(name, str(READ_ONLY[name][0]), "")
        for name in _order(dimensions_left_out(strategy))
    ]


def _order(left_out: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in ORDER if name not in left_out) if left_out else ORDER


def cells(row: RoundRow) -> dict[str, Cell]:
    """Every cell of a row by its field."""
    return _cells(row, get_language())


def answered_cells(row: RoundRow, has_remark: bool) -> dict[str, dict[str, object]]:
    """Every cell as the answer to a save tells it; the remark where it was read."""
    taken = row.open_fields
    return {
        name: cell.as_dict(name in taken)
        for name, cell in cells(row).items()
        if has_remark or name != REMARK.field
    }


def _cells(row: RoundRow, language: str | None) -> dict[str, Cell]:
    written = written_cells(row, language)
    return {
        name: written.get(name) or READ_ONLY[name][1](row, language)
        for name in _order(row.left_out)
    }


@lru_cache(maxsize=100)
def _form(heads: tuple[tuple[str, str], ...], open_fields: frozenset[str]) -> str:
    """A row with places: for its project, code, attributes and address, for code and name as they
    are shown, and for its cells, of which only `open_fields` are written into. The heads, field and
    label, are those of the cards of a narrow screen.
    """
    places = "".join(_place(label, name in open_fields) for name, label in heads)
    return (
        '<tr data-project="%d" data-code="%s"%s>'
        f'<th scope="row"><a href="%s"><b>%s</b> <bdi>%s</bdi></a></th>{places}</tr>'
    )


def _place(label: str, is_open: bool) -> str:
    locked = "" if is_open else ' aria-readonly="true"'
    label = escape(label).replace("%", "%%")
    return f'<td data-label="{label}"{locked}%s'


_STANDS = {Standing.DRAFT: " data-draft", Standing.CONFIRMED: " data-confirmed"}


def body(
    rows: Sequence[RoundRow], url_of: Callable[[RoundRow], str], strategy: int, *, first: int = 0
) -> SafeString:
    """All rows; the head of each leads to its form, or to the project's page.

    In a table that is not whole `first` is where they begin in it, counted from 1.
    """
    named, language = tuple((each.field, each.label) for each in heads(strategy)), get_language()
    tongue = (language or settings.LANGUAGE_CODE)[:2]

    def drawn(number: int, row: RoundRow) -> str:
        project, is_locked = row.project, row.is_locked
        stands = _STANDS.get(row.stands, "")
        if first:
            stands += f' aria-rowindex="{number}"'
        code = escape(project.code)
        return _form(named, row.open_fields) % (
            project.pk,
            code,
            f" data-locked{stands}" if is_locked else stands,
            escape(url_of(row)),
            code,
            escape(text_in(project, "name", tongue) or project.name),
            *[cell.rest for cell in _cells(row, language).values()],
        )

    # Every content is escaped where its cell is drawn.
    return mark_safe("\n".join(map(drawn, count(first), rows)))  # noqa: S308
