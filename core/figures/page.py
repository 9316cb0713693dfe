"""A figure in a page: everything the partial `core/figures/_figure.html` shows, made in one place.

    {% include "core/figures/_figure.html" with figure=figure only %}

where `figure` is a `FigureView`. The drawing shows at once as SVG; `static/core/figures/figure.js` puts
Plotly over it; the table is always there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

from core.figures.plotly import PlotlySpec, plotly_spec
from core.figures.registry import FigureData
from core.figures.svg import Address, svg
from core.figures.table import FigureTable, figure_table
from core.languages import LANGUAGES, profile


@dataclass(frozen=True)
class Download:
    """A file of the figure: what the link says, and where it is."""

    label: str
    href: str


@dataclass(frozen=True)
class FigureView:
    """What the partial shows. `language` is set where the figure's differs from the page's.

    `spec` is None where no script shall draw (an empty figure, a file on its own).
    """

    data: FigureData
    id: str
    label: str
    caption: str
    language: str
    wide: SafeString
    narrow: SafeString
    table: FigureTable
    spec: PlotlySpec | None
    downloads: tuple[Download, ...]

    def __str__(self) -> str:
        return self.html()

    def html(self) -> SafeString:
        """The partial, rendered once: a view that is kept is drawn in many pages."""
        return self._html

    @cached_property
    def _html(self) -> SafeString:
        return render_to_string("core/figures/_figure.html", {"figure": self})


def figure_view(
    data: FigureData,
    *,
    id: str,
    label: str = "",
    caption: str = "",
    language: str = "en",
    address: Address | None = None,
    interactive: bool = True,
    empty: str = "",
    downloads: Sequence[Download] = (),
) -> FigureView:
    """The view of `data`, with its numbers written as `language` writes them.

    `id` is the element's id in the page, `label` such as "Figure 1", `caption` that of the figure
    itself unless the paper has its own, `empty` what stands where there is nothing to draw.
    """
    speech = profile(language if language in LANGUAGES else "en")
    with override(language):
        empty = empty or gettext("No projects")
    table = figure_table(data, address=address, number=speech.integer, per_cent=speech.per_cent)

    def drawn(*, narrow: bool) -> SafeString:
        return svg(
            data, narrow=narrow, address=address, number=speech.integer, empty=empty, name=id
        )

    # The parts of a stacked bar are links of the SVG; Plotly would lie over them.
    has_plotly = interactive and data.largest > 0 and not data.is_stacked
    return FigureView(
        data=data,
        id=id,
        label=label,
        caption=caption or data.caption,
        language=language,
        wide=drawn(narrow=False),
        narrow=drawn(narrow=True),
        table=table,
        spec=plotly_spec(data, address, number=speech.integer, table=table) if has_plotly else None,
        downloads=tuple(downloads),
    )
