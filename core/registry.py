"""Registries: how things reach across floors without importing upward.

Each app declares its own live numbers, figures and panels in a room of that name and registers them
in `AppConfig.ready`; whoever needs one asks by key.
"""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Keyed(Protocol):
    """Anything with a key, such as "projects.total"."""

    @property
    def key(self) -> str:
        """What it is asked for by."""


Item = TypeVar("Item", bound=Keyed)


class UnknownKey(LookupError):
    """Nothing of that key is registered; the message lists what is."""


class Registry(Generic[Item]):
    """Declarations by key, in the order they were registered."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._items: dict[str, Item] = {}

    def register(self, *items: Item) -> None:
        """Add `items`; a second one with the key of another is a programming error."""
        for item in items:
            if self._items.get(item.key, item) != item:
                raise ValueError(f"The {self.what} {item.key} is registered twice.")
            self._items[item.key] = item

    def __getitem__(self, key: str) -> Item:
        try:
            return self._items[key]
        except KeyError:
            known = ", ".join(sorted(self._items)) or "none"
            raise UnknownKey(f"There is no {self.what} “{key}”. Known: {known}.") from None

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items.values())
