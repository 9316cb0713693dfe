"""Figure and table of a declaration, from the very numbers that stand in the text.

Everything is in the active language; a text that nobody has put into it is in the report's original.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

import msgspec
from babel.numbers import is_currency
from django.utils.translation import gettext as _

from core.figures.annexes import AnnexData, TableChoice, active_profile, annexes
from core.figures.declared import DeclaredFigure, DeclaredTable, Texts
from core.figures.registry import TINTS, FigureData, Point
from core.languages.base import capitalised
from core.languages.rounding import Rounding, round_to, share
from core.languages.sorting import sort_key
from core.numbers.registry import (
    NumberContext,
    NumberError,
    NumberSpec,
    NumberValue,
    number_value,
    numbers,
)
from core.numbers.syntax import Params, Token, token_signature

# Of a number that falls into parts, as a table: the part, how many it has, and their share.
PART_COLUMNS = ("part", "count", "share")
_WIDTHS = {"part": 60, "count": 16, "share": 16}


@dataclass(frozen=True)
class _Drawn:
    """A number of a figure, computed."""

    token: Token
    spec: NumberSpec
    value: NumberValue
    label: str

    @property
    def unit(self) -> str:
        """What is counted."""
        return str(self.value.unit)


def figure_of(declared: DeclaredFigure, context: NumberContext, original: str) -> FigureData:
    """The figure in the active language; `original` is the language that its texts are in at least.

    Raises what `number_value` raises.
    """
    own = declared.context(context)
    drawn = [
        _computed(declared.token(bar.number), own, said(bar.label, original)) for bar in declared.of
    ]
    if declared.kind == "stacked":
        stacked = _stacked(drawn, own, declared.order)
        return _figure(declared, drawn, stacked, original, adds_up=False)
    parted = len(drawn) == 1
    points = _parts(drawn[0], own) if parted else _bars(drawn, own)
    return _figure(declared, drawn, _ordered(points, declared.order), original, adds_up=parted)


def _figure(
    declared: DeclaredFigure,
    drawn: Sequence[_Drawn],
    points: Sequence[Point],
    original: str,
    *,
    adds_up: bool,
) -> FigureData:
    first = drawn[0]
    caption = said(declared.caption, original)
    axis = said(declared.axis, original)
    return FigureData(
        key=declared.key,
        kind="stacked" if declared.kind == "stacked" else "bar",
        caption=caption,
        alt=_alt(points, caption, axis or first.unit, stacked=declared.kind == "stacked"),
        unit=first.unit,
        points=tuple(points),
        total=sum(point.value for point in points),
        note=_note(declared.note, original, any(one.value.illustrative for one in drawn)),
        groups=tuple(dict.fromkeys(point.group for point in points if point.group)),
        axis=axis,
        page=first.spec.page if any(point.rows for point in points) else "",
        adds_up=adds_up,
    )


def _computed(token: Token, context: NumberContext, label: str) -> _Drawn:
    spec = numbers[token.key]
    value = number_value(token, context)
    return _Drawn(token, spec, value, label or capitalised(str(spec.label)))


def _parts(drawn: _Drawn, context: NumberContext) -> list[Point]:
    """A bar for each part of one number."""
    breakdown = drawn.spec.breakdown
    if breakdown is None:
        raise NumberError(f"{drawn.token.key} does not fall into parts; name several numbers.")
    token = _of_currency(drawn)
    narrows = breakdown.filter.format(**drawn.token.params)
    return [
        Point(
            category=part.key,
            label=part.label,
            value=part.value,
            group=str(breakdown.groups.get(part.group, "")),
            rows=_rows(token, drawn.spec, context, {**breakdown.asked, narrows: part.key}),
        )
        for part in drawn.value.parts
    ]


def _stacked(drawn: Sequence[_Drawn], context: NumberContext, order: str) -> list[Point]:
    """The parts of one number asked in several ways; each way is a bar, with the same parts in all."""
    _refuse_twins(drawn)
    names = list(dict.fromkeys(part.label for one in drawn for part in one.value.parts))
    if len(names) > len(TINTS):
        raise NumberError(
            f"{drawn[0].token.key} has {len(names)} parts; of more than {len(TINTS)} stacked ones "
            "nobody could tell which is which."
        )
    bars = [
        [
            msgspec.structs.replace(point, label=one.label, group=point.label)
            for point in _parts(one, context)
        ]
        for one in drawn
    ]
    whole = [
        Point(category=str(place), label=bar[0].label, value=sum(point.value for point in bar))
        for place, bar in enumerate(bars)
        if bar
    ]
    return [point for one in _ordered(whole, order) for point in bars[int(one.category)]]


def _refuse_twins(drawn: Sequence[_Drawn]) -> None:
    """Bars are told apart by their names."""
    names = [one.label for one in drawn]
    for name in names:
        if names.count(name) > 1:
            raise NumberError(f"Two bars are called “{name}”; give them labels.")


def _of_currency(drawn: _Drawn) -> Token:
    """Of money the list must show the currency that was added up."""
    if not is_currency(drawn.unit) or "currency" not in drawn.spec.optional:
        return drawn.token
    return replace(drawn.token, params=Params({**drawn.token.params, "currency": drawn.unit}))


def _bars(drawn: Sequence[_Drawn], context: NumberContext) -> Sequence[Point]:
    """A bar for each of several numbers; one without data has none, for that is not 0."""
    first = drawn[0]
    for one in drawn:
        if one.unit != first.unit:
            raise NumberError(
                f"{first.token.key} counts {first.unit} and {one.token.key} {one.unit}; bars of one "
                "figure count the same."
            )
    _refuse_twins(drawn)
    one_page = len({one.spec.page for one in drawn}) == 1
    return [
        Point(
            category=token_signature(one.token),
            label=one.label,
            value=_whole(one.value.value, one),
            rows=_rows(_of_currency(one), one.spec, context, {}) if one_page else "",
        )
        for one in drawn
        if one.value.value is not None
    ]


def _whole(value: Decimal, one: _Drawn) -> int:
    """A bar is a whole number; money is in whole units of its currency."""
    if not is_currency(one.unit) and value != value.to_integral_value():
        raise NumberError(f"{one.token.key} is {value:f}; bars are of whole numbers.")
    return int(round_to(value, Rounding.NEAREST, 0))


def _rows(token: Token, spec: NumberSpec, context: NumberContext, more: dict[str, str]) -> str:
    """What the number's list is asked for to show exactly the rows of a bar."""
    if not spec.page:
        return ""
    asked = {
        "strategy": context.strategy,
        "year": context.years,
        "at": context.at.isoformat(),
        "number": token_signature(token),
    }
    return urlencode({**asked, **more})


def _ordered(points: Sequence[Point], order: str) -> Sequence[Point]:
    """As the number gives them, the largest first, or by their names."""
    orders: dict[str, Callable[[Point], tuple[int | str, ...]]] = {
        "largest": lambda point: (-point.value,),
        "name": lambda point: (sort_key(point.label, active_profile().code),),
    }
    return sorted(points, key=orders[order]) if order in orders else points


def said(texts: Texts, original: str) -> str:
    """A text in the active language in its typography, else as it stands in the original."""
    words = active_profile()
    if text := texts.get(words.code):
        return words.typeset(text)
    return texts.get(original, "") or next(iter(texts.values()), "")


def _note(texts: Texts, original: str, illustrative: bool) -> str:
    invented = _("Some of the data are illustrative: no public source gives them.")
    return " ".join(filter(None, (said(texts, original), invented if illustrative else "")))


def _alt(points: Sequence[Point], caption: str, axis: str, *, stacked: bool) -> str:
    """The figure in a sentence, for those who cannot see it."""
    told = ((f"{one.label}, {one.group}" if stacked else one.label, one.value) for one in points)
    listed = "; ".join(f"{name}: {value}" for name, value in told)
    return _("Bar chart. %(caption)s. %(axis)s. %(listed)s.") % {
        "caption": caption,
        "axis": capitalised(axis),
        "listed": listed or _("No data"),
    }


# --- Tables --------------------------------------------------------------------------------------


def table_of(declared: DeclaredTable, context: NumberContext, original: str) -> AnnexData:
    """The table in the active language. Raises what `number_value` raises."""
    own = declared.context(context)
    if declared.of in annexes:
        choice = TableChoice(declared.columns, declared.params)
        data = annexes[declared.of].compute(own, choice)
    else:
        data = _parts_table(declared, own)
    # A table without rows says why in its note, whatever its own would say.
    note = said(declared.note, original) if data.rows else ""
    return msgspec.structs.replace(
        data,
        caption=said(declared.caption, original) or data.caption,
        note=note or data.note,
    )


def _parts_table(declared: DeclaredTable, context: NumberContext) -> AnnexData:
    """The parts of a number, each with its share."""
    drawn = _computed(declared.token(declared.of), context, "")
    points = _parts(drawn, context)
    words = active_profile()
    total = sum(point.value for point in points)

    def shared(value: int) -> str:
        exact = share(value, total)
        return "–" if exact is None else words.per_cent(round_to(exact, Rounding.NEAREST, 1))

    cells: dict[str, Callable[[Point], str]] = {
        "part": lambda point: point.label,
        "count": lambda point: words.integer(point.value),
        "share": lambda point: shared(point.value),
    }
    by = drawn.spec.breakdown.label if drawn.spec.breakdown else ""
    heads = {"part": str(by), "count": capitalised(drawn.unit), "share": _("Share")}
    columns = declared.columns or PART_COLUMNS
    starts = [(place, point.group) for place, point in enumerate(points) if point.group]
    return AnnexData(
        caption=drawn.label,
        columns=tuple(heads[key] for key in columns),
        rows=tuple(tuple(cells[key](point) for key in columns) for point in points),
        numeric=tuple(place for place, key in enumerate(columns) if key != "part"),
        groups=tuple({group: (place, group) for place, group in reversed(starts)}.values())[::-1],
        widths=tuple(_WIDTHS[key] for key in columns),
        illustrative=_note({}, "", drawn.value.illustrative),
    )
