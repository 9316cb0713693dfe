"""Pages of the indicators: list, detail, definition, targets."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from core.access import Action
from core.languages.translated import text_of
from core.pages.export import workbook, workbook_asked
from core.pages.forms import FormPage, posted
from core.pages.list_address import day_asked
from core.pages.strategies import stands
from core.pages.subject_sheets import KEYS_OF_SUBJECTS, sheets_of
from core.pages.view_access import current_user, requires
from core.rights.refusing import row_to_change
from outcomes.current import strategy_shown, strategy_to_change
from outcomes.indicators.filters import IndicatorFilterSet
from outcomes.indicators.forms import IndicatorForm, TargetForm
from outcomes.indicators.page import indicator_page
from outcomes.indicators.state import indicator_states
from outcomes.indicators.tables import IndicatorTable
from outcomes.models import Indicator, OwnSubject, Target
from outcomes.own_fields.lists import OwnListPage


class IndicatorListPage(OwnListPage):
    """All indicators, as they stood on the day asked for."""

    own_subject = OwnSubject.INDICATOR
    action = Action.VIEW_FRAMEWORK
    table_class = IndicatorTable
    filterset_class = IndicatorFilterSet
    title = gettext_lazy("Indicators")
    export_name = "indicators"
    template_name = "outcomes/indicators/list.html"
    empty_text = gettext_lazy("No indicators.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Indicator]":
        """Behind the row gate, each with its state."""
        rows = Indicator.objects.visible_to(current_user(request)).in_force(day_asked(request))
        found = indicator_states(rows, day_asked(request))
        related = rows.select_related("strategy", "outcome", "responsible_unit", "responsible")
        return related.with_states(found)

    def actions(self, request: HttpRequest) -> list[dict[str, object]]:
        """A new indicator, for those who may."""
        strategy = strategy_shown(request)
        if strategy is None or not current_user(request).access.may(Action.EDIT_FRAMEWORK):
            return []
        url = reverse("indicators:indicator-create", args=[strategy.slug])
        return [{"label": _("New indicator"), "url": url, "primary": True}]


def indicator_among(rows: Any, pk: int) -> Indicator:
    """The indicator if it is among `rows`; otherwise it does not exist for this person."""
    related = rows.with_values().select_related("responsible_unit", "responsible")
    found: Indicator = get_object_or_404(related, pk=pk)
    return found


def _to_define(request: HttpRequest, pk: int) -> Indicator:
    """The indicator if the person may change its definition; who only sees it is told why not."""
    user = current_user(request)
    return row_to_change(
        lambda rows: indicator_among(rows, pk),
        among=Indicator.objects.editable_by(user),
        seen=Indicator.objects.visible_to(user),
        user=user,
        action=Action.EDIT_FRAMEWORK,
        reaches=lambda _row, other: other.access.may(Action.EDIT_FRAMEWORK),
    )


@requires(Action.VIEW_FRAMEWORK)
@require_GET
def indicator_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one indicator."""
    user, takes_file = current_user(request), workbook_asked(request)
    indicator = get_object_or_404(
        Indicator.objects.visible_to(user)
        .select_related("strategy", "outcome", "responsible_unit", "responsible")
        .prefetch_related("targets", "measurements__entered_by", "measurements__verified_by"),
        pk=pk,
    )
    if takes_file:
        own = Indicator.objects.filter(pk=pk)
        name = f"{indicator.strategy.slug}-{indicator.number}"
        rows = (own, indicator.targets.all(), indicator.measurements.all())
        around = sheets_of("indicator", pk)
        return workbook(name, (*rows, *around), user, without=KEYS_OF_SUBJECTS)
    stands(request, indicator.strategy.slug, at=day_asked(request))
    page = indicator_page(indicator, user, day_asked(request))
    return render(request, "outcomes/indicators/detail.html", {"page": page})


@requires(Action.VIEW_FRAMEWORK)
def indicator_create(request: HttpRequest, slug: str) -> HttpResponse:
    """A new indicator, after the last of its strategy."""
    strategy = strategy_to_change(request, slug)
    last = strategy.indicators.order_by("-position").values_list("position", flat=True).first()
    indicator = Indicator(strategy=strategy, position=0 if last is None else last + 1)
    page = FormPage(
        title=_("New indicator"),
        subtitle=str(strategy),
        back_label=_("Indicators"),
        back_url=reverse("indicators:indicator-list"),
        draft_key=f"indicator-new-{strategy.pk}",
        saved=_("The indicator has been saved."),
    )
    return page.respond(request, IndicatorForm(posted(request), instance=indicator))


@requires(Action.VIEW_FRAMEWORK)
def indicator_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a definition; a changed baseline asks for a reason."""
    indicator = _to_define(request, pk)
    stands(request, indicator.strategy.slug)
    page = FormPage(
        title=f"{indicator.number} {text_of(indicator, 'title')}",
        back_label=_("Indicator %(number)s") % {"number": indicator.number},
        back_url=indicator.get_absolute_url(),
        draft_key=f"indicator-{pk}",
        saved=_("The indicator has been saved."),
    )
    return page.respond(request, IndicatorForm(posted(request), instance=indicator))


@requires(Action.VIEW_FRAMEWORK)
def target_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A target for one more period."""
    indicator = _to_define(request, pk)
    return _target_form(request, Target(indicator=indicator), _("New target"))


@requires(Action.VIEW_FRAMEWORK)
def target_edit(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Change a target; a changed value asks for a reason."""
    indicator = _to_define(request, pk)
    target = get_object_or_404(Target, indicator=indicator, pk=row)
    target.indicator = indicator
    return _target_form(request, target, _("Target for %(period)s") % {"period": target.span.label})


def _target_form(request: HttpRequest, target: Target, title: str) -> HttpResponse:
    indicator = target.indicator
    stands(request, indicator.strategy.slug)
    page = FormPage(
        title=title,
        subtitle=f"{indicator.number} {text_of(indicator, 'title')}",
        back_label=_("Indicator %(number)s") % {"number": indicator.number},
        back_url=indicator.get_absolute_url(),
        draft_key=f"target-{target.pk or f'new-{indicator.pk}'}",
        saved=_("The target has been saved."),
        done_url=indicator.get_absolute_url(),
    )
    return page.respond(request, TargetForm(posted(request), instance=target))
