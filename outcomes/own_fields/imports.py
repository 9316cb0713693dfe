"""Own fields in files: those that a strategy file defines, and their columns in sheets of rows."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports.difference import AffectedRows
from core.imports.fields import (
    Checked,
    Choice,
    Day,
    Field,
    Flag,
    ListOf,
    Mistake,
    Text,
    Texts,
    folded,
)
from core.imports.fields import Words as KnownWords
from core.imports.layouts import SheetLayout, in_every_language
from core.imports.nodes import Scalar
from core.imports.numeric_fields import Amount
from core.imports.problems import quoted
from core.imports.records import Record, Row
from core.imports.rows_by_name import person_by_name
from core.imports.sheets import Column
from core.languages.translated import set_texts
from core.lengths import TEXT
from outcomes.models import OwnField, OwnKind, OwnSubject, Strategy
from outcomes.models.own_fields import (
    FIGURES,
    KEY,
    LONGEST_KEY,
    LONGEST_NAME,
    PLACES,
    OwnFieldWords,
    all_own_fields,
    all_people,
    own_vocabulary,
    own_with,
)
from outcomes.own_fields.columns import fields_shown
from outcomes.terms.imports import list_load, stand_behind, term_choice, term_list
from outcomes.terms.uses import own_subjects

# --- What a strategy file defines ------------------------------------------------------------------


def own_field_list() -> Field[Any]:
    """The part `own_fields` of a strategy file."""
    asks = _("a key is small letters without accents, figures and hyphens, such as sponsor-unit.")
    record = Record(
        {
            "key": Text(LONGEST_KEY, pattern=KEY, asks=asks, required=True),
            "of": Choice(OwnSubject.values, _("kind of row"), default=OwnSubject.PROJECT.value),
            "kind": Choice(OwnKind.values, _("kind of field"), required=True),
            "name": Texts(LONGEST_NAME, required=True),
            "hint": Texts(200),
            "unit": Text(20),
            "offered": Flag(default=True),
            "choices": term_list(),
        },
        _check,
    )
    return ListOf(record, unique="key")


def _check(row: Row) -> None:
    if row["choices"] and row["kind"] != OwnKind.CHOICE:
        row.problem("choices", _("only a field of the kind “choice” has choices."))
    if row["kind"] == OwnKind.MONEY and not row["unit"]:
        row.problem("unit", _("money needs its currency, as in unit: USD."))
    taken = own_subjects[row["of"]].taken() if row["of"] else ()
    for name in (row["name"] or {}).values():
        if folded(name) in taken:
            message = _("%(name)s is a column of such rows already; choose another name.")
            row.problem("name", message % {"name": quoted(name)})


def own_fields_load(strategy: Strategy, rows: list[Any]) -> None:
    """Bring the strategy's own fields to what a file says; what it no longer names stays, behind."""
    held = {each.key: each for each in strategy.own_fields.all()}
    for position, row in enumerate(rows):
        field = held.pop(row["key"], None) or OwnField(strategy=strategy, key=row["key"])
        field.subject, field.kind = row.get("of") or OwnSubject.PROJECT, row["kind"]
        field.unit, field.offered = row.get("unit") or "", row.get("offered", True)
        field.position = position
        set_texts(field, "name", row["name"])
        set_texts(field, "hint", row.get("hint") or {})
        field.save()
        if row.get("choices"):
            list_load(strategy, own_vocabulary(field.key), "", row["choices"])
    stand_behind(held.values(), len(rows))


def own_fields_affected_rows(data: Mapping[str, Any]) -> AffectedRows:
    """The own fields of the strategy; a file removes none."""
    rows = OwnField.objects.filter(strategy__slug=data["slug"])
    return AffectedRows(rows, ("key",), named=False)


# --- Columns of sheets -----------------------------------------------------------------------------


def own_sheet_columns(strategy: Strategy, subject: OwnSubject) -> list[Column]:
    """A column for each own field of the strategy, headed by its key or any of its names."""
    return [
        Column(each.field, each.names, _cell(strategy, each))
        for each in all_own_fields().of(strategy.pk, subject)
    ]


def _cell(strategy: Strategy, field: OwnFieldWords) -> Field[Any]:
    match field.kind:
        case OwnKind.LONG_TEXT:
            return Text(TEXT, lines=True)
        case OwnKind.NUMBER | OwnKind.MONEY:
            return Amount(digits=FIGURES, places=PLACES)
        case OwnKind.DAY:
            return Day()
        case OwnKind.CHOICE:
            return term_choice(strategy, field.vocabulary, field.name)
        case OwnKind.PERSON:
            return _PersonKey()
        case OwnKind.YES_NO:
            return Choice(_yes_and_no(), field.name, default="")
        case OwnKind.LINK:
            return Checked(Text(400), _check_link)
        case _:
            return Text(200)


class _PersonKey(Field[int]):
    """A person's id, by name or user name."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = person_by_name()

    def value(self, scalar: Scalar) -> int:
        """The id."""
        key: int = self.inner.value(scalar).pk
        return key


def _yes_and_no() -> KnownWords:
    words = KnownWords()
    for label, meaning in ((gettext_lazy("yes"), "yes"), (gettext_lazy("no"), "no")):
        words[str(label)] = words[meaning] = meaning
        for word in in_every_language(label):
            words.elsewhere.setdefault(word, meaning)
    return words


def _check_link(text: str) -> None:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        message = _("%(text)s is no address; it begins with https:// or http://.")
        raise Mistake(message % {"text": quoted(text)})


def with_own(layout: SheetLayout, subject: OwnSubject) -> SheetLayout:
    """The layout of a list with a column for each own field of any strategy, behind the others."""
    fields = list(fields_shown(subject))
    if not fields:
        return layout
    return replace(
        layout,
        labels={**layout.labels, **{each.field: _label(each.key) for each in fields}},
        written={**layout.written, **{each.field: partial(own_cell, each.key) for each in fields}},
        added=layout.added + len(fields),
    )


def _label(key: str) -> str:
    """Its name in whatever language is active."""
    return lazy(lambda: all_own_fields().by_key()[key].name, str)()


def own_cell(key: str, row: Any) -> Any:
    """What a sheet has of an own field of a row, so that its loader reads it again."""
    fields = all_own_fields().of(row.strategy_id, row.own_subject)
    field = next((each for each in fields if each.key == key), None)
    if field is None:
        return None
    value = field.value(row.own)
    if field.kind == OwnKind.PERSON:
        return all_people()[value].code if value in all_people() else None
    if field.kind in {OwnKind.CHOICE, OwnKind.YES_NO}:
        return field.words(row.own) or None
    return value


def take_own(row: Any, given: Mapping[str, Any], columns: frozenset[str]) -> None:
    """Put what the columns of a sheet say into a row; missing columns change nothing."""
    fields = all_own_fields().of(row.strategy_id, row.own_subject)
    row.own = own_with(row.own, ((f, given[f.field]) for f in fields if f.field in columns))
