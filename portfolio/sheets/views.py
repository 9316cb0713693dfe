"""A sheet of a list, brought back: sent, looked at cell by cell, and only then taken."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import Action
from core.languages.translated import text_of
from core.models import WaitingSheet
from core.pages.sheet_loading import RowDifference, SheetPreview
from core.pages.sheet_uploads import SheetUpload, say_taken
from core.pages.view_access import current_user, requires
from outcomes.models import Strategy
from portfolio.rows.sheet_load import StrategyLoad
from portfolio.sheets.kinds import SHEET_KINDS, SheetKind


@requires(Action.VIEW_PORTFOLIO)
def sheet_send(request: HttpRequest, kind: str, strategy: str) -> HttpResponse:
    """Send a sheet; it waits, checked, until its sender has seen what it would change."""
    return _pages(request, _kind(request, kind), _strategy(strategy)).send(request)


@requires(Action.VIEW_PORTFOLIO)
def sheet_check(request: HttpRequest, kind: str, strategy: str, pk: int) -> HttpResponse:
    """What a sheet that waits would change; taken when its sender says so."""
    sheet_kind, of = _kind(request, kind), _strategy(strategy)
    load: StrategyLoad[Any] = sheet_kind.load(current_user(request), of)

    def preview_of(sheet: WaitingSheet) -> SheetPreview[RowDifference[Any]]:
        return load.preview(sheet.name, bytes(sheet.content))

    def take(request: HttpRequest, chosen: Sequence[RowDifference[Any]]) -> bool:
        refused = load.take(chosen)
        codes = {each.pk: each.code for each in chosen}
        told = (f"{codes[pk]}: {why}" for pk, why in refused.items())
        say_taken(request, len(chosen) - len(refused), told)
        return not refused

    return _pages(request, sheet_kind, of).check(request, pk, preview_of, take)


def _kind(request: HttpRequest, key: str) -> SheetKind:
    """The kind of sheet, for who may write such rows at all."""
    kind = SHEET_KINDS.get(key)
    if kind is None or not current_user(request).access.opens(kind.load.action):
        raise Http404
    return kind


def _strategy(slug: str) -> Strategy:
    found: Strategy = get_object_or_404(Strategy, slug=slug)
    return found


def _pages(request: HttpRequest, kind: SheetKind, strategy: Strategy) -> SheetUpload:
    upload = reverse("portfolio:sheet-send", args=[kind.key, strategy.slug])
    every: QuerySet[Strategy] = Strategy.objects.all()
    list_url = reverse(kind.url_name)
    others = [
        {
            "name": text_of(each, "title"),
            "url": reverse("portfolio:sheet-send", args=[kind.key, each.slug]),
            "is_chosen": each == strategy,
        }
        for each in every
    ]
    return SheetUpload(
        title=kind.title,
        subject=f"{kind.key} {strategy.slug}",
        back_label=kind.back,
        back_url=list_url,
        upload_url=upload,
        file_label=_("Excel workbook"),
        file_url=f"{list_url}?strategy={strategy.slug}&export=xlsx",
        explanation=_(
            "Take the list along as a file, change it, and bring it back here. You see every "
            "difference before anything is taken."
        ),
        check_url=lambda sheet: f"{upload}{sheet.pk}/",
        more={"strategies": others if len(others) > 1 else []},
    )
