"""Papers for the checker without a database: texts composed, with what they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from core.languages import profile
from core.numbers.registry import NumberValue
from core.numbers.syntax import find_tokens, token_signature
from core.numbers.words import Style
from reports.checking.check import check_material
from reports.checking.findings import Finding
from reports.checking.material import LevelFacts, Material, ProjectFacts, QuantityFacts
from reports.checking.reading import units
from reports.composing.computed_numbers import ComputedNumbers, amounts
from reports.composing.inline import Inliner
from reports.composing.numbering import Numbering, table_name
from reports.composing.text_blocks import TextBlocks
from reports.document import tree
from reports.document.markup import parse, table_keys
from tests.reports.documents import make_cover, make_document

# What the live numbers of examples say: value and whole; all others are 119.
VALUES: Mapping[str, tuple[int, int | None]] = {
    "projects.total": (119, None),
    "projects.new_or_major": (72, 119),
    "projects.completed": (41, 119),
    "strategy.outcomes": (3, None),
    "strategy.outputs": (11, None),
    "strategy.drivers": (6, None),
    "outcomes.indicators": (9, None),
    "projects.quantity project=P-1 quantity=offices": (14, None),
    "projects.quantity project=P-1 quantity=departments": (4, None),
}
PROJECTS = {
    "P-1": ProjectFacts(
        "P-1", "in_progress", "In progress",
        {"en": "Migration of the intranet", "de": "Migration des Intranets",
         "fr": "Migration de l’intranet", "es": "Migración de la intranet"},
    ),
    "P-2": ProjectFacts(
        "P-2", "completed", "Completed",
        {"en": "Disk encryption", "de": "Festplattenverschlüsselung"},
    ),
    "P-3": ProjectFacts("P-3", "running", "Running", {"en": "Service desk for members"}),
}  # fmt: skip
QUANTITIES = (
    QuantityFacts(
        "P-1", "offices", Decimal(14),
        {"en": "field offices", "de": "Außenämter", "fr": "bureaux extérieurs",
        "es": "oficinas exteriores"},
    ),
    QuantityFacts("P-1", "departments", Decimal(4), {"en": "departments", "de": "Hauptabteilungen"}),
    QuantityFacts("P-1", "days", Decimal(30), {"en": "days", "de": "Tage"}),
)  # fmt: skip
LEVELS = (
    LevelFacts(
        "outcomes", 3, "strategy.outcomes",
        {"1": {"en": "A more efficient ILO", "de": "Eine effizientere IAO"},
         "2": {"en": "A more insightful ILO", "de": "Eine erkenntnisoffenere IAO"},
         "3": {"en": "A more collaborative ILO", "de": "Eine kooperativere IAO"}},
    ),
    LevelFacts("outputs", 11, "strategy.outputs", {"1.1": {"en": "Services on the go"}}),
    LevelFacts("drivers", 6, "strategy.drivers"),
    LevelFacts("indicators", 9, "outcomes.indicators"),
)  # fmt: skip


def material(*editions: Mapping[str, Mapping[str, str]] | str, **changes: Any) -> Material:
    """A paper: of each language its paragraphs by key; a text alone is one English paragraph."""
    texts = _texts(editions)
    numbering = _numbering(texts)
    tokens = {
        token_signature(token): token
        for paragraphs in texts.values()
        for text in paragraphs.values()
        for _start, _end, token in find_tokens(text)
    }
    computed = ComputedNumbers({name: _value(name) for name in tokens}, {}, {})
    made = Material(
        original=next(iter(texts)),
        cut_off=date(2021, 12, 31),
        editions={
            code: units(
                _document(code, paragraphs, numbering, computed),
                {f"para/{key}": text for key, text in paragraphs.items()},
            )
            for code, paragraphs in texts.items()
        },
        numbers=amounts(computed),
        projects=PROJECTS,
        quantities=QUANTITIES,
        levels=LEVELS,
    )
    return replace(made, **changes)


def _texts(editions: Sequence[Mapping[str, Mapping[str, str]] | str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for each in editions:
        one = {"en": {"one/1": each}} if isinstance(each, str) else each
        for code, paragraphs in one.items():
            found.setdefault(code, {}).update(paragraphs)
    return found


def _value(signature: str) -> NumberValue:
    value, whole = VALUES.get(signature, (119, None))
    return NumberValue(Decimal(value), None if whole is None else Decimal(whole))


def _numbering(texts: Mapping[str, Mapping[str, str]]) -> Numbering:
    keys = dict.fromkeys(key for paragraphs in texts.values() for key in paragraphs)
    tables = dict.fromkeys(
        table_name(key, own, place)
        for paragraphs in texts.values()
        for key, text in paragraphs.items()
        for place, own in enumerate(table_keys(text))
    )
    return Numbering(
        paragraphs={key: place for place, key in enumerate(keys, 1)},
        within=dict.fromkeys(keys, ""),
        figures={"plan": 1},
        tables={name: place for place, name in enumerate(tables, 1)},
        appendices={},
    )


def _document(
    code: str, paragraphs: Mapping[str, str], numbering: Numbering, computed: ComputedNumbers
) -> tree.Document:
    inliner = Inliner(computed, profile(code), Style(), numbering)
    printed: set[str] = set()
    blocks = [
        block
        for key, text in paragraphs.items()
        for block in TextBlocks(inliner, key, "", False, printed, set()).blocks(parse(text))
    ]
    return make_document(*blocks, language=code, cover=make_cover(box=()))


def checked(*editions: Any, **changes: Any) -> list[Finding]:
    """Every finding of such a paper."""
    return list(check_material(material(*editions, **changes)))


def keys(found: Sequence[Finding]) -> list[str]:
    """The rules of findings."""
    return [one.rule for one in found]
