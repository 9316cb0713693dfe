"""No pattern and no scan that meets people's text costs more than the text is long.

Every pattern of the product is found in its modules, and fed what suits it worst: the beginnings of
what it looks for, again and again, without the end. What is compared are costs of the same work for
a text and for one four times as long, so that no bound is a time.
"""

import ast
import gc
import importlib
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from re import _constants as signs  # type: ignore[attr-defined]
from re import _parser as regular  # type: ignore[attr-defined]
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CharField, TextField
from django.template.defaultfilters import linebreaksbr, urlencode
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_request

from core.imports.csv_files import read_csv
from core.imports.fields import Day, Flag, Mistake, Text
from core.imports.nodes import Scalar
from core.imports.numeric_fields import Amount
from core.imports.problems import FileCheck, Location, quoted
from core.imports.yaml_tree import read_yaml_tree
from core.languages import LANGUAGES, profile
from core.numbers.syntax import TokenError, find_tokens
from core.pages.spreadsheets import _sheet_name
from core.search import excerpts
from outcomes.rules.evidence import clean_name
from portfolio.rules import soft_date_words, soft_dates
from portfolio.rules.soft_dates import read_soft_date
from reports.checking.material import Material
from reports.checking.rules import RULES, Rule
from reports.document.figures_in_words import found_in
from reports.document.markup import parse
from reports.document.markup_check import check_text
from reports.document.spans import MarkupError
from tests.reports.checking.papers import material
from tests.structure.sources import PACKAGES, functions, our_files, product_sources

LONGEST = 100_000
STEP = 4
# Linear work costs 4 times as much; quadratic 16 times.
MOST = 9
CALLED = {"compile", "sub", "subn", "match", "search", "fullmatch", "split", "findall", "finditer"}
# Below this many seconds of work a clock tells nothing of how it grows.
CLOCK = 0.004
# A text that costs so many seconds has told how it grows: longer ones would tell the same, slower.
TOLD = 20 * CLOCK
OPENINGS = (
    *("[[", "{{", "^[", "**", "*", "_", "(", "|", "[", "{", "]", "}", "\\", "`", "<", "&", "“", '"'),
    *("'", " ", "\t", "\n", "\r\n", " \n", "\u00a0", "- ", "\n- ", "? ", "a: ", ";", ",", ".", "0"),
    *("1,", "a", "é", "[a](", "[a](<", '[a](b "', "[a](b) ", "*a _b ", "a\n", "{{a}}", '{{a b="'),
    *("{{a | one {", "[[fig:x]]", "^[a]", "[[a] ", "{{a ", "GB.1/", "1 ", "=", "+", "-", "/"),
    *("\u05d0", "\u05d0 ", "\0", "\U0001f600"),
)  # fmt: skip


# --- Measuring ------------------------------------------------------------------------------------


def growth(
    work: Callable[[str], object], text: Callable[[int], str], longest: int = LONGEST
) -> float:
    """How many times more a text costs that is four times as long, at worst.

    Lengths go up to `longest`, or to the first whose cost is far above what a clock can tell.
    """
    worst, before, length = 0.0, CLOCK, longest // STEP**5
    while length <= longest and before < TOLD:
        cost = _cost(work, text(length))
        if cost > MOST * before:  # perhaps the machine was busy: the least of three tells
            before = max(CLOCK, min(_cost(work, text(length // STEP)) for _ in range(3)))
            cost = min(cost, *(_cost(work, text(length)) for _ in range(2)))
            worst = max(worst, cost / before)
            if worst > MOST:
                return worst
        before, length = max(CLOCK, cost), length * STEP
    return worst


def _cost(work: Callable[[str], object], text: str) -> float:
    gc.disable()  # the collector's work grows with what others keep
    try:
        begun = time.process_time()
        with suppress(ValidationError, MarkupError, TokenError, Mistake, Resolver404):
            work(text)
        return time.process_time() - begun
    finally:
        gc.enable()


# --- Patterns -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """A pattern of the product, and where it stands."""

    where: str
    pattern: str
    flags: int
    is_whole: bool = False  # asked of the whole text, never looked for in it


def patterns() -> list[Found]:
    """Every pattern that is compiled, or written where it is used, in any module of ours."""
    found: dict[tuple[str, int], Found] = {}
    for source in product_sources():
        name = source.name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        written = list(_written(source.tree))
        if "re" in {one.split(".")[0] for one in _imported(source.tree)} or written:
            for pattern in _compiled(vars(importlib.import_module(name)).values()):
                found.setdefault(_parts(pattern), Found(name, *_parts(pattern)))
        for text, is_whole in written:
            found.setdefault((text, 0), Found(name, text, 0, is_whole))
    for language in (soft_date_words.GERMAN, soft_date_words.FRENCH, soft_date_words.SPANISH):
        for text, _english in language:
            found.setdefault((text, 0), Found(soft_date_words.__name__, text, 0))
    for text, _reading in soft_dates._FORMS:
        found.setdefault((text, re.ASCII), Found(soft_dates.__name__, text, re.ASCII, True))
    for file, text in script_patterns():
        found.setdefault((text, 0), Found(file, text, 0))
    return list(found.values())


# A pattern between slashes, where no division can stand.
_OF_SCRIPTS = re.compile(r"(?:[=(,:!&|?\[]|return)\s*/(?![*/])((?:[^/\\\n]|\\.)+)/")


# What a script spells otherwise: names of groups, and classes of signs, of which a few stand for all.
_AS_PYTHON = {
    "(?<": "(?P<", "(?P<=": "(?<=", "(?P<!": "(?<!",
    r"\p{L}": "a-zà-ÿא-ת", r"\p{N}": "0-9", r"\p{M}": "[\u0300-\u036f]",
}  # fmt: skip


def script_patterns() -> Iterator[tuple[str, str]]:
    """Those of the program's scripts: their engine tries in the same order as Python's."""
    for path in our_files("static/*.js"):
        for text in _OF_SCRIPTS.findall(path.read_text(encoding="utf-8")):
            for theirs, ours in _AS_PYTHON.items():
                text = text.replace(theirs, ours)
            yield path.name, text


def _parts(pattern: re.Pattern[str]) -> tuple[str, int]:
    return pattern.pattern, int(pattern.flags & ~re.UNICODE)


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def _written(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Patterns in `re.sub("…", …)`, `RegexValidator("…")` and `pattern="…"`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if (name.startswith("re.") or name.endswith("RegexValidator")) and node.args:
            yield from ((one, name == "re.fullmatch") for one in _plain(node.args[0]))
        for keyword in node.keywords:
            if keyword.arg == "pattern":
                yield from ((one, True) for one in _plain(keyword.value))


def _plain(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _compiled(values: Iterable[Any], depth: int = 0) -> Iterator[re.Pattern[str]]:
    for value in values:
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            yield value
        elif depth < 3 and isinstance(value, tuple | list | frozenset | set):
            yield from _compiled(value, depth + 1)
        elif depth < 1 and isinstance(value, type) and value.__module__.split(".")[0] in PACKAGES:
            yield from _compiled(vars(value).values(), depth + 1)
        elif depth < 3 and is_dataclass(value) and not isinstance(value, type):
            yield from _compiled((getattr(value, one.name) for one in fields(value)), depth + 1)


def sample(pattern: str, flags: int) -> str:
    """A text such as the pattern looks for: the first way of everything, repeated as seldom as can be."""
    return "".join(_sample(regular.parse(pattern, flags)))


def _sample(items: Iterable[Any]) -> Iterator[str]:
    for kind, given in items:
        if kind is signs.LITERAL:
            yield chr(given)
        elif kind is signs.NOT_LITERAL:
            yield "a" if given != ord("a") else "b"
        elif kind is signs.ANY:
            yield "a"
        elif kind is signs.IN:
            yield _of_class(given)
        elif kind is signs.BRANCH:
            yield from _sample(given[1][0])
        elif kind is signs.SUBPATTERN:
            yield from _sample(given[3])
        elif kind in {signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT}:
            # Once where it may be left out: then its inside is part of what is repeated.
            yield from [*_sample(given[2])] * max(1, min(given[0], 4))
        elif kind in {signs.ASSERT, signs.ATOMIC_GROUP}:
            yield from _sample(given[1] if kind is signs.ASSERT else given)


def _of_class(items: Iterable[Any]) -> str:
    """A sign of a class of signs; of an excluding one, the first that is not excluded."""
    text = _class_pattern(items)
    return next(sign for sign in map(chr, (*range(32, 0x11000), *range(32))) if text.match(sign))


def _class_pattern(items: Iterable[Any]) -> re.Pattern[str]:
    categories = {
        signs.CATEGORY_DIGIT: r"\d", signs.CATEGORY_NOT_DIGIT: r"\D", signs.CATEGORY_SPACE: r"\s",
        signs.CATEGORY_NOT_SPACE: r"\S", signs.CATEGORY_WORD: r"\w", signs.CATEGORY_NOT_WORD: r"\W",
    }  # fmt: skip
    inside = ""
    for kind, given in items:
        if kind is signs.NEGATE:
            inside += "^"
        elif kind is signs.LITERAL:
            inside += re.escape(chr(given))
        elif kind is signs.RANGE:
            inside += f"{re.escape(chr(given[0]))}-{re.escape(chr(given[1]))}"
        elif kind is signs.CATEGORY:
            inside += categories[given]
    return re.compile(f"[{inside}]")


def hostile(pattern: str, flags: int) -> set[tuple[str, str]]:
    """Pairs (beginning, what is repeated) that may cost a pattern most."""
    wanted = sample(pattern, flags)[:40]
    starts = {wanted[:length] for length in range(1, len(wanted) + 1)}
    return {("", one) for one in starts} | {(one, one[-1]) for one in starts} | {
        (one[:-1], one[-1] * 2) for one in starts
    } | {("", one) for one in wanted}  # fmt: skip


FOUND = patterns()


@pytest.mark.parametrize("found", FOUND, ids=[f"{one.where}-{one.pattern[:30]}" for one in FOUND])
def test_a_pattern_costs_no_more_than_the_text_is_long(found: Found) -> None:
    compiled = re.compile(found.pattern, found.flags)
    work = compiled.fullmatch if found.is_whole else partial(compiled.sub, "")
    of_its_own = sorted(hostile(found.pattern, found.flags))
    for longest, pairs in ((LONGEST, [("", one) for one in OPENINGS]), (LONGEST // 10, of_its_own)):
        for start, unit in pairs:
            text = partial(_repeated, start, unit, "x\n")
            grown = growth(work, text, longest)
            assert grown <= MOST, f"{found}: {start!r} + {unit!r} * n grows {grown:.0f} times"


def _repeated(start: str, unit: str, end: str, length: int) -> str:
    return start + unit * (length // len(unit)) + end


def test_patterns_are_found_wherever_they_stand() -> None:
    found = {one.pattern for one in FOUND}
    assert len(found) > 100
    for one in (r"[a-z][a-z0-9_]*", r"^[A-Z][A-Z0-9.\-]*[0-9]\Z", r"[-a-zA-Z0-9_]+", "^año "):
        assert one in found
    assert {r"(\d{4})-(\d{4})", r"\b(\d+)\b"} <= found  # of soft dates, of a script


# Patterns that are put together or handed on where they are used, and what tries them.
MADE_LATER = {
    "core/history/past.py": "looks for tables in statements of ours",
    "core/kept.py": "looks for tables in statements of ours",
    "core/migration.py": "a class of signs, each looked at once",
    "core/imports/fields.py": "each `pattern=` is found where it is written",
    "core/languages/folding.py": "a class of signs, each looked at once",
    "core/languages/sorting.py": "classes of signs, each looked at once",
    "reports/checking/numerals.py": "numbers of a language: the checker's rules are run below",
    "reports/checking/rules/acronyms.py": "an acronym of ours: the checker's rules are run below",
    "reports/checking/rules/base.py": "words of the text: the checker's rules are run below",
    "reports/checking/rules/editions.py": "a value: the checker's rules are run below",
    "reports/checking/rules/framework.py": "names of levels: the checker's rules are run below",
    "reports/checking/rules/signs.py": "marks and verbs: the checker's rules are run below",
    "reports/checking/rules/sums.py": "words of a language: the checker's rules are run below",
    "reports/checking/vocabulary/base.py": "words of a language: the checker's rules are run below",
    "reports/document/figures_in_words.py": "numbers and days of a language: run below",
    "core/languages/typed.py": "a number of at most sixty signs",
    "core/languages/typesetting.py": "kept in rules, which are found in the profiles of languages",
    "portfolio/rules/soft_date_words.py": "those of each language are found",
    "portfolio/rules/soft_date_phrases.py": "a due date of at most sixty signs",
    "portfolio/rules/soft_dates.py": "those of soft dates are found",
}


def test_patterns_that_are_made_later_are_known() -> None:
    made = set()
    for source in product_sources():
        for function in functions(source.tree):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
                    name = ast.unparse(node.func).removeprefix("re.")
                    if name in CALLED and not list(_plain(node.args[0])):
                        made.add(source.name)
    assert made == set(MADE_LATER)


@pytest.mark.parametrize(
    ("pattern", "start", "unit"),
    [(r"[;,]+$", "", ";"), (r"\[\[.*?\]\]", "", "[["), (r"(a+/)+b", "", "a/")],
)
def test_a_pattern_that_costs_more_is_seen(pattern: str, start: str, unit: str) -> None:
    compiled = re.compile(pattern)
    assert (
        growth(lambda text: compiled.sub("", text), lambda n: unit * (n // len(unit)) + "x") > MOST
    )


# --- Scans ----------------------------------------------------------------------------------------


def _scalar(text: str) -> Scalar:
    return Scalar(Location("file"), text)


def _uncached(text: str) -> object:
    return parse.__wrapped__(text)


def get_language_from_request_header(text: str) -> object:
    request = RequestFactory().get("/", headers={"Accept-Language": text})
    return get_language_from_request(request)


def validators() -> Iterator[tuple[str, Callable[[str], object]]]:
    """What Django and we ask of texts: the validators of every field of a model, each once."""
    seen: list[object] = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            for one in getattr(field, "validators", ()):
                if isinstance(field, CharField | TextField) and one not in seen:
                    seen.append(one)
                    yield f"{type(one).__name__} of {model.__name__}.{field.name}", one


SCANS: dict[str, Callable[[str], object]] = {
    "markup": _uncached,
    "check of several paragraphs": lambda text: check_text(text, many=True),
    "live numbers": find_tokens.__wrapped__,
    "excerpt": excerpts._plain,
    "soft date": read_soft_date,
    "text": lambda text: Text(10**6).value(_scalar(text)),
    "amount": lambda text: Amount().value(_scalar(text)),
    "day": lambda text: Day().value(_scalar(text)),
    "flag": lambda text: Flag().value(_scalar(text)),
    "quoted": quoted,
    "file name": clean_name,
    "sheet title": _sheet_name,
    "YAML": lambda text: read_yaml_tree(text.encode(), FileCheck("file")),
    "CSV": lambda text: read_csv(text.encode(), FileCheck("file")),
    **{f"typesetting {code}": profile(code).typeset for code in LANGUAGES},
    **{f"figures in words {code}": partial(found_in, language=code) for code in LANGUAGES},
    **{
        f"filter {name}": one
        for name, one in (("linebreaksbr", linebreaksbr), ("urlencode", urlencode))
    },
    "address": lambda text: resolve(f"/{text}"),
    "language of a browser": get_language_from_request_header,
    **dict(validators()),
}


@pytest.mark.parametrize("name", SCANS)
def test_a_scan_costs_no_more_than_the_text_is_long(name: str) -> None:
    for opening in OPENINGS:
        grown = growth(SCANS[name], partial(_repeated, "a ", opening, ""))
        assert grown <= MOST, f"{opening!r} * n grows {grown:.0f} times"


# --- The checker ----------------------------------------------------------------------------------

# What its rules look for, on top of what everybody's patterns meet.
TELLING = (
    *OPENINGS, "1 ", "1. ", "5 of 10 ", "10 (", "(3) ", "three ", "US$1 ", "10 per cent ", "ILO ",
    "12 projects, ", "x and ", "1 January 2021 ", "2018–21 ", "the the ", "„a“ ", " ; ", "is has ",
)  # fmt: skip
# A paragraph of that many signs fills seven pages.
PARAGRAPH = 16_000


@pytest.mark.parametrize("rule", RULES, ids=[one.key for one in RULES])
def test_a_rule_of_the_checker_costs_no_more_than_the_paragraph_is_long(rule: Rule) -> None:
    for unit in TELLING:

        def text(length: int, unit: str = unit) -> str:
            return _repeated("a ", unit, "", length)

        try:
            papers = {length: material(text(length)) for length in (PARAGRAPH // STEP, PARAGRAPH)}
        except ValueError:  # no paper: the text is refused where it is saved
            continue
        few, many = (_cost_of_rule(rule, paper) for paper in papers.values())
        assert many <= MOST * max(CLOCK, few), f"{unit!r} * n: {few:.3f} s, then {many:.3f} s"


def _cost_of_rule(rule: Rule, paper: Material) -> float:
    """Of one run over a paper nobody has read yet, the least of two."""
    costs = []
    for _again in range(2):
        begun = time.process_time()
        list(rule.find(_unread(paper)))
        costs.append(time.process_time() - begun)
    return min(costs)


def _unread(paper: Material) -> Material:
    """The same paper without what a rule has kept of it."""
    return replace(
        paper,
        editions={
            code: [replace(unit, runs=tuple(map(replace, unit.runs))) for unit in edition]
            for code, edition in paper.editions.items()
        },
    )
