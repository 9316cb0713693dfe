"""What a live number would print: in each form that it can take, or why not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from babel.numbers import is_currency
from django.utils.translation import gettext_lazy

from core.history.past import known_at
from core.languages import profile
from core.numbers.registry import (
    NumberError,
    NumberSpec,
    NumberValue,
    Translatable,
    number_value,
)
from core.numbers.syntax import (
    AGAINST,
    MOVING_FORMS,
    STEPPED_FORMS,
    Form,
    Params,
    Token,
    TokenError,
    format_token,
    parse_token,
    token_signature,
)
from core.numbers.words import render_token
from core.registry import UnknownKey
from reports.document.markup_check import number_problem
from reports.drafts.number_now import number_now
from reports.models import Report
from reports.picking.choices import compared_with

FORMS: Mapping[Form, Translatable] = {
    Form.TEXT: gettext_lazy("As in running text"),
    Form.FIGURE: gettext_lazy("Figure"),
    Form.WORDS: gettext_lazy("In words"),
    Form.ORDINAL: gettext_lazy("Ordinal"),
    Form.ORDINAL_WORDS: gettext_lazy("Ordinal in words"),
    Form.PER_CENT: gettext_lazy("Per cent"),
    Form.COUNT_SHARE: gettext_lazy("Count with share"),
    Form.MONEY: gettext_lazy("Money"),
    Form.MORE_THAN: gettext_lazy("More than"),
    Form.MORE_THAN_PER_CENT: gettext_lazy("More than, in per cent"),
    Form.OF_ALL: gettext_lazy("None, one or all of the"),
    Form.DIRECTION: gettext_lazy("Rose or fell"),
    Form.CHANGE: gettext_lazy("By how much"),
    Form.CHANGE_PER_CENT: gettext_lazy("By how much, in per cent"),
    Form.MOVEMENT: gettext_lazy("Rose or fell by"),
    Form.MOVEMENT_PER_CENT: gettext_lazy("Rose or fell by, in per cent"),
}
_OF_SHARES = (Form.PER_CENT, Form.COUNT_SHARE, Form.MORE_THAN_PER_CENT, Form.OF_ALL)


@dataclass(frozen=True)
class FormOffered:
    """A form that a number can take, with what it would print and how it is written."""

    form: str
    label: str
    text: str
    source: str


@dataclass(frozen=True)
class Said:
    """What a live number says now, or the `problem` that keeps it from being printed."""

    text: str = ""
    problem: str = ""
    value: NumberValue | None = None


def said(token: Token, report: Report, language: str) -> Said:
    """What `token` prints in an edition of `report` from the data as they are now."""
    if problem := number_problem(token):
        return Said(problem=problem)
    try:
        value = number_now(report, token_signature(token)).value
    except (NumberError, UnknownKey) as error:
        return Said(problem=str(error))
    try:
        return Said(_printed(token, value, report, language), value=value)
    except TokenError as error:
        return Said(problem=str(error), value=value)


def read(source: str) -> Token | str:
    """The token written in `source`, or what is wrong with it in a sentence."""
    try:
        return parse_token(source)
    except TokenError as error:
        return str(error)


def offered_forms(
    token: Token, spec: NumberSpec, report: Report, language: str
) -> Iterator[FormOffered]:
    """The forms that a number can take as it is counted here, each with its text."""
    params = {name: value for name, value in token.params.items() if name != AGAINST}
    counted = Token(spec.key, Params(params))
    value = said(counted, report, language).value
    if value is None:
        return
    against = compared_with(spec, report, token.params)
    compared = replace(counted, params=Params({**params, AGAINST: against}))
    before = _value_compared(compared, report)
    for form in Form:
        one = _in_form(compared if form in MOVING_FORMS else counted, form, token, value)
        amount = before if form in MOVING_FORMS else value
        if amount is None or not _fits(form, amount):
            continue
        try:
            text = _printed(one, amount, report, language)
        except TokenError:
            continue
        yield FormOffered(form.value, str(FORMS[form]), text, format_token(one))


def _value_compared(token: Token, report: Report) -> NumberValue | None:
    """The number with what it was; None where that cannot be known."""
    try:
        with known_at(report.known_at):
            value = number_value(token, report.number_context)
    except NumberError:
        return None
    return value if value.before is not None else None


def _in_form(counted: Token, form: Form, token: Token, value: NumberValue) -> Token:
    """The number in another form, with the rounding and the plural forms that go with it."""
    stepped = form in STEPPED_FORMS
    per_cent = form is Form.MORE_THAN_PER_CENT
    return replace(
        counted,
        form=form,
        rounding=token.rounding,
        places=token.places,
        agree=token.agree,
        plural=token.plural if form is token.form else (),
        step=(token.step or _step(value.value, per_cent=per_cent)) if stepped else None,
    )


def _step(value: Decimal | None, *, per_cent: bool) -> int:
    """A step that suits a number: 5,000 of 88,300, 50 of 119, 5 of 72 and of per cents."""
    digits = len(str(abs(int(value or 0))))
    return 5 if per_cent or digits < 2 else 5 * 10 ** (digits - 2)


def _fits(form: Form, value: NumberValue) -> bool:
    """Whether a number of this kind is ever printed so; what is no data shows in running text only."""
    if value.value is None:
        return form is Form.TEXT
    if form in _OF_SHARES:
        return bool(value.of)
    is_money = is_currency(str(value.unit))
    if form is Form.MONEY:
        return is_money
    if form in (Form.ORDINAL, Form.ORDINAL_WORDS, Form.WORDS):
        return not is_money
    return True


def _printed(token: Token, value: NumberValue, report: Report, language: str) -> str:
    return render_token(token, value.amount, profile(language), report.style)
