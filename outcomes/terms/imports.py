"""The words of a strategy in files: what may be written for one, and the lists that a file brings."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.imports.difference import AffectedRows
from core.imports.fields import Choice, Field, Flag, ListOf, Text, Texts, Words, folded
from core.imports.problems import quoted
from core.imports.records import Record, Row
from core.languages.translated import set_texts
from outcomes.models import (
    FixedWords,
    OwnField,
    Strategy,
    Term,
    Vocabulary,
    all_terms,
    fixed_words,
)
from outcomes.models.fixed_words import usual_names
from outcomes.models.terms import LONGEST_HINT, LONGEST_KEY, LONGEST_NAME
from outcomes.terms.first import first_terms

# The part of a strategy file that holds each list, and what its mark is called there.
PARTS = {
    "categories": (Vocabulary.CATEGORY, "new_or_major"),
    "kinds": (Vocabulary.KIND, "can_be_completed"),
    "sizes": (Vocabulary.SIZE, ""),
}
KEY = r"(?!new\Z)[A-Za-z0-9_-]+"


def term_choice(
    strategy: Strategy, vocabulary: str, noun: str, default: str | None = ""
) -> Field[str]:
    """One of the strategy's words, by its key or by its name in any language."""
    return Choice(term_words(strategy.pk, vocabulary), noun, default=default)


def term_words(strategy: int, vocabulary: str) -> Words:
    """What may be written for a strategy's words; of the program's lists their usual names, too."""
    words, terms = Words(), all_terms().of(strategy, vocabulary)
    words.update({each.key: each.key for each in terms})
    for each in terms:
        words.setdefault(each.name, each.key)
        for name in each.names:
            words.elsewhere.setdefault(name, each.key)
    return words


def term_fields() -> dict[str, Field[Any]]:
    """The parts of a strategy file that hold its words, and its names for the program's."""
    own = {part: term_list(mark) for part, (_vocabulary, mark) in PARTS.items()}
    return own | {each.part: _fixed_list(each) for each in fixed_words}


def _fixed_list(fixed: FixedWords) -> Field[Any]:
    """Names for words that the program decides by: of those keys alone."""
    fields: dict[str, Field[Any]] = {
        "key": Choice(list(fixed.words()), _("key"), required=True),
        "name": Texts(LONGEST_NAME, required=True),
    }
    if fixed.optional:
        fields["offered"] = Flag(default=True)
    if fixed.described:
        fields["hint"] = Texts(LONGEST_HINT)
    return ListOf(Record(fields), unique="key")


def term_list(mark: str = "") -> Field[Any]:
    """Words in a file; `mark` is what a marked one is called there."""
    asks = _("a key is letters without accents, figures, hyphens and underscores, and not “new”.")
    fields: dict[str, Field[Any]] = {
        "key": Text(LONGEST_KEY, pattern=KEY, asks=asks, required=True),
        "name": Texts(LONGEST_NAME, required=True),
        "hint": Texts(LONGEST_HINT),
        "offered": Flag(default=True),
    }
    if mark:
        fields[mark] = Flag()
    return ListOf(Record(fields), unique="key")


def check_terms(row: Row) -> None:
    """Of two words that have one name nobody could say which is meant."""
    for part in PARTS:
        _check_names(row[part] or [], {})
    for fixed in fixed_words:
        terms = row[fixed.part] or []
        _check_names(terms, usual_keys(fixed))
        taken = fixed.taken()
        for term in terms:
            for name in (term["name"] or {}).values():
                if folded(name) in taken:
                    message = _("%(name)s is the name of another column of files.")
                    term.problem("name", message % {"name": quoted(name)})
            if fixed.optional and term["key"] not in fixed.optional and not term["offered"]:
                term.problem("offered", _("this is asked in every strategy."))


def _check_names(terms: Iterable[Row], usual: Mapping[str, str]) -> None:
    """`usual` says of which key a name is the program's own."""
    seen: dict[str, Row] = {}
    for term in terms:
        for name in (term["name"] or {}).values():
            first = seen.setdefault(folded(name), term)
            if first is not term or usual.get(folded(name), term["key"]) != term["key"]:
                message = _("%(name)s is the name of another word of this list.")
                term.problem("name", message % {"name": quoted(name)})


def usual_keys(fixed: FixedWords) -> dict[str, str]:
    """The keys of a list of the program's, by what the program calls them in any language."""
    found = {}
    for key, usual in fixed.words().items():
        found.update({folded(name): key for name in usual_names(usual).values()})
    return found


def terms_load(strategy: Strategy, data: Mapping[str, Any], *, is_new: bool) -> None:
    """Bring the strategy's words to what a file says; a new one takes the usual ones for the rest.

    What the file no longer names stays, behind what it names: projects may hold it.
    """
    given = {part: data[part] for part in PARTS if data.get(part)}
    if is_new:
        first_terms(strategy, without=[PARTS[part][0] for part in given])
    for part, rows in given.items():
        list_load(strategy, *PARTS[part], rows)
    for fixed in fixed_words:
        _fixed_load(strategy, fixed, data.get(fixed.part) or [])


def _fixed_load(strategy: Strategy, fixed: FixedWords, rows: Iterable[Mapping[str, Any]]) -> None:
    """Give words of the program's the names that a file says; those it leaves out stay as they are."""
    held = {each.key: each for each in strategy.terms.filter(vocabulary=fixed.key)}
    keys = list(fixed.words())
    for row in rows:
        key = row["key"]
        term = held.get(key) or Term(strategy=strategy, vocabulary=fixed.key, key=key)
        term.position, term.offered = keys.index(key), row.get("offered", True)
        set_texts(term, "name", row["name"])
        set_texts(term, "hint", row.get("hint") or {})
        term.save()


def list_load(strategy: Strategy, vocabulary: str, mark: str, rows: list[Any]) -> None:
    """Bring one list to what a file says."""
    held = {each.key: each for each in strategy.terms.filter(vocabulary=vocabulary)}
    for position, row in enumerate(rows):
        key = row["key"]
        term = held.pop(key, None) or Term(strategy=strategy, vocabulary=vocabulary, key=key)
        term.position, term.offered = position, row.get("offered", True)
        term.counts = bool(mark and row.get(mark))
        set_texts(term, "name", row["name"])
        set_texts(term, "hint", row.get("hint") or {})
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
