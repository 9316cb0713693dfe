"""Forms that say more than the number: "more than 85,000", "all of the", "rose by 12".

Each gives whole words of a sentence, with what must agree in the language; where the language's words
do not fit, plural forms (``up``, ``down``, ``same``) say it in the author's.
"""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import is_currency

from core.languages import LanguageProfile
from core.languages.rounding import Rounding, round_to, share
from core.numbers.printing import Amount, Printed, Style, measured, money, running, with_capital
from core.numbers.syntax import DIRECTIONS, Form, Token, TokenError


def more_than(
    token: Token, amount: Amount, profile: LanguageProfile, style: Style, starts: bool
) -> Printed | None:
    """The number rounded down to a multiple of its step, which an exact multiple is itself.

    Below the first step there is nothing to be more than: the number stands as it is.
    """
    assert token.step is not None and amount.value is not None
    in_per_cent = token.form is Form.MORE_THAN_PER_CENT
    exact = _share_of(amount) if in_per_cent else amount.value
    if exact is None:
        return None
    floor = exact // token.step * token.step
    is_more = floor > 0 and floor != exact
    rule = token.rounding or style.rounding
    value = floor if floor > 0 else measured(exact, rule, token.places)
    # Within the words the number does not begin the sentence.
    begins = starts and not is_more
    if in_per_cent:
        value = round_to(value, rule, token.places or 0)
        printed = Printed(profile.per_cent(value, sentence_start=begins), value)
    elif is_currency(amount.unit):
        printed = money(token, value, amount.unit, profile, style)
    else:
        text = running(token, value, profile, style, sentence_start=begins)
        printed = Printed(text, value)
    if not is_more:
        return printed
    text = profile.more_than(printed.text)
    return Printed(with_capital(text) if starts else text, printed.value)


def of_all(
    token: Token, amount: Amount, profile: LanguageProfile, style: Style, starts: bool
) -> Printed | None:
    """ "None of the", "one of the", "72 of the", "all of the"; None where there is nothing to count.

    Raises ``TokenError`` for a number that is part of nothing.
    """
    assert amount.value is not None
    if amount.of is None:
        raise TokenError(f"{token.key} is part of no whole", "Use another form.")
    if amount.of == 0:
        return None
    count = measured(amount.value, Rounding.NEAREST, None)
    if amount.value == amount.of:
        text = profile.all_of_the(token.agree)
    elif amount.value in (0, 1):
        text = profile.few_of_the(int(amount.value), token.agree)
    else:
        number = running(token, count, profile, style, sentence_start=starts)
        text = profile.number_of_the(number, token.agree)
    return Printed(with_capital(text) if starts else text, count)


def direction(amount: Amount) -> int:
    """-1, 0 or 1: whether a number that was something else before fell, stayed or rose."""
    assert amount.value is not None and amount.before is not None
    return (amount.value > amount.before) - (amount.value < amount.before)


def direction_selector(amount: Amount) -> str:
    """The plural form for its direction."""
    return {1: DIRECTIONS[0], -1: DIRECTIONS[1], 0: DIRECTIONS[2]}[direction(amount)]


def change(token: Token, amount: Amount, profile: LanguageProfile, style: Style) -> Printed | None:
    """By how much it moved, without direction; in per cent of what it was, nothing for a rise from 0."""
    assert amount.value is not None and amount.before is not None
    difference = abs(amount.value - amount.before)
    rule = token.rounding or style.rounding
    if token.form in (Form.CHANGE_PER_CENT, Form.MOVEMENT_PER_CENT):
        exact = share(difference, abs(amount.before))
        if exact is None:
            return None
        rounded = round_to(exact, rule, token.places or 0)
        return Printed(profile.per_cent(rounded), rounded)
    if is_currency(amount.unit):
        return money(token, difference, amount.unit, profile, style)
    value = measured(difference, rule, token.places)
    return Printed(running(token, value, profile, style), value)


def movement(
    token: Token, amount: Amount, profile: LanguageProfile, style: Style, starts: bool
) -> Printed | None:
    """ "Rose", "by 12" or "rose by 12", as the form has it; what did not change did so by nothing."""
    printed = change(token, amount, profile, style)
    sign = direction(amount)
    verb = profile.direction(sign, token.agree)
    if token.form is Form.DIRECTION or (
        sign == 0 and token.form in (Form.MOVEMENT, Form.MOVEMENT_PER_CENT)
    ):
        text, value = verb, Decimal(0) if printed is None else printed.value
    elif printed is None:
        return None
    else:
        by = profile.changed_by(printed.text)
        is_bare = token.form in (Form.CHANGE, Form.CHANGE_PER_CENT)
        text, value = by if is_bare else f"{verb} {by}", printed.value
    return Printed(with_capital(text) if starts else text, value)


def _share_of(amount: Amount) -> Decimal | None:
    return None if amount.of is None or amount.value is None else share(amount.value, amount.of)
