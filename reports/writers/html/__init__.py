"""HTML: the paper as a fragment for the preview page, and as a file of its own.

fragment(document, number_link=…, stale=…, figure_address=…)
write(document)
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from django.utils.safestring import SafeString

from core.figures.page import Download
from core.figures.registry import FigureData, Point
from reports.document.tree import Document, Figure, Number, Picture
from reports.writers.html.options import MovedPoint, Options
from reports.writers.html.paper import article
from reports.writers.html.standalone import write

__all__ = ["anchor", "fragment", "write"]


def fragment(
    document: Document,
    *,
    number_link: Callable[[Number], str] | None = None,
    stale: Mapping[str, str] = MappingProxyType({}),
    by_hand: frozenset[str] = frozenset(),
    moved_figures: Mapping[str, Sequence[MovedPoint]] = MappingProxyType({}),
    figure_address: Callable[[FigureData, Point], str] | None = None,
    downloads: Callable[[Figure], Sequence[Download]] | None = None,
    picture_address: Callable[[Picture], str] | None = None,
    top: int = 2,
    most_rows: int | None = None,
) -> SafeString:
    """`document` as an `<article>` for a page of ours.

    `number_link` gives the address of a number's panel ("" for none), which htmx loads into
    `#number-panel`; `stale` holds, by a number's uid, the text it would have now; `by_hand` the
    signatures of those set by hand; `moved_figures`, by a figure's id, its bars that differ now;
    `figure_address` gives the page of the rows behind a point ("" for none); `downloads` the files of a
    figure; `picture_address` gives that of a picture's file, which else stands in the page itself; `top`
    is the level of the paper's title, below the page's own `<h1>`; `most_rows` how much is shown of a
    table that is longer.
    """
    options = Options(
        number_link=number_link,
        stale=stale,
        by_hand=by_hand,
        moved_figures=moved_figures,
        figure_address=figure_address,
        downloads=downloads,
        picture_address=picture_address,
        top=top,
        most_rows=most_rows,
    )
    return article(document, options)


def anchor(block_id: str) -> str:
    """The id that a block of the tree has in a `fragment`."""
    return Options().anchor(block_id)
