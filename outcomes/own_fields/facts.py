"""Own fields on the page of a row."""

from typing import Any

from core.pages.facts import Fact
from outcomes.models import OwnKind, all_own_fields


def own_facts(row: Any) -> list[Fact]:
    """Each that the strategy asks, or that the row holds though it is asked no more."""
    found = []
    for each in all_own_fields().of(row.strategy_id, row.own_subject):
        words = each.words(row.own)
        if each.offered or words:
            url = words if each.kind == OwnKind.LINK else ""
            found.append(Fact(each.name, words, url=url))
    return found
