"""What search finds of the framework: strategies' parts and indicators."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.models import User
from core.search import Hit, Source, sources, title_hit, translated, words_of
from core.translated import text_of
from outcomes.models import Deliverable, Driver, Indicator, Outcome, Output
from outcomes.models.indicator import TITLE_WORDS


def _numbered(row: Any) -> Hit:
    strategy = row.outcome.strategy if isinstance(row, Output) else row.strategy
    return title_hit(row, getattr(row, "number", ""), text_of(strategy, "short_title"))


def _deliverable(row: Deliverable) -> Hit:
    return title_hit(row, note=f"{row.output.number} {text_of(row.output, 'title')}")


def _rows(model: Any, *related: str) -> Any:
    def visible(user: User) -> Any:
        return model.objects.visible_to(user).select_related(*related)

    return visible


SOURCES = (
    Source("outcomes", _("Outcomes"), _rows(Outcome, "strategy"), TITLE_WORDS, _numbered, 40),
    Source("outputs", _("Outputs"), _rows(Output, "outcome__strategy"), TITLE_WORDS, _numbered, 41),
    Source(
        key="drivers",
        label=_("Cross-cutting drivers"),
        rows=_rows(Driver, "strategy"),
        words=words_of(**translated("title")),
        hit=_numbered,
        position=42,
    ),
    Source(
        key="deliverables",
        label=_("Deliverables"),
        rows=_rows(Deliverable, "output__outcome__strategy"),
        words=words_of(**translated("title")),
        hit=_deliverable,
        position=43,
    ),
    Source("indicators", _("Indicators"), _rows(Indicator, "strategy"), TITLE_WORDS, _numbered, 44),
)


def register() -> None:
    """Let the framework be found."""
    for source in SOURCES:
        sources.register(source)
