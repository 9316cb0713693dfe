"""What is wrong with a text for the report: live numbers that cannot be read, known or printed."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from core.languages import profile
from core.numbers.registry import NumberContext, NumberError, number_value
from core.numbers.syntax import Token, TokenError, find_tokens, token_signature
from core.numbers.words import Style, render_token, token_problems
from core.registry import UnknownKey
from portfolio.models import Project
from portfolio.texts.report_markup import markup_checks


def number_context(project: Project, year: int, at: date) -> NumberContext:
    """What live numbers of a report on `year` are asked with, as of the day `at`."""
    return NumberContext(
        strategy=project.strategy.slug,
        year=year,
        at=min(date(year, 12, 31), at) if 1 <= year <= 9999 else at,
    )


def problems_of(texts: Mapping[str, str], context: NumberContext) -> dict[str, list[str]]:
    """What is wrong with the editions of a text, by their languages; those without a fault are left out.

    First the live numbers of each, with their places, then whether all editions have the same.
    """
    problems: dict[str, list[str]] = {}
    signatures = {}
    for code, text in texts.items():
        if not text:
            continue
        try:
            found = [(start, token) for start, _end, token in find_tokens(text)]
        except TokenError as error:
            problems[code] = [_at(text, error.offset or 0, _error_words(error))]
            continue
        problems[code] = _of_numbers(text, found, code, context) or _unreadable(text)
        signatures[code] = Counter(token_signature(token) for _start, token in found)
    original = signatures.pop(settings.LANGUAGE_CODE, None)
    if original is not None:
        for code, edition in signatures.items():
            problems[code] += _disagreements(original, edition, code)
    return {code: each for code, each in problems.items() if each}


def _of_numbers(
    text: str, found: list[tuple[int, Token]], code: str, context: NumberContext
) -> list[str]:
    """What is wrong with live numbers that can be read, each with its place."""
    problems = []
    for start, token in found:
        try:
            amount = number_value(token, context).amount
            render_token(token, amount, profile(code), Style())
            problems += [_at(text, start, each) for each in token_problems(token, profile(code))]
        except (NumberError, UnknownKey) as error:
            problems.append(_at(text, start, str(error)))
        except TokenError as error:
            problems.append(_at(text, start, _error_words(error)))
    return problems


def _unreadable(text: str) -> list[str]:
    """What no draft could be made with, each with its place."""
    plain = text.replace("\r\n", "\n")
    return [
        _at(plain, offset, message) for check in markup_checks for offset, message in check(plain)
    ]


def _error_words(error: TokenError) -> str:
    return f"{error.problem}. {error.remedy}"


def _at(text: str, offset: int, problem: str) -> str:
    """A problem with its line and character, both counted from 1."""
    line = text.count("\n", 0, offset) + 1
    character = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return _("Line %(line)s, character %(character)s: %(problem)s") % {
        "line": line,
        "character": character,
        "problem": problem,
    }


def _disagreements(original: Counter[str], edition: Counter[str], code: str) -> list[str]:
    """Live numbers that only one of two languages has; how often is the language's affair."""
    language = dict(settings.LANGUAGES)[code]
    missing = [
        _("The original has the live number “%(number)s”; the text in %(language)s has not.")
        % {"number": each, "language": language}
        for each in original
        if each not in edition
    ]
    extra = [
        _("The text in %(language)s has the live number “%(number)s”; the original has not.")
        % {"number": each, "language": language}
        for each in edition
        if each not in original
    ]
    return missing + extra
