"""Live numbers in a text: how they are put into words."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from babel.numbers import is_currency

from core.languages import LanguageProfile, NotSpelled
from core.languages.rounding import round_to, share
from core.numbers import qualified
from core.numbers.printing import Amount, Printed, Style, measured, money, running, with_capital
from core.numbers.syntax import (
    ALL,
    MOVING_FORMS,
    STEPPED_FORMS,
    Form,
    Token,
    TokenError,
)

__all__ = ["Amount", "Style", "render_token", "starts_sentence", "token_problems"]

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_FORM_PART = re.compile(r"\\(.)|(#)", re.DOTALL)
# Forms that end in "per cent" and go by the share.
_SHARES = (Form.PER_CENT, Form.MORE_THAN_PER_CENT)


def render_token(token: Token, amount: Amount, profile: LanguageProfile, style: Style) -> str:
    """Return the words for a live number in the language of ``profile``.

    No value gives the language's label for missing data ("[no data]"), never 0 and never a plural
    form, so that an author sees it; so does a per cent of nothing. A count with a share of nothing
    stands alone.

    An exact form ``=n`` is chosen by the exact value ("=100 {all}" is not for 99.6), ``=all`` where it is
    the whole, a plural category by the value as printed. Of a movement they go by how far it went, and
    ``up``, ``down`` and ``same`` come first.

    At the start of a sentence the first letter becomes a capital and, where the language asks for it, a
    figure becomes words.

    Raises ``TokenError`` for an ordinal of a number that has none, and for money without a
    currency.
    """
    is_moving = token.form in MOVING_FORMS
    if amount.value is None or (is_moving and amount.before is None):
        return profile.labels["no_data"]
    form = _chosen_form(token, amount, profile, style)
    if form is None:
        printed = _printed(token, amount, profile, style, style.sentence_start)
        return profile.labels["no_data"] if printed is None else printed.text
    if "#" not in _ESCAPE.sub("", form):
        words = _filled(form, "")
    else:
        starts = style.sentence_start and form.lstrip().startswith("#")
        printed = _counted(token, amount, profile, style, starts)
        if printed is None:
            return profile.labels["no_data"]
        words = _filled(form, printed.text)
    return with_capital(words) if style.sentence_start else words


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
    if token.form in MOVING_FORMS and (words := forms.get(qualified.direction_selector(amount))):
        return words
    if exact == exact.to_integral_value() and f"={int(exact)}" in forms:
        return forms[f"={int(exact)}"]
    if ALL in forms and amount.of and amount.value == amount.of:
        return forms[ALL]
    printed = _counted(token, amount, profile, style, False)
    category = "other" if printed is None else profile.plural_category(printed.value)
    return forms.get(category, forms["other"])


def _exact_value(token: Token, amount: Amount) -> Decimal | None:
    if token.form in MOVING_FORMS and amount.value is not None and amount.before is not None:
        return abs(amount.value - amount.before)
    if token.form not in _SHARES or amount.of is None or amount.value is None:
        return amount.value
    return share(amount.value, amount.of)


def _counted(
    token: Token, amount: Amount, profile: LanguageProfile, style: Style, starts: bool
) -> Printed | None:
    """What "#" stands for: of a movement how far it went, without the words around it."""
    if token.form not in MOVING_FORMS:
        return _printed(token, amount, profile, style, starts)
    printed = qualified.change(token, amount, profile, style)
    return replace(printed, text=with_capital(printed.text)) if printed and starts else printed


def _filled(form: str, number: str) -> str:
    return _FORM_PART.sub(lambda part: number if part.group(2) else part.group(1), form)


def _printed(
    token: Token, amount: Amount, profile: LanguageProfile, style: Style, starts: bool
) -> Printed | None:
    """Return the number as printed, at a sentence start or not; ``None``: a share of nothing."""
    value = _exact_value(token, amount)
    if value is None:
        return None
    if token.form in MOVING_FORMS:
        return qualified.movement(token, amount, profile, style, starts)
    if token.form in STEPPED_FORMS:
        return qualified.more_than(token, amount, profile, style, starts)
    if token.form is Form.OF_ALL:
        return qualified.of_all(token, amount, profile, style, starts)
    rule = token.rounding or style.rounding
    if token.form is Form.MONEY or (token.form is Form.TEXT and is_currency(amount.unit)):
        return money(token, value, amount.unit, profile, style)
    if token.form is Form.PER_CENT:
        rounded = round_to(value, rule, token.places or 0)
        return Printed(profile.per_cent(rounded, sentence_start=starts), rounded)
    if token.form is Form.COUNT_SHARE:
        return _count_share(token, value, amount.of, profile, style, starts)
    rounded = measured(value, rule, token.places)
    if token.form in (Form.ORDINAL, Form.ORDINAL_WORDS):
        return Printed(_ordinal(token, rounded, profile, starts), rounded)
    return Printed(_plain(token, rounded, profile, style, starts), rounded)


def _count_share(
    token: Token,
    value: Decimal,
    whole: Decimal | None,
    profile: LanguageProfile,
    style: Style,
    starts: bool,
) -> Printed:
    """The count keeps its own decimals; ``places`` is for the share."""
    rule = token.rounding or style.rounding
    count = measured(value, rule, None)
    exact = None if whole is None else share(value, whole)
    rounded = None if exact is None else round_to(exact, rule, token.places or 0)
    text = profile.count_share(
        count,
        rounded,
        sentence_start=starts,
        gender=token.agree,
        most_in_words=style.most_in_words,
    )
    return Printed(text, count)


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
    return with_capital(text) if starts else text


def _plain(
    token: Token, value: Decimal, profile: LanguageProfile, style: Style, starts: bool
) -> str:
    if token.form is Form.TEXT and not token.places:
        return running(token, value, profile, style, sentence_start=starts)
    if token.form is Form.WORDS and value == value.to_integral_value():
        try:
            words = profile.words(int(value), token.agree)
        except NotSpelled:
            return profile.number(value)
        return with_capital(words) if starts else words
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
