"""How a paper is shown: what its numbers and figures lead to, and where its headings begin."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from core.figures.page import Download
from core.figures.registry import FigureData, Point
from reports.document.tree import Figure, Number, Picture

# A bar by its name, as it was and is.
MovedPoint = tuple[str, int | None, int | None]
# A row by what begins it, with its cells that differ.
MovedRow = tuple[str, str | None, str | None]


@dataclass(frozen=True)
class Options:
    """As in `reports.writers.html.fragment`; besides, `prefix` begins every id, `interactive` figures
    become Plotly's once the page has loaded it, `moved_tables` are rows by a table's id, and `accepted`
    holds, by a number's uid, the text that was let in, where the document says what the data say now.
    """

    number_link: Callable[[Number], str] | None = None
    stale: Mapping[str, str] = field(default_factory=dict)
    accepted: Mapping[str, str] = field(default_factory=dict)
    by_hand: frozenset[str] = frozenset()
    moved_figures: Mapping[str, Sequence[MovedPoint]] = field(default_factory=dict)
    moved_tables: Mapping[str, Sequence[MovedRow]] = field(default_factory=dict)
    figure_address: Callable[[FigureData, Point], str] | None = None
    downloads: Callable[[Figure], Sequence[Download]] | None = None
    picture_address: Callable[[Picture], str] | None = None
    top: int = 2
    most_rows: int | None = None
    prefix: str = "paper-"
    interactive: bool = True

    def anchor(self, id: str) -> str:
        """The id of an element for the block `id`; an id in HTML holds no white space."""
        return self.prefix + re.sub(r"\s+", "_", id)

    def target(self, id: str) -> str:
        """The address of that element within its page."""
        return "#" + quote(self.anchor(id), safe="/:@!$&'()*+,;=-._~?")
