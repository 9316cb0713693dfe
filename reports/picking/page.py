"""What the window for choosing a live number is told."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from core.languages.folding import fold, spelled_out
from core.models import User
from core.numbers.registry import NumberError, NumberSpec, NumberValue, numbers
from core.numbers.syntax import MOVING_FORMS, OPTIONS, Token, format_token, quoted_value
from core.registry import UnknownKey
from reports.drafts.amount_words import amount_words
from reports.drafts.number_now import number_now
from reports.models import Report
from reports.picking import printing
from reports.picking.choices import Parameter, parameters

MOST_FOUND = 20


@dataclass(frozen=True)
class NumberFound:
    """A number as the list shows it; `value` is empty where it needs parameters first."""

    key: str
    label: str
    definition: str
    value: str


@dataclass(frozen=True)
class NumberSaid:
    """A number as it has been chosen so far: how it is written, and what it prints or why not."""

    source: str
    text: str
    problem: str
    key: str
    label: str
    definition: str
    value: str
    form: str
    rounding: str
    places: str
    agree: str
    step: str
    plural: str
    forms: Sequence[printing.FormOffered] = ()
    parameters: Sequence[Parameter] = ()

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return asdict(self)


def numbers_found(report: Report, words: str) -> tuple[list[NumberFound], int]:
    """The numbers that hold every one of the `words`, and how many more there are."""
    wanted = fold(words).split()
    found = [spec for spec in numbers if all(word in _searched(spec) for word in wanted)]
    first = sorted(found, key=lambda spec: _place(spec, wanted))[:MOST_FOUND]
    return [_line(spec, report) for spec in first], len(found) - len(first)


def _searched(spec: NumberSpec) -> str:
    words = f"{spec.label} {spec.definition} {spec.key}"
    return f"{fold(words)} {fold(spelled_out(words))}"


def _place(spec: NumberSpec, wanted: Sequence[str]) -> tuple[bool, bool]:
    """Where it stands: before others if the words stand in its name, and what counts projects first."""
    name = fold(f"{spec.label} {spec.key}")
    return not all(word in name for word in wanted), not spec.key.startswith("projects.")


def _line(spec: NumberSpec, report: Report) -> NumberFound:
    return NumberFound(spec.key, str(spec.label), str(spec.definition), _value(spec, report))


def _value(spec: NumberSpec, report: Report) -> str:
    if spec.params:
        return ""
    try:
        return shown(number_now(report, spec.key).value)
    except (NumberError, UnknownKey):
        return ""


def shown(value: NumberValue | None) -> str:
    """Value, whole and unit in one line: "72 / 119 projects"."""
    if value is None:
        return ""
    words = amount_words(value)
    return " ".join(filter(None, (" / ".join(filter(None, (words.value, words.of))), words.unit)))


def source_asked(asked: Mapping[str, str]) -> str:
    """The source that a request names: as it stands in a text, or put together of its parts."""
    if asked.get("source"):
        return asked["source"]
    parts = [asked.get("key", "")]
    for name, value in asked.items():
        known = name in OPTIONS or name.startswith("param.")
        if known and value.strip() and (name, value) != ("form", "text"):
            parts.append(f"{name.removeprefix('param.')}={quoted_value(value.strip())}")
    if plural := asked.get("plural", "").strip():
        parts += ["|", plural]
    return "{{" + " ".join(parts) + "}}"


def number_said(report: Report, user: User, language: str, source: str) -> NumberSaid | None:
    """What `source` says in an edition; None where no number can be made out in it."""
    read = printing.read(source)
    token = read if isinstance(read, Token) else printing.read(_without_words(source))
    if not isinstance(token, Token):
        token = Token(source.strip("{} ").split(" ")[0])
    if token.key not in numbers:
        return None
    spec = numbers[token.key]
    now = printing.said(token, report, language)
    return NumberSaid(
        source=format_token(token) if isinstance(read, Token) else "",
        text=now.text if isinstance(read, Token) else "",
        problem=now.problem if isinstance(read, Token) else read,
        key=token.key,
        label=str(spec.label),
        definition=str(spec.definition),
        value=shown(now.value),
        form=token.form.value,
        rounding=token.rounding.value if token.rounding else "",
        places="" if token.places is None else str(token.places),
        agree=token.agree or "",
        step="" if token.step is None else str(token.step),
        plural=" ".join(f"{selector} {{{words}}}" for selector, words in token.plural),
        forms=list(printing.offered_forms(token, spec, report, language)),
        parameters=parameters(
            spec, report, user, token.params, compares=token.form in MOVING_FORMS
        ),
    )


def _without_words(source: str) -> str:
    """A number whose plural forms cannot be read, without them."""
    return source.partition("|")[0].rstrip().rstrip("}") + "}}"
