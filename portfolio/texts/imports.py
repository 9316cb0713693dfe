"""A file of what projects say in a report: texts, the quantities they name, the promises they make."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.imports.difference import AffectedRows
from core.imports.fields import (
    Checked,
    Choice,
    Day,
    Field,
    ListOf,
    Mistake,
    Text,
    Texts,
    slug,
    words_of,
)
from core.imports.numeric_fields import Amount, year
from core.imports.records import Record, Row
from core.imports.rows_by_key import RowsByKey
from core.languages.translated import set_texts
from core.lengths import TEXT
from outcomes.models import Strategy
from portfolio.models import Commitment, CommitmentState, Project, Quantity, Remark
from portfolio.projects.imports.fields import known_project
from portfolio.rules.soft_dates import read_soft_date


def remarks_record(strategy: Strategy, text: Field[str]) -> Record:
    """The schema of the file; `text` checks the texts for the report."""
    remark = Record(
        {
            "project": known_project(strategy),
            "text": Texts(inner=text),
            "quantities": ListOf(_quantity(parts=True), unique=("key", "year")),
            "commitments": ListOf(_commitment(), unique="key"),
        }
    )
    return Record({"remarks": ListOf(remark, unique="project", required=True)})


def _quantity(*, parts: bool) -> Record:
    fields: dict[str, Field[Any]] = {
        "key": slug(),
        "value": Amount(digits=20, places=4),
        "qualifier": Texts(60),
        "unit": Texts(120),
        "year": year(),
        "source": Text(300),
    }
    if parts:
        fields["parts"] = ListOf(_quantity(parts=False), unique="key")
    return Record(fields, _check_says_something)


def _check_says_something(row: Row) -> None:
    """No number is never 0: then words say how much, as in "hundreds of"."""
    if not row.gives("value") and not row.gives("qualifier"):
        row.problem("value", _("give a value, or words in its place (qualifier)."))


def _commitment() -> Record:
    due = Checked(Text(60), _check_due)
    return Record(
        {
            "key": slug(),
            "what": Texts(300, required=True),
            "due": due,
            "made_in": Text(120),
            "state": Choice(words_of(CommitmentState), _("state")),
            "answered_on": Day(),
            "answer": Texts(TEXT, lines=True),
        },
        _check_answer,
    )


def _check_due(text: str) -> None:
    try:
        read_soft_date(text)
    except ValidationError as error:
        raise Mistake(" ".join(error.messages)) from None


def _check_answer(row: Row) -> None:
    """An answered promise has the day of its answer; an open one has none."""
    is_answered = row["state"] not in (None, CommitmentState.OPEN)
    if is_answered != (row["answered_on"] is not None):
        row.problem("answered_on", _("an answered promise has the day of its answer; an open one has "
                                     "none."))  # fmt: skip


def remarks_load(strategy: Strategy, year: int, data: Mapping[str, Any]) -> None:
    """Bring texts, quantities and promises for the report on `year` to what a checked file says.

    A promise that the file does not answer keeps the answer it has been given meanwhile.
    """
    remarks = RowsByKey(Remark.objects.filter(project__strategy=strategy, year=year), "project")
    promises = RowsByKey(Commitment.objects.filter(project__strategy=strategy, year=year),
                      "project", "key")  # fmt: skip
    for row in data["remarks"]:
        if row["text"]:
            remark = remarks.row(project=row["project"])
            remark.year = year
            set_texts(remark, "text", row["text"])
        for one in row["commitments"]:
            promise = promises.row(project=row["project"], key=one["key"])
            promise.year = year
            _set_promise(promise, one)
    remarks.write()
    promises.write()
    _load_quantities(strategy, year, data["remarks"])


def _set_promise(promise: Commitment, row: Row) -> None:
    set_texts(promise, "what", row["what"])
    promise.due_text, promise.made_in = row["due"], row["made_in"]
    promise.read_due()
    if row["state"]:
        promise.state, promise.answered_on = row["state"], row["answered_on"]
        set_texts(promise, "answer", row["answer"])


def _load_quantities(strategy: Strategy, year: int, rows: Iterable[Row]) -> None:
    """Wholes first, since their parts point at them."""
    pairs = [(row["project"], one) for row in rows for one in row["quantities"]]
    stored = RowsByKey(
        Quantity.objects.filter(project__strategy=strategy), "project", "key", "year"
    )
    wholes = [_set_quantity(stored, project, one, one["year"] or year) for project, one in pairs]
    stored.write()
    if not any(one["parts"] for _project, one in pairs):
        return
    below = RowsByKey(Quantity.objects.filter(project__strategy=strategy), "project", "key", "year")
    for whole, (project, one) in zip(wholes, pairs, strict=True):
        for part in one["parts"]:
            quantity = _set_quantity(below, project, part, part["year"] or whole.year)
            quantity.part_of = whole
            quantity.source = part["source"] or whole.source
    below.write()


def _set_quantity(stored: RowsByKey[Quantity], project: Project, row: Row, year: int) -> Quantity:
    quantity = stored.row(project=project, key=row["key"], year=year)
    quantity.value, quantity.source = row["value"], row["source"]
    set_texts(quantity, "unit", row["unit"])
    set_texts(quantity, "qualifier", row["qualifier"])
    return quantity


def remarks_affected_rows(year: int, data: Mapping[str, Any]) -> list[AffectedRows]:
    """The rows that such a file speaks of. People's words are never removed by one."""
    rows = data["remarks"]
    pairs = [(row["project"], one) for row in rows for one in row["quantities"]]
    wholes = [(project, one, one["year"] or year) for project, one in pairs]
    parts = [(project, part, part["year"] or at) for project, one, at in wholes
             for part in one["parts"]]  # fmt: skip
    quantities = frozenset((p.code, one["key"], at) for p, one, at in (*wholes, *parts))
    years = {at for _code, _key, at in quantities}
    projects = {row["project"].pk for row in rows}
    return [
        AffectedRows(
            Remark.objects.filter(project__in=projects, year=year), ("project__code",), named=False
        ),
        AffectedRows(
            Quantity.objects.filter(project__in={p.pk for p, _one in pairs}, year__in=years),
            ("project__code", "key", "year"),
            quantities,
            (Quantity,),
        ),
        AffectedRows(
            Commitment.objects.filter(
                project__in={row["project"].pk for row in rows if row["commitments"]}, year=year
            ),
            ("project__code", "key"),
            frozenset((row["project"].code, one["key"]) for row in rows
                      for one in row["commitments"]),
        ),
    ]  # fmt: skip
