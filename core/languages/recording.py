"""A profile that remembers which of its unreviewed words and rules were used."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from core.languages.base import LanguageProfile


class _Labels(Mapping[str, str]):
    """The labels of a profile; whatever is asked for is told to `note`."""

    def __init__(self, labels: Mapping[str, str], note: Callable[[str], None]) -> None:
        self._labels, self._note = labels, note

    def __getitem__(self, label: str) -> str:
        self._note(label)
        return self._labels[label]

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)


def recording(profile: LanguageProfile) -> tuple[LanguageProfile, set[str]]:
    """A profile that does what `profile` does, and the set to which it adds what it used.

    The set holds only names of `profile.unreviewed`, those that one method used within another too.
    """
    used: set[str] = set()

    def note(name: str) -> None:
        if name in profile.unreviewed:
            used.add(name)

    class Recording(type(profile)):  # type: ignore[misc]
        """The same profile, watched."""

        labels = _Labels(profile.labels, note)

        def __getattribute__(self, name: str) -> Any:
            note(name)
            return super().__getattribute__(name)

    watched: LanguageProfile = Recording()
    return watched, used
