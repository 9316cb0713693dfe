"""A cell of a workbook as it is read: what it shows, or refused where that is not what it holds."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from core.imports.nodes import Doubt, Scalar
from core.imports.number_formats import (
    EXACT_FIGURES,
    GENERAL,
    UNKNOWN,
    says,
    shown_number,
    shown_parts,
    shown_text,
    times_shown,
)
from core.imports.problems import Location


class CellReader:
    """Reads the cells of a sheet; `formats` are its styles, `styled` the style of each cell."""

    def __init__(self, formats: Sequence[str], styled: Mapping[tuple[int, int], int]) -> None:
        self.formats, self.styled = formats, styled

    def scalar(self, location: Location, value: object, place: tuple[int, int]) -> Scalar:
        """A cell's value; `place` is its row and column, from 1."""
        code = self._format(place)
        if isinstance(value, bool):
            return Scalar(location, str(value).lower(), value, shown=str(value).upper())
        if isinstance(value, float | int) and math.isfinite(value):
            return _number(location, value, code)
        if isinstance(value, date):  # a datetime is one, too
            return _day(location, value, code)
        if isinstance(value, time | timedelta):
            return Scalar(location, str(value), shown=str(value), doubt=Doubt.OTHER)
        return _text(location, str(value), code)

    def _format(self, place: tuple[int, int]) -> str:
        style = self.styled.get(place, 0)
        return self.formats[style] if style < len(self.formats) else GENERAL


def _number(location: Location, value: float, code: str) -> Scalar:
    number = Decimal(f"{value:.{EXACT_FIGURES}g}")
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    number = Decimal(plain)
    shown = shown_number(number, code)
    if shown is None:
        return Scalar(location, plain, number, shown=plain, doubt=Doubt.OTHER)
    if shown.rstrip().endswith("%"):
        figure = number * times_shown(code)
        doubt = None if says(shown, figure) else Doubt.OTHER
        return Scalar(location, shown, figure, shown=shown, doubt=doubt, is_per_cent=True)
    doubt = None if says(shown, number) else Doubt.OTHER
    return Scalar(location, plain, number, shown="" if shown == plain else shown, doubt=doubt)


def _day(location: Location, value: date, code: str) -> Scalar:
    native = value.date() if isinstance(value, datetime) and value.time() == time() else value
    text, parts = native.isoformat(), shown_parts(code)
    doubt: Doubt | None = Doubt.OTHER
    if parts is not None and parts.year and parts.month:
        doubt = None if parts.day else Doubt.MONTH
    return Scalar(location, text, native, shown=text, doubt=doubt)


def _text(location: Location, text: str, code: str) -> Scalar:
    shown = text if code in {GENERAL, "@", UNKNOWN} or not text else shown_text(text, code)
    if shown is not None and shown.strip() == text.strip():
        return Scalar(location, text)
    return Scalar(location, text, shown=shown or text, doubt=Doubt.OTHER)
