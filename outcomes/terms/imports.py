"""The words of a strategy in files: what may be written for one, and the lists that a file brings."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.imports.difference import AffectedRows
from core.imports.fields import Choice, Field, Flag, ListOf, Text, Texts, Words, folded
from core.imports.problems import quoted
from core.imports.records import Record, Row
from core.languages.translated import set_texts
from outcomes.models import OwnField, Strategy, Term, Vocabulary, all_terms
from outcomes.models.terms import LONGEST_KEY, LONGEST_NAME
from outcomes.terms.first import first_terms

# The part of a strategy file that holds each list, and what its mark is called there.
PARTS = {
    "categories": (Vocabulary.CATEGORY, "new_or_major"),
    "kinds": (Vocabulary.KIND, "can_be_completed"),
    "sizes": (Vocabulary.SIZE, ""),
}
KEY = r"(?!new\Z)[A-Za-z0-9_-]+"


def term_choice(strategy: Strategy, vocabulary: str, noun: str) -> Field[str]:
    """One of the strategy's words, by its key or by its name in any language."""
    words, terms = Words(), all_terms().of(strategy.pk, vocabulary)
    words.update({each.key: each.key for each in terms})
    for each in terms:
        words.setdefault(each.name, each.key)
        for name in each.names:
            words.elsewhere.setdefault(name, each.key)
    return Choice(words, noun, default="")


def term_fields() -> dict[str, Field[Any]]:
    """The parts of a strategy file that hold its words."""
    return {part: term_list(mark) for part, (_vocabulary, mark) in PARTS.items()}


def term_list(mark: str = "") -> Field[Any]:
    """Words in a file; `mark` is what a marked one is called there."""
    asks = _("a key is letters without accents, figures, hyphens and underscores, and not “new”.")
    fields: dict[str, Field[Any]] = {
        "key": Text(LONGEST_KEY, pattern=KEY, asks=asks, required=True),
        "name": Texts(LONGEST_NAME, required=True),
        "offered": Flag(default=True),
    }
    if mark:
        fields[mark] = Flag()
    return ListOf(Record(fields), unique="key")


def check_terms(row: Row) -> None:
    """Of two words that have one name nobody could say which is meant."""
    for part in PARTS:
        seen: dict[str, Row] = {}
        for term in row[part] or []:
            for name in (term["name"] or {}).values():
                first = seen.setdefault(folded(name), term)
                if first is not term:
                    message = _("%(name)s is the name of another word of this list.")
                    term.problem("name", message % {"name": quoted(name)})


def terms_load(strategy: Strategy, data: Mapping[str, Any], *, is_new: bool) -> None:
    """Bring the strategy's words to what a file says; a new one takes the usual ones for the rest.

    What the file no longer names stays, behind what it names: projects may hold it.
    """
    given = {part: data[part] for part in PARTS if data.get(part)}
    if is_new:
        first_terms(strategy, without=[PARTS[part][0] for part in given])
    for part, rows in given.items():
        list_load(strategy, *PARTS[part], rows)


def list_load(strategy: Strategy, vocabulary: str, mark: str, rows: list[Any]) -> None:
    """Bring one list to what a file says."""
    held = {each.key: each for each in strategy.terms.filter(vocabulary=vocabulary)}
    for position, row in enumerate(rows):
        key = row["key"]
        term = held.pop(key, None) or Term(strategy=strategy, vocabulary=vocabulary, key=key)
        term.position, term.offered = position, row.get("offered", True)
        term.counts = bool(mark and row.get(mark))
        set_texts(term, "name", row["name"])
        term.save()
    stand_behind(held.values(), len(rows))


def stand_behind(rest: Iterable[Term | OwnField], first: int) -> None:
    """Rows that a file names no more come behind what it names, in the order they had."""
    for position, row in enumerate(rest, first):
        if row.position != position:
            row.position = position
            row.save()


def terms_affected_rows(data: Mapping[str, Any]) -> AffectedRows:
    """The words of the strategy; a file removes none."""
    rows = Term.objects.filter(strategy__slug=data["slug"])
    return AffectedRows(rows, ("vocabulary", "key"), named=False)
