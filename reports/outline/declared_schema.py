"""Figures and tables that a report declares, in a file; what several fields together must say."""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from core.figures.annexes import annexes
from core.figures.declared import KINDS, ORDERS, Declared, DeclaredFigure, DeclaredTable, plain
from core.figures.drawn import PART_COLUMNS
from core.figures.registry import figures
from core.imports.fields import Choice, Day, Field, ListOf, Mistake, Text
from core.imports.nodes import Listing, Scalar
from core.imports.problems import did_you_mean, quoted
from core.imports.records import Record, Row
from core.numbers.registry import numbers
from core.numbers.syntax import parse_token
from reports.outline.declared_fields import (
    LONGEST_KEY,
    LONGEST_NOTE,
    LONGEST_TEXT,
    BarsField,
    DeclaredKey,
    NumberKey,
    WhereField,
    YearsText,
    plain_texts,
)

# What leaves some rows may stand in the declaration itself, as what people need most.
SHORT = ("outcome", "output", "driver")
# By what else a table is narrowed, its generated caption does not say.
TOLD = (*SHORT, "unit")


def _common(strategies: Collection[str], *, captioned: bool) -> dict[str, Field[Any]]:
    return {
        "strategy": Choice(strategies, _("strategy")),
        "year": YearsText(20),
        "at": Day(),
        "where": WhereField(),
        **{name: ListOf(Text(LONGEST_KEY)) for name in SHORT},
        "caption": plain_texts(LONGEST_TEXT, required=captioned),
        "note": plain_texts(LONGEST_NOTE),
    }


class KindField(Choice):
    """The kind of a figure; a table of the same is none."""

    def value(self, scalar: Scalar) -> str:
        """The kind, or where the table belongs."""
        if scalar.text.strip().casefold() == "table":
            raise Mistake(
                _(
                    "a table of a number's parts stands under “tables”, as in {key: …, of: projects.rag}."
                )
            )
        return super().value(scalar)


def figure_record(strategies: Collection[str]) -> Record:
    """The schema of a figure that a report declares."""
    return Record(
        {
            "key": DeclaredKey(figures),
            "of": BarsField(),
            "kind": KindField(KINDS, _("kind of figure"), default=KINDS[0]),
            **_common(strategies, captioned=True),
            "order": Choice(ORDERS, _("order"), default=ORDERS[0]),
            "axis": plain_texts(LONGEST_TEXT),
        },
        _gather_where,
        _check_bars,
    )


def table_record(strategies: Collection[str]) -> Record:
    """The schema of a table that a report declares."""
    return Record(
        {
            "key": DeclaredKey(annexes),
            "of": Text(LONGEST_TEXT, required=True),
            **_common(strategies, captioned=False),
            "columns": ListOf(Text(LONGEST_KEY)),
        },
        _gather_where,
        _check_table,
    )


def _gather_where(row: Row) -> None:
    """`outcome: 1` is short for `where: {outcome: 1}`."""
    where = dict(row["where"] or {})
    for name in SHORT:
        if row[name] and name in where:
            row.problem(name, _("this stands under “where” already; say it once."))
        elif row[name]:
            where[name] = row[name]
    row["where"] = where


def _check_bars(row: Row) -> None:
    """Whether each number takes what leaves some rows, and a single one falls into parts."""
    bars: Sequence[Row] = row["of"] or []
    for bar in bars:
        if bar["number"]:
            _check_params(row, bar["number"])
    node = row.node("of")
    several = isinstance(node, Listing) and len(node.items) > 1
    if row["kind"] == "stacked":
        _check_stacked(row, [bar["number"] for bar in bars if bar["number"]])
    elif len(bars) == 1 and bars[0]["number"] and not several:
        token = parse_token(bars[0]["number"])
        if numbers[token.key].breakdown is None:
            _refuse_whole(row, token.key)
        if bars[0]["label"]:
            bars[0].problem("label", _("bars of one number have the names of its parts."))


def _check_stacked(row: Row, signatures: Sequence[str]) -> None:
    """Stacked bars are the same parts in several ways: of other units, years, outcomes."""
    keys = list(dict.fromkeys(parse_token(one).key for one in signatures))
    for key in keys[:1]:
        if numbers[key].breakdown is None:
            _refuse_whole(row, key)
    if len(keys) > 1:
        message = _("stacked bars are of one number, asked in several ways; %(other)s is another than "
                    "%(first)s.")  # fmt: skip
        row.problem("of", message % {"other": keys[1], "first": keys[0]})


def _refuse_whole(row: Row, key: str) -> None:
    message = _(
        "%(key)s does not fall into parts. Name several numbers, one bar each, or one of these: "
        "%(known)s."
    )
    row.problem("of", message % {"key": key, "known": ", ".join(parted_numbers())})


def parted_numbers() -> list[str]:
    """The keys of the numbers that fall into parts."""
    return [spec.key for spec in numbers if spec.breakdown]


def _check_params(row: Row, number: str) -> None:
    spec = numbers[parse_token(number).key]
    _check_taken(row, spec.key, spec.optional)


def _check_taken(row: Row, of: str, takes: Collection[str]) -> None:
    """What is asked for must be something that the number or the table takes."""
    for name in row["where"]:
        if name not in takes:
            place = name if row.gives(name) else "where"
            message = _("%(of)s cannot be narrowed by %(name)s. %(known)s")
            known = did_you_mean(name, [one for one in takes if one != "year"])
            row.problem(place, message % {"of": of, "name": quoted(name), "known": known})
    if row["year"] and "year" not in takes:
        row.problem("year", _("%(of)s is of a day and of no year; leave it out.") % {"of": of})


def _check_table(row: Row) -> None:
    of = row["of"]
    if not of:
        return
    if of in annexes:
        _check_columns(row, annexes[of].columns)
        _check_taken(row, of, annexes[of].takes)
    elif not _check_parted(row, of):
        return
    untold = [name for name in row["where"] if name not in TOLD]
    if (untold or of not in annexes) and not row["caption"]:
        row.problem("caption", _("this is missing: say what the table shows."))


def _check_parted(row: Row, of: str) -> bool:
    """A table of the parts of a number; whether there is such a number."""
    node = row.node("of")
    known = [*(spec.key for spec in annexes), *parted_numbers()]
    if of.partition(" ")[0] not in known or not isinstance(node, Scalar):
        message = _("there is no table %(key)s. %(known)s")
        hint = did_you_mean(of, known)
        row.problem("of", message % {"key": quoted(of), "known": hint})
        return False
    try:
        row["of"] = NumberKey().value(node)
    except Mistake as mistake:
        row.problem("of", str(mistake))
        return False
    _check_columns(row, PART_COLUMNS)
    _check_params(row, row["of"])
    return True


def _check_columns(row: Row, known: Collection[str]) -> None:
    columns: list[str] = row["columns"] or []
    for place, key in enumerate(columns):
        if key not in known:
            message = _("there is no column %(key)s here. %(known)s")
            hint = did_you_mean(key, known)
            row.problem("columns", message % {"key": quoted(key), "known": hint})
        elif key in columns[:place]:
            row.problem("columns", _("%(key)s stands here twice.") % {"key": quoted(key)})


def plain_figure(row: Row) -> dict[str, object]:
    """The figure that a checked row declares, as a report keeps it."""
    bars = [{"number": bar["number"], "label": bar["label"]} for bar in row["of"]]
    return _plain(DeclaredFigure, row, ("kind", "order", "axis"), of=bars)


def plain_table(row: Row) -> dict[str, object]:
    """The table that a checked row declares, as a report keeps it."""
    return _plain(DeclaredTable, row, ("columns",), of=row["of"])


def _plain(
    kind: type[Declared], row: Row, names: Sequence[str], **more: object
) -> dict[str, object]:
    every = ("key", "strategy", "year", "at", "where", "caption", "note", *names)
    given = {name: row[name] for name in every if row[name]}
    (found,) = plain([msgspec.convert({**given, **more}, kind)])
    return found
