"""Where a round and its rows have their pages."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from core.addresses import address_of
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
    found = get_object_or_404(Strategy, slug=strategy)
    try:
        month = date.fromisoformat(f"{period}-01")
    except ValueError:
        raise Http404("no month") from None
    saved = StatusRound.objects.filter(strategy=found, period=month).first()
    if saved is not None:
        saved.strategy = found
        return saved
    due = open_round(found, working_date())
    if due is None or due.period != month:
        raise Http404("no round")
    return due


def form_address(row: RoundRow) -> str:
    """The plain form of a row; who may not write is led to the project."""
    project = row.project
    if row.is_locked:
        return project.get_absolute_url()
    return address_of("portfolio:status-create", project.strategy.slug, project.code)
