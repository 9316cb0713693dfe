"""Terms as pages, forms and sentences read them: all of them, in the active language."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.kept import kept_for_a_page
from core.languages.translated import other_language_of, text_of, texts_of
from outcomes.models.fixed_words import FixedWords, fixed_words, usual_names
from outcomes.models.terms import Term
from outcomes.models.thresholds import every_strategy


@dataclass(frozen=True)
class TermWords:
    """A term as pages need it: its name in the active language, and in all of them.

    `language` is that of `name` where nobody has put it into the active one. `is_own`: the strategy has
    given it its name, and not the program.
    """

    key: str
    name: str
    language: str
    names: tuple[str, ...]
    counts: bool
    offered: bool
    hint: str = ""
    is_own: bool = True


class AllTerms:
    """The terms of every strategy in the active language, read at once: they are few."""

    def __init__(self, terms: Iterable[Term], strategies: Iterable[int] = ()) -> None:
        self._lists: dict[tuple[int, str], dict[str, TermWords]] = {}
        self._usual = {each.key: _usual_words(each) for each in fixed_words}
        for strategy in strategies:
            for vocabulary, usual in self._usual.items():
                self._lists[strategy, vocabulary] = dict(usual)
        for each in terms:
            known = self._usual.get(each.vocabulary, {}).get(each.key)
            words = TermWords(
                each.key,
                text_of(each, "name"),
                other_language_of(each, "name"),
                (*texts_of(each, "name").values(), *(known.names if known else ())),
                each.counts,
                each.offered,
                text_of(each, "hint"),
            )
            self._lists.setdefault((each.strategy_id, each.vocabulary), {})[each.key] = words

    def of(self, strategy: int, vocabulary: str) -> list[TermWords]:
        """Those of one strategy, in its order; of a list of the program's all of them, in that order."""
        return list(self._list(strategy, vocabulary).values())

    def term(self, strategy: int, vocabulary: str, key: str) -> TermWords:
        """What a key is; a word that is its own name where the strategy has no such term."""
        found = self._list(strategy, vocabulary).get(key)
        return found or TermWords(key, key, "", (key,), counts=False, offered=False, is_own=False)

    def name(self, strategy: int, vocabulary: str, key: object) -> str:
        """What a key is called; nothing for no key."""
        return self.term(strategy, vocabulary, str(key)).name if key not in ("", None) else ""

    def own_name(self, strategy: int, vocabulary: str, key: object) -> str:
        """The same where the strategy itself has named it, else nothing."""
        found = self.term(strategy, vocabulary, str(key))
        return found.name if found.is_own else ""

    def left_out(self, strategy: int, vocabulary: str) -> frozenset[str]:
        """The keys of a list of the program's that a strategy does without."""
        return frozenset(each.key for each in self.of(strategy, vocabulary) if not each.offered)

    def _list(self, strategy: int, vocabulary: str) -> dict[str, TermWords]:
        found = self._lists.get((strategy, vocabulary))
        return self._usual.get(vocabulary, {}) if found is None else found

    def choices(self, strategy: int, vocabulary: str, held: str = "") -> list[tuple[str, str]]:
        """What can be chosen, with what is `held` already though it is offered no more."""
        found = [
            (each.key, each.name)
            for each in self.of(strategy, vocabulary)
            if each.offered or each.key == held
        ]
        if held and held not in dict(found):
            found.append((held, held))
        return found

    def names_anywhere(self, vocabulary: str, key: str) -> list[str]:
        """What a key is called in any strategy."""
        found = (terms.get(key) for (_pk, of), terms in self._lists.items() if of == vocabulary)
        usual = self._usual.get(vocabulary, {}).get(key)
        return list(dict.fromkeys(each.name for each in (*found, usual) if each is not None))

    def shown(self, strategy: int | None, vocabulary: str) -> list[tuple[str, str]]:
        """Keys and names of one strategy, or of all."""
        if strategy is None:
            return self.everywhere(vocabulary)
        return [(each.key, each.name) for each in self.of(strategy, vocabulary)]

    def everywhere(self, vocabulary: str) -> list[tuple[str, str]]:
        """The keys of all strategies; one that several have goes by each of its names."""
        if vocabulary in self._usual and not self._lists:
            return [(each.key, each.name) for each in self._usual[vocabulary].values()]
        names: dict[str, list[str]] = {}
        for (_strategy, of), terms in self._lists.items():
            for each in terms.values() if of == vocabulary else ():
                if each.name not in names.setdefault(each.key, []):
                    names[each.key].append(each.name)
        return [(key, " / ".join(found)) for key, found in names.items()]


def all_terms() -> AllTerms:
    """The terms of every strategy, kept until one of them changes; a page that reads asks once."""
    return kept_for_a_page("terms", _read)


def _read() -> AllTerms:
    return AllTerms(Term.objects.order_by(*_NEWEST), [pk for pk, *_rest in every_strategy()])


def _usual_words(fixed: FixedWords) -> dict[str, TermWords]:
    """The program's own words of a list."""
    found = {}
    for key, name in fixed.words().items():
        names = tuple(usual_names(name).values())
        found[key] = TermWords(key, str(name), "", names, counts=False, offered=True, is_own=False)
    return found


# The words of the latest strategy come first where those of several stand together.
_NEWEST = ("-strategy__starts_on", "strategy__slug", "vocabulary", "position", "id")
