"""Pages of the framework: the tree, and each of its parts."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import Action
from core.history.saving import row_save
from core.languages.translated import text_of
from core.pages.export import workbook, workbook_asked
from core.pages.first_steps import first_step_page
from core.pages.forms import FormPage, posted
from core.pages.list_address import day_asked
from core.pages.spreadsheets import CONTENT_TYPES, attachment, to_bytes
from core.pages.strategies import stands
from core.pages.view_access import current_user, requires, take_along
from core.rights.refusing import refuse
from outcomes.current import strategy_shown, strategy_to_change
from outcomes.models import Strategy
from outcomes.strategy.forms import StrategyForm
from outcomes.strategy.part_page import part_page
from outcomes.strategy.parts import KINDS, Kind, headline, next_position
from outcomes.strategy.tree import tree_page, tree_rows
from outcomes.terms.first import first_terms


@requires(Action.VIEW_FRAMEWORK)
@require_GET
def strategy_current(request: HttpRequest) -> HttpResponse:
    """On to the strategy in force, or how to begin one where there is none yet."""
    strategy = strategy_shown(request)
    if strategy is None:
        return first_step_page(request, _("Strategy"))
    return redirect(strategy)


@requires(Action.EDIT_FRAMEWORK)
def strategy_create(request: HttpRequest) -> HttpResponse:
    """A new strategy; its parts are added on its tree."""
    page = FormPage(
        title=_("New strategy"),
        subtitle=_("First its name and its years; then its parts, on its own page."),
        back_label=_("Strategy"),
        back_url=reverse("outcomes:strategy-current"),
        draft_key="strategy-new",
        saved=_("The strategy has begun. Add its parts under “Add”."),
        submit_label=_("Begin the strategy"),
        save=_begun,
    )
    return page.respond(request, StrategyForm(posted(request), instance=Strategy()))


def _begun(row: Strategy, version: int) -> None:
    """A new strategy with the usual words, to be changed on their page."""
    row_save(row=row, version=version)
    first_terms(row)


@requires(Action.VIEW_FRAMEWORK)
@require_GET
def strategy_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The tree of a strategy as it holds on a day; `?all=1` shows what does not hold, too."""
    user, wanted = current_user(request), request.GET.get("export", "")
    if wanted in CONTENT_TYPES:
        take_along(request, Action.VIEW_FRAMEWORK)
    strategy = get_object_or_404(Strategy.objects.visible_to(user), slug=slug)
    at, every = day_asked(request), request.GET.get("all") == "1"
    stands(request, slug, at=at)
    if wanted in CONTENT_TYPES:
        rows = tree_rows(strategy, at, every=every)
        return attachment(to_bytes(rows, wanted, slug), slug, wanted)
    context = {
        "page": tree_page(strategy, user, at, every=every),
        "strategies": list(Strategy.objects.visible_to(user)),
    }
    return render(request, "outcomes/strategy/detail.html", context)


def _kind(key: str) -> Kind:
    if key not in KINDS:
        raise Http404
    return KINDS[key]


@requires(Action.VIEW_FRAMEWORK)
@require_GET
def part_detail(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """Everything about one part: its fields, what is under it, who changed what."""
    user, takes_file = current_user(request), workbook_asked(request)
    which = _kind(kind)
    strategy = get_object_or_404(Strategy.objects.visible_to(user), slug=slug)
    row = get_object_or_404(which.rows(slug), pk=pk)
    stands(request, slug)
    if takes_file:
        return workbook(f"{slug}-{kind}", [which.rows(slug).filter(pk=pk)], user)
    page = part_page(strategy, which, row, user)
    return render(request, "outcomes/strategy/part_detail.html", {"page": page})


@requires(Action.VIEW_FRAMEWORK)
def part_create(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """A new part, after the last of its kind there."""
    which = _kind(kind)
    if not which.way_up:
        raise Http404
    strategy = strategy_to_change(request, slug)
    row = which.new(strategy, request.GET)
    row.position = next_position(row, which)
    page = FormPage(
        title=headline(strategy, which),
        back_label=text_of(strategy, "short_title"),
        back_url=strategy.get_absolute_url(),
        draft_key=f"{kind}-new-{strategy.pk}",
        saved=partial(_saved, strategy, kind),
    )
    return page.respond(request, which.form_for(strategy, row, posted(request)))


def _saved(strategy: Strategy, kind: str) -> str:
    """That a part is there, and what comes next under it."""
    saved = _("Saved.")
    if kind == "outcome":
        ways = {
            "output": reverse("outcomes:part-create", args=[strategy.slug, "output"]),
            "indicator": reverse("indicators:indicator-create", args=[strategy.slug]),
        }
        links = format_html_join(
            " · ",
            '<a href="{}">{}</a>',
            (
                (url, _("New: %(level)s") % {"level": strategy.level_name(level)})
                for level, url in ways.items()
            ),
        )
        return format_html("{} {} {}", saved, _("Next:"), links)
    return saved


@requires(Action.VIEW_FRAMEWORK)
def part_edit(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """Change a part; what no longer holds gets a last day and stays."""
    which = _kind(kind)
    user = current_user(request)
    strategy = get_object_or_404(Strategy.objects.visible_to(user), slug=slug)
    row = get_object_or_404(which.rows(slug), pk=pk)
    if not user.access.may(Action.EDIT_FRAMEWORK):
        refuse(
            row, user, Action.EDIT_FRAMEWORK, lambda each: each.access.may(Action.EDIT_FRAMEWORK)
        )
    stands(request, slug)
    level = strategy.level_name(kind)
    page = FormPage(
        title=f"{level}: {row}" if text_of(row, "title") else f"{level} {row}",
        back_label=str(row) if text_of(row, "title") else f"{level} {row}",
        back_url=reverse("outcomes:part-detail", args=[slug, kind, pk]),
        draft_key=f"{kind}-{pk}",
        saved=_("Saved."),
    )
    return page.respond(request, which.form_for(strategy, row, posted(request)))
