"""Where a round and its rows have their pages."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from core.addresses import address_of, addresses_of
from core.prepared import prepared
from core.time import working_date
from outcomes.models import Strategy
from portfolio.models import StatusRound
from portfolio.rounds.rows import RoundRow
from portfolio.status.rounds import open_round


def round_address(name: str, round_: StatusRound) -> str:
    """The address of a page of a round, by the name of its route."""
    return address_of(f"portfolio:{name}", round_.strategy.slug, str(round_))


def round_or_404(strategy: str, period: str) -> StatusRound:
    """The round of an address; one that is due and that nobody has opened yet is not saved."""
    try:
        month = date.fromisoformat(f"{period}-01")
    except ValueError:
        raise Http404("no month") from None
    if saved := _saved(slug=strategy, period=month):
        return saved[0]
    due = open_round(get_object_or_404(Strategy, slug=strategy), working_date())
    if due is None or due.period != month:
        raise Http404("no round")
    return due


@prepared
def _saved(*, slug: str, period: date) -> QuerySet[StatusRound, StatusRound]:
    rounds = StatusRound.objects.select_related("strategy").order_by()
    return rounds.filter(strategy__slug=slug, period=period)


def form_addresses() -> Callable[[RoundRow], str]:
    """Tells the address of the plain form of a row; who may not write is led to the project."""
    form, page = addresses_of("portfolio:status-create"), addresses_of("portfolio:project-detail")

    def address(row: RoundRow) -> str:
        kind = page if row.is_locked else form
        return kind(row.project.strategy.slug, row.project.code)

    return address


def form_address(row: RoundRow) -> str:
    """The same of one row."""
    return form_addresses()(row)
