"""Tables of the indicators: page, fragment and export are made of the same columns."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.db.models import F
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.languages.rounding import Rounding, round_to
from core.languages.translated import text_of
from core.pages.changes import shown
from core.pages.columns import shown_text
from core.pages.tables import ListTable
from outcomes.choices import State
from outcomes.indicators.forms import IndicatorForm
from outcomes.indicators.wording import baseline_words, reached, state_mark, with_unit
from outcomes.models import Indicator

# What a relation is sorted by.
BY = {"responsible": "responsible__full_name"}
NUMERIC = {"td": {"class": "num"}, "th": {"class": "num"}}


class DefinitionColumn(tables.Column):
    """A field of the definition, in words; files show it, and the page when it is chosen."""

    def __init__(self, name: str) -> None:
        field, _underscore, language = name.rpartition("_")
        translated = field in IndicatorForm.translated
        label = capfirst(getattr(Indicator, field if translated else name).field.verbose_name)
        super().__init__(
            verbose_name=f"{label} ({language})" if translated else label,
            visible=False,
            order_by=(BY.get(name, name), "strategy__starts_on", "position", "number", "pk"),
            attrs={"td": {"class": "text"}},
        )
        self.name = name

    def render(self, record: Indicator) -> str:
        """As a person reads it."""
        plain_value = getattr(record, self.name)
        if isinstance(plain_value, date):
            return date_format(plain_value, "SHORT_DATE_FORMAT")
        return shown(record, self.name)

    def value(self, record: Indicator, value: Any) -> Any:
        """Choices and relations by their names, days and numbers as they are."""
        plain_value = getattr(record, self.name)
        if isinstance(plain_value, date | Decimal | int):
            return plain_value
        return shown(record, self.name)


class IndicatorTable(ListTable):
    """The indicator list."""

    number = tables.Column(verbose_name=_("Number"), linkify=True, attrs={"td": {"class": "code"}})
    title = tables.Column(verbose_name=_("Title"), linkify=True, attrs={"td": {"class": "name"}})
    strategy = tables.Column(
        verbose_name=_("Strategy"), order_by=("strategy__slug",), visible=False
    )
    outcome = tables.Column(verbose_name=_("Outcome"), order_by=("outcome__position",))
    state = tables.Column(verbose_name=_("State"))
    baseline_value = tables.Column(
        verbose_name=_("Baseline"),
        attrs={"td": {"class": "baseline"}, "th": {"class": "baseline"}},
        empty_values=(),
        order_by=("baseline_value",),
    )
    expected = tables.Column(verbose_name=_("Expected"), attrs=NUMERIC)
    actual = tables.Column(verbose_name=_("Actual"), attrs=NUMERIC)
    reached = tables.Column(verbose_name=_("Reached"), attrs=NUMERIC)
    period = tables.Column(verbose_name=_("Period"), visible=False)
    responsible_unit = tables.Column(
        verbose_name=_("Responsible unit"), order_by=("responsible_unit__code",)
    )

    class Meta:
        model = Indicator
        fields = ()
        sequence = (
            *("number", "title", "strategy", "outcome", "state", "baseline_value"),
            *("expected", "actual", "reached", "period", "responsible_unit", "..."),
        )
        order_by = ("number",)

    def __init__(
        self, *args: Any, extra_columns: Sequence[tuple[str, tables.Column]] = (), **kwargs: Any
    ) -> None:
        listed = set(self.base_columns)
        fields = [name for name in IndicatorForm.Meta.fields if name not in listed]
        # The rest of the definition, every text in every language, is there to be chosen.
        hidden = [(name, DefinitionColumn(name)) for name in fields]
        super().__init__(*args, extra_columns=[*hidden, *extra_columns], **kwargs)

    def order_number(self, rows: Any, descending: bool) -> tuple[Any, bool]:
        """1.2 comes before 1.10: by position, which the strategy gives."""
        sign = "-" if descending else ""
        names = ("strategy__starts_on", "position", "number", "pk")
        return rows.order_by(*(f"{sign}{name}" for name in names)), True

    def order_expected(self, rows: Any, descending: bool) -> tuple[Any, bool]:
        """What has no value comes last, both ways."""
        return _empty_last(rows, "expected", descending), True

    def order_actual(self, rows: Any, descending: bool) -> tuple[Any, bool]:
        """What has no value comes last, both ways."""
        return _empty_last(rows, "actual", descending), True

    def order_reached(self, rows: Any, descending: bool) -> tuple[Any, bool]:
        """What has no value comes last, both ways."""
        return _empty_last(rows, "reached", descending), True

    def render_title(self, record: Indicator) -> SafeString:
        """The title in the person's language."""
        return shown_text(record, "title")

    def value_title(self, record: Indicator) -> str:
        """The bare title."""
        return text_of(record, "title")

    def render_outcome(self, record: Indicator) -> SafeString:
        """The outcome's number, with its title on it."""
        outcome = record.outcome
        assert outcome is not None
        return format_html('<span title="{}">{}</span>', text_of(outcome, "title"), outcome.number)

    def value_outcome(self, record: Indicator) -> str:
        """The same in words, for files."""
        return str(record.outcome or "")

    def render_state(self, value: str) -> SafeString:
        """Shape, colour and word."""
        return state_mark(value)

    def value_state(self, value: str) -> str:
        """The word."""
        return str(State(value).label)

    def render_baseline_value(self, record: Indicator) -> str:
        """The value, or when it is to be established."""
        return baseline_words(record) or "–"

    def value_baseline_value(self, record: Indicator) -> Any:
        """The bare number, or the words where there is none."""
        return (
            record.baseline_value if record.baseline_value is not None else baseline_words(record)
        )

    def render_expected(self, record: Indicator, value: Decimal) -> str:
        """The level that the latest target asked for."""
        return with_unit(value, record.measure)

    def render_actual(self, record: Indicator, value: Decimal) -> str:
        """What was found for that target's period."""
        return with_unit(value, record.measure)

    def render_reached(self, value: Decimal) -> str:
        """How much of the target that is."""
        return reached(value)

    def value_expected(self, value: Decimal | None) -> Any:
        """The bare number."""
        return value

    def value_actual(self, value: Decimal | None) -> Any:
        """The bare number."""
        return value

    def value_reached(self, value: Decimal | None) -> Any:
        """The bare number, to two decimals."""
        return None if value is None else round_to(value, Rounding.NEAREST, 2)


def _empty_last(rows: Any, name: str, descending: bool) -> Any:
    key = F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True)
    return rows.order_by(key, "strategy__starts_on", "position", "number", "pk")
