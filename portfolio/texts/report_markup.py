"""What the report cannot read in a text; the app that writes reports says it (`reports.apps`)."""

from collections.abc import Callable, Iterable

# Each gives (offset, what is wrong) of a text of several paragraphs.
markup_checks: list[Callable[[str], Iterable[tuple[int, str]]]] = []
