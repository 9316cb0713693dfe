"""How a translation stands to its original: missing, behind, with other numbers, or level."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.document.quantities import Fact, lacking, read_facts
from reports.document.tokens import translation_check
from reports.editions.texts import PaperText


@dataclass(frozen=True)
class Standing:
    """What is to be done about one text in one edition.

    `then` is the original as it read when the translation was made, where it is behind; `problems` are
    tokens that the translation lost, added or doubled, each a sentence; `only_original` and
    `only_translation` are figures, days and the like that one of the two states alone: to be looked at.
    """

    missing: bool = False
    then: str = ""
    problems: Sequence[str] = ()
    edited: bool = False
    only_original: Sequence[Fact] = field(default=())
    only_translation: Sequence[Fact] = field(default=())

    @property
    def behind(self) -> bool:
        """Whether the original has changed since."""
        return bool(self.then)

    @property
    def differs(self) -> bool:
        """Whether numbers, notes, references or links are not the original's, or figures may not be."""
        return bool(self.problems or self.only_original or self.only_translation)

    @property
    def is_level(self) -> bool:
        """Whether it says what the original says, as far as the program can tell for sure."""
        return not (self.missing or self.behind or self.problems)


def standing_of(text: PaperText, original: str, language: str) -> Standing:
    """How `text` stands in `language`; `original` is the language of the original."""
    first, own = text.texts.get(original, ""), text.texts.get(language, "")
    if not own:
        return Standing(missing=True)
    if not first:
        return Standing(edited=language in text.edited)
    problems = tuple(translation_check(first, own))
    ours, theirs = read_facts(first, original), read_facts(own, language)
    return Standing(
        then=text.behind.get(language, ""),
        problems=problems,
        edited=language in text.edited,
        only_original=_typed(lacking(ours, theirs)),
        only_translation=_typed(lacking(theirs, ours)),
    )


def _typed(facts: dict[Fact, int]) -> tuple[Fact, ...]:
    """Those facts that `translation_check` does not know of: what is typed."""
    kinds = ("number", "date", "years", "points")
    return tuple(sorted(fact for fact in facts if fact.kind in kinds))
