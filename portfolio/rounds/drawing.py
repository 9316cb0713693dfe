"""The cells of a round's table as HTML: drawn by the page, and again by each save's answer.

Plain strings: a round of a thousand projects has twelve thousand cells.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from core.languages.translated import text_of
from core.pages.columns import written_day, written_per_cent
from portfolio.choices import DIMENSIONS
from portfolio.models import StatusUpdate, UpdateState
from portfolio.rounds.columns import AFRESH, BY_FIELD, REMARK, Column, Value, stored, typed
from portfolio.rounds.rows import RoundRow, Standing
from portfolio.rows.wording import rag_mark, slip_words
from portfolio.rules.computed_state import Evidence
from portfolio.rules.standing import Sign


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

    def as_html(self, label: str, is_open: bool) -> str:
        """The cell itself; `label` is its column's, for the cards of a narrow screen."""
        locked = "" if is_open else ' aria-readonly="true"'
        data = "".join(
            f' data-{name}="{escape(given)}"'
            for name, given in (("value", self.value), ("text", self.text))
            if given is not None
        )
        return f'<td class="{self.classes}" data-label="{label}"{locked}{data}>{self.html}</td>'


def written_cells(row: RoundRow) -> dict[str, Cell]:
    """The cells that people write into. What they only carry over from the last update is grey."""
    is_old, last, language = row.said is None, row.last_values(), get_language()
    found = {
        name: _words_cell(str(value or ""), str(last[name] or ""))
        if name in AFRESH
        else _written_cell(name, value, is_old, value == last[name], language)
        for name, value in row.told.items()
    }
    return {**found, REMARK.field: _words_cell(row.remark, row.last_remark)}


@lru_cache(maxsize=10_000)
def _written_cell(
    name: str, value: Value, is_old: bool, is_same: bool, _language: str | None
) -> Cell:
    column = BY_FIELD[name]
    is_empty = value in ("", None)
    look = "old" if is_old and not is_empty else "same" if is_same and not is_old else ""
    if column.kind == "line":
        return Cell(_value(str(value or "")), f"said {look}".strip())
    classes = f"is-{column.kind} {look}".strip()
    return Cell(_shown(column, value), classes, stored(value), typed(column, value))


def _words_cell(text: str, last: str) -> Cell:
    """Words are written afresh; until they are, those of the last update stand there in grey."""
    if text or not last:
        return Cell(_value(text), "said")
    return Cell(_value(last), "said old", "", "")


def _value(text: str) -> str:
    # Each text runs in the direction of its own first letter, whatever the page's is.
    return f'<span class="value" dir="auto">{escape(text)}</span>' if text else ""


def _shown(column: Column, value: Value) -> str:
    if value in ("", None):
        return ""
    if column.kind == "rag":
        return rag_mark(str(value))
    if isinstance(value, date):
        return _value(written_day(value, "SHORT_DATE_FORMAT"))
    return _value(written_per_cent(int(value or 0)))


# --- Cells that nobody writes into ------------------------------------------------------------------


def slip_cell(row: RoundRow) -> Cell:
    """Days after the plan, by the forecast that stands in the row."""
    return Cell(_slip(row.slip_days, get_language()), "num")


@lru_cache(maxsize=2000)
def _slip(days: int | None, _language: str | None) -> str:
    return str(slip_words(days))


def data_cell(row: RoundRow) -> Cell:
    """The state that the data make, with its signs; marked where what is declared is greener."""
    evidence = replace(row.evidence, slip_days=None)
    return Cell(_data(row.computed, row.is_too_green, evidence, get_language()), "data")


@lru_cache(maxsize=2000)
def _data(computed: str, is_too_green: bool, evidence: Evidence, _language: str | None) -> str:
    words = ", ".join(evidence_words(evidence))
    word = _("differs")
    differs = f'<b class="differs">{escape(word)}</b>' if is_too_green else ""
    return f'{rag_mark(computed)}{differs}<span class="soft small">{escape(words)}</span>'


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


def state_cell(row: RoundRow) -> Cell:
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
    inside = _state(row.standing, said or None, ", ".join(row.drafting), get_language())
    return Cell(inside, f"state {row.standing.value}")


@lru_cache(maxsize=2000)
def _state(
    standing: Standing,
    said: Said | None,
    drafting: str,
    _language: str | None,
) -> str:
    """`said` is of the update that was given."""
    parts = [_standing_words(standing, said)]
    if standing is Standing.DRAFT and said:
        parts.append(_small(_("a submitted one stands")))
    if drafting:
        parts.append(_small(_("begun by %(people)s") % {"people": drafting}))
    return "".join(parts)


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


def heads() -> list[Head]:
    """The heads behind the project's own, in order."""
    return [
        Head(name, str(BY_FIELD[name].label), BY_FIELD[name].kind)
        if name in BY_FIELD
        else Head(name, str(READ_ONLY[name][0]), "")
        for name in ORDER
    ]


def cells(row: RoundRow) -> dict[str, Cell]:
    """Every cell of a row by its field."""
    written = written_cells(row)
    return {name: written.get(name) or READ_ONLY[name][1](row) for name in ORDER}


def answered_cells(row: RoundRow) -> dict[str, dict[str, object]]:
    """Every cell as the answer to a save tells it."""
    return {name: cell.as_dict(_is_open(row, name)) for name, cell in cells(row).items()}


def _is_open(row: RoundRow, name: str) -> bool:
    return name in BY_FIELD and row.takes(name)


def row_html(row: RoundRow, labels: list[str], url: str) -> str:
    """The row; the head of it leads to the plain form, or to the project's page."""
    project = row.project
    locked = " data-locked" if row.is_locked else ""
    locked += " data-draft" if row.standing is Standing.DRAFT else ""
    locked += " data-confirmed" if row.standing is Standing.CONFIRMED else ""
    code, name = escape(project.code), escape(text_of(project, "name"))
    head = f'<th scope="row"><a href="{escape(url)}"><b>{code}</b> <bdi>{name}</bdi></a></th>'
    inside = "".join(
        cell.as_html(label, _is_open(row, name))
        for (name, cell), label in zip(cells(row).items(), labels, strict=True)
    )
    return f'<tr data-project="{project.pk}" data-code="{code}"{locked}>{head}{inside}</tr>'


def body(rows: list[RoundRow], url_of: Callable[[RoundRow], str]) -> SafeString:
    """All rows."""
    labels = [escape(head.label) for head in heads()]
    return mark_safe(  # noqa: S308 (every content is escaped where its cell is drawn)
        "\n".join(row_html(row, labels, url_of(row)) for row in rows)
    )
