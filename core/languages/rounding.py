"""Rounding and shares.

An exact value is kept for ever; the rounding rule belongs to the place where the value is printed.
All arithmetic is decimal, because half of 121 must be a tie and not 60.499999.
"""

from __future__ import annotations

import enum
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

# Digits kept in a share: enough that a value rounded for print can never become a false tie.
SHARE_DIGITS = 50


class Rounding(enum.StrEnum):
    """How an exact value becomes a printed one.

    Domain: Governing Body papers print whole per cents. ``NEAREST`` is the rule of the house;
    ``CUT`` is how one published paper printed 72 of 119 (60.504 per cent) as 60.
    """

    NEAREST = "nearest"
    CUT = "cut"


_MODES = {Rounding.NEAREST: ROUND_HALF_UP, Rounding.CUT: ROUND_DOWN}


def round_to(value: Decimal, rule: Rounding, places: int = 0) -> Decimal:
    """Return ``value`` with exactly ``places`` decimals (0 or more).

    ``NEAREST`` takes ties away from zero (60.5 becomes 61, -60.5 becomes -61), ``CUT`` drops what
    is behind. The result is never minus zero. Raises ``ValueError`` for negative ``places``,
    infinity and NaN.
    """
    if places < 0:
        raise ValueError(f"places must be 0 or more, not {places}")
    if not value.is_finite():
        raise ValueError(f"only a finite number can be rounded, not {value}")
    # The default context of 28 digits would refuse long values; size one to fit.
    digits = max(value.adjusted(), 0) + places + 3
    rounded = value.quantize(
        Decimal(1).scaleb(-places), rounding=_MODES[rule], context=Context(prec=digits)
    )
    return abs(rounded) if rounded.is_zero() else rounded


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """Return ``part`` of ``whole`` in per cent, to 50 digits; ``None`` when ``whole`` is 0.

    0 of 0 is "no projects", not a number: what to print then is the caller's matter.
    """
    if whole == 0:
        return None
    context = Context(prec=SHARE_DIGITS)
    return context.divide(context.multiply(Decimal(part), Decimal(100)), Decimal(whole))
