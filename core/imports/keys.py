"""Keys of files: one rule for codes, numbers and names by which a file says which row it means.

The exact spelling comes first. Else blanks, signs that print nothing, kinds of hyphens, capitals and the
composition of letters make no difference (`core.codes.same_key`); what then fits several is refused,
with all of them named.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from core.codes import same_key, tidied
from core.imports.fields import Mistake, Text
from core.imports.nodes import Scalar
from core.imports.problems import quoted

Value = TypeVar("Value")


def only_one(text: str, fitting: Mapping[str, Any]) -> Any:
    """What a key means that fits these spellings; None for none. Raises `Mistake` for several."""
    meant = list({id(each): each for each in fitting.values()}.values())
    if len(meant) > 1:
        message = _("%(text)s may be %(these)s: write the one that is meant exactly as it stands.")
        these = _(" or ").join(quoted(each) for each in sorted(fitting))
        raise Mistake(message % {"text": quoted(text), "these": these})
    return meant[0] if meant else None


class Keys(Generic[Value]):
    """What rows are called; `folds` are ways to read a word, from the strictest on."""

    def __init__(self, words: Mapping[str, Value], *folds: Callable[[str], str]) -> None:
        self.words = dict(words)
        self.folds = (tidied, *(folds or (same_key,)))
        self._folded: list[dict[str, dict[str, Value]]] = [{} for _fold in self.folds]
        for word, value in words.items():
            self._note(word, value)

    def find(self, text: str) -> Value | None:
        """What a word means, None for nothing. Raises `Mistake` where it may mean several."""
        if text in self.words:
            return self.words[text]
        for fold, folded in zip(self.folds, self._folded, strict=True):
            if fitting := folded.get(fold(text)):
                found: Value = only_one(text, fitting)
                return found
        return None

    def add(self, word: str, value: Value) -> None:
        """One more, that a file brings."""
        if word not in self.words:
            self.words[word] = value
            self._note(word, value)

    def _note(self, word: str, value: Value) -> None:
        for fold, folded in zip(self.folds, self._folded, strict=True):
            folded.setdefault(fold(word), {})[word] = value


def known_keys(keys: Iterable[str]) -> Keys[str]:
    """Keys that stand for their own spelling."""
    return Keys({key: key for key in keys})


class RowKey(Text):
    """The key of a row: as it is spelled where it is known, else in a tidy spelling of its own.

    `known` may be shared by fields: what one brings, the others mean.
    """

    def __init__(
        self, longest: int, known: Keys[str], *, brings: bool = True, **given: Any
    ) -> None:
        super().__init__(longest, **given)
        self.known, self.brings = known, brings

    def value(self, scalar: Scalar) -> str:
        """The spelling."""
        spelled = self.known.find(scalar.text)
        if spelled is not None:
            return spelled
        text = super().value(replace(scalar, text=tidied(scalar.text)))
        if self.brings:
            self.known.add(text, text)
        return text
