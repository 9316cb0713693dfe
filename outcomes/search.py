"""What search finds of the framework: strategies' parts and indicators."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.languages.translated import text_of, texts_of
from core.models import User
from core.search.sources import Hit, Source, sources, title_hit
from outcomes.models import Deliverable, Driver, Indicator, Measurement, Outcome, Output, Strategy
from outcomes.models.deliverable import DELIVERABLE_WORDS
from outcomes.models.framework import HEADED_WORDS, NUMBERED_WORDS, STRATEGY_WORDS, TITLE_WORDS
from outcomes.models.measurement import MEASUREMENT_WORDS


def _numbered(row: Any) -> Hit:
    strategy = row.outcome.strategy if isinstance(row, Output) else row.strategy
    return title_hit(row, getattr(row, "number", ""), text_of(strategy, "short_title"))


def _deliverable(row: Deliverable) -> Hit:
    return title_hit(row, note=f"{row.output.number} {text_of(row.output, 'title')}")


def _strategy(row: Strategy) -> Hit:
    texts = (*texts_of(row, "title").items(), *texts_of(row, "short_title").items())
    return Hit(row.get_absolute_url(), text_of(row, "title"), row.symbol, texts)


def _measurement(row: Measurement) -> Hit:
    indicator = row.indicator
    parts = (row.qualifier, row.base, row.note, row.evidence_text, row.evidence_label)
    text = " · ".join(filter(None, parts))
    title = f"{indicator.number} {text_of(indicator, 'title')}"
    # In what language somebody wrote is not recorded: it is looked at in both.
    texts = (("en", text), ("de", text))
    return Hit(f"{indicator.get_absolute_url()}#periods", title, row.span.label, texts)


def _rows(model: Any, *related: str) -> Any:
    def visible(user: User) -> Any:
        return model.objects.visible_to(user).select_related(*related)

    return visible


SOURCES = (
    Source(
        key="strategies",
        label=_("Strategies"),
        rows=_rows(Strategy),
        words=STRATEGY_WORDS,
        hit=_strategy,
        position=39,
    ),
    Source("outcomes", _("Outcomes"), _rows(Outcome, "strategy"), HEADED_WORDS, _numbered, 40),
    Source(
        "outputs", _("Outputs"), _rows(Output, "outcome__strategy"), HEADED_WORDS, _numbered, 41
    ),
    Source(
        key="drivers",
        label=_("Cross-cutting drivers"),
        rows=_rows(Driver, "strategy"),
        words=TITLE_WORDS,
        hit=_numbered,
        position=42,
    ),
    Source(
        key="deliverables",
        label=_("Deliverables"),
        rows=_rows(Deliverable, "output__outcome__strategy"),
        words=DELIVERABLE_WORDS,
        hit=_deliverable,
        position=43,
    ),
    Source(
        "indicators", _("Indicators"), _rows(Indicator, "strategy"), NUMBERED_WORDS, _numbered, 44
    ),
    Source(
        key="measurements",
        label=_("Measurements"),
        rows=_rows(Measurement, "indicator"),
        words=MEASUREMENT_WORDS,
        hit=_measurement,
        position=45,
    ),
)


def register() -> None:
    """Let the framework be found."""
    for source in SOURCES:
        sources.register(source)
