"""How numbers are written in digits: decimal sign, groups of three, minus, scale of money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from core.languages.rounding import Rounding, round_to

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
MINUS = "\u2212"
EN_DASH = "\u2013"

MILLION = Decimal(10**6)
BILLION = Decimal(10**9)

Scale = Literal["", "million", "billion"]


@dataclass(frozen=True)
class NumberSigns:
    """The signs of one language; groups are set from ``group_from`` digits on."""

    decimal: str
    group: str
    group_from: int = 4

    def write(self, value: Decimal) -> str:
        """Return ``value`` with the decimals it carries, grouped, with a true minus sign."""
        whole, _, fraction = f"{abs(value):f}".partition(".")
        if len(whole) >= self.group_from:
            whole = f"{int(whole):,}".replace(",", self.group)
        sign = MINUS if value < 0 else ""
        return sign + whole + (self.decimal + fraction if fraction else "")


def bare(value: Decimal) -> Decimal:
    """Return ``value`` without trailing zeros behind the decimal sign, and without an exponent.

    A database column of four decimals gives 4.5000 for 4.5; the zeros say nothing.
    """
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    number = Decimal(text)
    return abs(number) if number.is_zero() else number


_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(n: int) -> str:
    """Return 1 to 39 in Roman figures; beyond, the plain figure, which nobody misreads."""
    if not 1 <= n <= 39:
        return str(n)
    found = ""
    for value, sign in _ROMAN:
        found += sign * (n // value)
        n %= value
    return found


@dataclass(frozen=True)
class ScaledMoney:
    """An amount of money as it will be printed: 4,500,000 is 4.5 ``million``."""

    figure: Decimal
    scale: Scale


def scaled_money(
    value: Decimal, rule: Rounding, places: int | None, billions: bool = True
) -> ScaledMoney:
    """Round an amount (in whole units of a currency) and find its scale.

    Below a million: whole units, or two decimals below a thousand when there are cents. From a
    million: at most two decimals of a million, zeros dropped. ``places`` fixes the decimals of the
    printed figure.
    """
    if abs(round_to(value, rule)) < MILLION:
        return ScaledMoney(_small_money(value, rule, places), "")
    if billions and abs(_scaled(value, MILLION, rule, places)) >= 1000:
        return ScaledMoney(_scaled(value, BILLION, rule, places), "billion")
    return ScaledMoney(_scaled(value, MILLION, rule, places), "million")


def _small_money(value: Decimal, rule: Rounding, places: int | None) -> Decimal:
    if places is not None:
        return round_to(value, rule, places)
    has_cents = abs(value) < 1000 and value != value.to_integral_value()
    return round_to(value, rule, 2 if has_cents else 0)


def _scaled(value: Decimal, unit: Decimal, rule: Rounding, places: int | None) -> Decimal:
    scaled = value.scaleb(-unit.adjusted())
    return bare(round_to(scaled, rule, 2)) if places is None else round_to(scaled, rule, places)
