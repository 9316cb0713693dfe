"""Live numbers in a text: how they are put into words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import is_currency

from core.languages import LanguageProfile, NotSpelled
from core.languages.digits import bare
from core.languages.rounding import Rounding, round_to, share
from core.numbers.syntax import Form, Token, TokenError

# Decimals of a measured value when the token does not say: 99.95 stays, 60.504201680672 does not.
DEFAULT_PLACES = 2

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_FORM_PART = re.compile(r"\\(.)|(#)", re.DOTALL)


@dataclass(frozen=True)
class Amount:
    """What a number function found: an exact value, the whole it is a part of, and a unit.

    ``unit`` is an ISO 4217 code for money in whole units of the currency, else free. ``value`` is
    ``None`` when there is no datum, which is not 0.
    """

    value: Decimal | None
    of: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True)
class Style:
    """What the place in the text adds: the report's rounding rule, and where in the text we are."""

    rounding: Rounding = Rounding.NEAREST
    first_money_use: bool = True
    sentence_start: bool = False


@dataclass(frozen=True)
class _Printed:
    """A number as printed: its text, and the value that plural categories go by."""

    text: str
    value: Decimal


def render_token(token: Token, amount: Amount, profile: LanguageProfile, style: Style) -> str:
    """Return the words for a live number in the language of ``profile``.

    No value gives the language's label for missing data ("[no data]"), never 0 and never a plural
    form, so that an author sees it; so does a per cent of nothing. A count with a share of nothing
    stands alone.

    An exact form ``=n`` is chosen by the exact value ("=100 {all}" is not for 99.6), a plural
    category by the value as printed. At the start of a sentence the first letter becomes a capital
    and, where the language asks for it, a figure becomes words.

    Raises ``TokenError`` for an ordinal of a number that has none, and for money without a
    currency.
    """
    if amount.value is None:
        return profile.labels["no_data"]
    form = _chosen_form(token, amount, profile, style)
    if form is None:
        printed = _printed(token, amount, profile, style, style.sentence_start)
        return profile.labels["no_data"] if printed is None else printed.text
    if "#" not in _ESCAPE.sub("", form):
        words = _filled(form, "")
    else:
        starts = style.sentence_start and form.lstrip().startswith("#")
        printed = _printed(token, amount, profile, style, starts)
        if printed is None:
            return profile.labels["no_data"]
        words = _filled(form, printed.text)
    return _with_capital(words) if style.sentence_start else words


def _chosen_form(
    token: Token, amount: Amount, profile: LanguageProfile, style: Style
) -> str | None:
    """Return the plural form to use; ``None`` when there is none, or nothing to count."""
    forms = dict(token.plural)
    if not forms:
        return None
    exact = _exact_value(token, amount)
    if exact is None:
        return None
    if exact == exact.to_integral_value() and f"={int(exact)}" in forms:
        return forms[f"={int(exact)}"]
    printed = _printed(token, amount, profile, style, False)
    category = "other" if printed is None else profile.plural_category(printed.value)
    return forms.get(category, forms["other"])


def _exact_value(token: Token, amount: Amount) -> Decimal | None:
    if token.form is not Form.PER_CENT or amount.of is None or amount.value is None:
        return amount.value
    return share(amount.value, amount.of)


def _filled(form: str, number: str) -> str:
    return _FORM_PART.sub(lambda part: number if part.group(2) else part.group(1), form)


def _with_capital(words: str) -> str:
    lead = len(words) - len(words.lstrip())
    return words[:lead] + words[lead : lead + 1].upper() + words[lead + 1 :]


def _printed(
    token: Token, amount: Amount, profile: LanguageProfile, style: Style, starts: bool
) -> _Printed | None:
    """Return the number as printed, at a sentence start or not; ``None``: a share of nothing."""
    value = _exact_value(token, amount)
    if value is None:
        return None
    rule = token.rounding or style.rounding
    if token.form is Form.MONEY or (token.form is Form.TEXT and is_currency(amount.unit)):
        return _money(token, value, amount.unit, profile, style)
    if token.form is Form.PER_CENT:
        rounded = round_to(value, rule, token.places or 0)
        return _Printed(profile.per_cent(rounded, sentence_start=starts), rounded)
    if token.form is Form.COUNT_SHARE:
        return _count_share(token, value, amount.of, profile, rule, starts)
    rounded = _measured(value, rule, token.places)
    if token.form in (Form.ORDINAL, Form.ORDINAL_WORDS):
        return _Printed(_ordinal(token, rounded, profile, starts), rounded)
    return _Printed(_plain(token, rounded, profile, starts), rounded)


def _measured(value: Decimal, rule: Rounding, places: int | None) -> Decimal:
    """Round a value to the decimals asked for, or to the two (or fewer) that it has."""
    if places is not None:
        return round_to(value, rule, places)
    return bare(round_to(value, rule, DEFAULT_PLACES))


def _money(
    token: Token, value: Decimal, unit: str, profile: LanguageProfile, style: Style
) -> _Printed:
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
    return _Printed(text, _measured(value, style.rounding, None))


def _count_share(
    token: Token,
    value: Decimal,
    whole: Decimal | None,
    profile: LanguageProfile,
    rule: Rounding,
    starts: bool,
) -> _Printed:
    """The count keeps its own decimals; ``places`` is for the share."""
    count = _measured(value, rule, None)
    exact = None if whole is None else share(value, whole)
    rounded = None if exact is None else round_to(exact, rule, token.places or 0)
    text = profile.count_share(count, rounded, sentence_start=starts, gender=token.agree)
    return _Printed(text, count)


def _ordinal(token: Token, value: Decimal, profile: LanguageProfile, starts: bool) -> str:
    if value != value.to_integral_value() or value < 1:
        raise TokenError(
            f"{token.key} is {value:f}, and only whole numbers from 1 have an ordinal",
            "Use form=figure.",
        )
    n = int(value)
    spelled = token.form is Form.ORDINAL_WORDS or (
        starts and not profile.sentence_may_begin_with_figure
    )
    try:
        text = profile.ordinal_words(n, token.agree) if spelled else profile.ordinal(n, token.agree)
    except NotSpelled:
        text = profile.ordinal(n, token.agree)
    return _with_capital(text) if starts else text


def _plain(token: Token, value: Decimal, profile: LanguageProfile, starts: bool) -> str:
    if token.form is Form.TEXT and not token.places:
        return profile.text_number(value, sentence_start=starts, gender=token.agree)
    if token.form is Form.WORDS and value == value.to_integral_value():
        try:
            words = profile.words(int(value), token.agree)
        except NotSpelled:
            return profile.number(value)
        return _with_capital(words) if starts else words
    if starts:
        return profile.sentence_number(value, token.agree)
    return profile.number(value, token.places)


def starts_sentence(text: str, position: int, profile: LanguageProfile) -> bool:
    """Return whether what stands at ``position`` of ``text`` (one paragraph) begins a sentence.

    The beginning of the text does, and what follows ``.``, ``!`` or ``?`` and a space, opening
    quotation marks and brackets aside. The full stop of an abbreviation the language knows, and of
    a German ordinal, ends nothing.
    """
    before = text[:position].rstrip("“„«\"'([¿¡ \u00a0\u202f\n\t")
    if not before:
        return True
    closed = before.rstrip("”“»\"')]")
    if position == len(before) or not closed.endswith((".", "!", "?", "…")):
        return False
    last = closed[:-1].split()[-1:] if closed.endswith(".") else []
    word = last[0].lstrip("(“„«[").lower() if last else ""
    return word not in profile.abbreviations and not (profile.code == "de" and word.isdigit())


def token_problems(token: Token, profile: LanguageProfile) -> list[str]:
    """Return what an author should mend before a token is printed in this language.

    A token may be well formed and still read badly: "eins Projekt".
    """
    problems: list[str] = []
    counted = profile.words(1) != profile.words(1, "f") and token.agree is None
    if counted and token.form in (Form.TEXT, Form.WORDS, Form.COUNT_SHARE):
        ones = [form for selector, form in token.plural if selector in ("one", "=1")]
        if any(_FORM_PART.search(form) and "#" in _ESCAPE.sub("", form) for form in ones):
            problems.append(
                f"{token.key}: '#' before a noun gives {profile.words(1)!r} for 1. Write "
                "the word out (=1 {…}) or add agree=m, agree=f or agree=n."
            )
    return problems
