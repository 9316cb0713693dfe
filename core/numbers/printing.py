"""What every form of a live number is printed of: the amount, its place in the text, one number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import is_currency

from core.languages import LanguageProfile
from core.languages.base import MOST_IN_WORDS
from core.languages.digits import bare
from core.languages.rounding import Rounding, round_to
from core.numbers.syntax import Token, TokenError

# Decimals of a measured value when the token does not say: 99.95 stays, 60.504201680672 does not.
DEFAULT_PLACES = 2


@dataclass(frozen=True)
class Amount:
    """What a number function found: an exact value, the whole it is a part of, and a unit.

    ``unit`` is an ISO 4217 code for money in whole units of the currency, else free. ``value`` is
    ``None`` when there is no datum, which is not 0. ``before`` is what the number was in the year or
    on the day that it is compared with.
    """

    value: Decimal | None
    of: Decimal | None = None
    unit: str = ""
    before: Decimal | None = None


@dataclass(frozen=True)
class Style:
    """What the place in the text adds: how the report writes numbers, and where in the text we are.

    Up to ``most_in_words`` numbers stand in words.
    """

    rounding: Rounding = Rounding.NEAREST
    most_in_words: int = MOST_IN_WORDS
    first_money_use: bool = True
    sentence_start: bool = False


@dataclass(frozen=True)
class Printed:
    """A number as printed: its text, and the value that plural categories go by."""

    text: str
    value: Decimal


def measured(value: Decimal, rule: Rounding, places: int | None) -> Decimal:
    """Round a value to the decimals asked for, or to the two (or fewer) that it has."""
    if places is not None:
        return round_to(value, rule, places)
    return bare(round_to(value, rule, DEFAULT_PLACES))


def money(
    token: Token, value: Decimal, unit: str, profile: LanguageProfile, style: Style
) -> Printed:
    """An amount of money; raises ``TokenError`` without a currency."""
    if not is_currency(unit):
        raise TokenError(
            f"{token.key} is no amount of money: its unit is {unit!r}",
            "Use another form, or give the number a currency such as USD.",
        )
    text = profile.money(
        value,
        unit,
        style.first_money_use,
        rounding=token.rounding or style.rounding,
        places=token.places,
    )
    return Printed(text, measured(value, style.rounding, None))


def running(
    token: Token,
    value: Decimal,
    profile: LanguageProfile,
    style: Style,
    *,
    sentence_start: bool = False,
) -> str:
    """A number as the report's running text has it, in words or in figures."""
    return profile.text_number(
        value,
        sentence_start=sentence_start,
        gender=token.agree,
        most_in_words=style.most_in_words,
    )


def with_capital(words: str) -> str:
    """``words`` with the first letter as a capital, behind blanks too."""
    lead = len(words) - len(words.lstrip())
    return words[:lead] + words[lead : lead + 1].upper() + words[lead + 1 :]
