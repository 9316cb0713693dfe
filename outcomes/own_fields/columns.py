"""Own fields in a list: a column for each, hidden until somebody chooses it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.pages.columns import one_line, written_day
from outcomes.models import OwnKind
from outcomes.models.own_fields import OwnFieldWords, all_own_fields

NUMERIC = {OwnKind.NUMBER, OwnKind.MONEY, OwnKind.DAY}


class OwnColumn(tables.Column):
    """What rows hold in an own field; sorted as numbers, days or texts are."""

    def __init__(self, field: OwnFieldWords) -> None:
        right = {"td": {"class": "num"}, "th": {"class": "num"}}
        super().__init__(
            verbose_name=field.name,
            accessor="own",
            order_by=(f"own__{field.key}",),
            visible=False,
            empty_values=(),
            attrs=right if field.kind in NUMERIC else {},
        )
        self.own = field

    def render(self, value: Mapping[str, Any]) -> SafeString | str:
        """As a person reads it."""
        words = self.own.words(value)
        if not words:
            return "–"
        if self.own.kind == OwnKind.DAY:
            return written_day(self.own.value(value), "SHORT_DATE_FORMAT")
        if self.own.kind == OwnKind.LINK:
            return format_html('<a href="{}" rel="noopener">{}</a>', words, words)
        return one_line(words)

    def value(self, value: Mapping[str, Any], **_cell: Any) -> Any:
        """A number or a day as itself, for sheets; all else in words."""
        held = self.own.value(value)
        return held if isinstance(held, Decimal) or self.own.kind == OwnKind.DAY else (
            self.own.words(value) or None
        )  # fmt: skip


def own_columns(subject: str, strategy: int | None = None) -> list[tuple[str, OwnColumn]]:
    """Those of one strategy, or of all, by the names that they have in addresses."""
    return [(each.field, OwnColumn(each)) for each in fields_shown(subject, strategy)]


def fields_shown(subject: str, strategy: int | None = None) -> Iterable[OwnFieldWords]:
    """The fields of one strategy, or of all."""
    found = all_own_fields()
    return found.everywhere(subject) if strategy is None else found.of(strategy, subject)
