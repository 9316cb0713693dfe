"""Pages on which an outline is edited by hand: tree, steps, a form for each entry, preview."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from core.access import Action
from core.history.saving import row_save
from core.history.versions import StaleRow, version_of
from core.languages.translated import text_of
from core.pages.forms import FormPage, posted, version_given
from core.pages.view_access import current_user, requires
from outcomes.models import Strategy
from reports.models import ReportTemplate
from reports.models.outline import OutlineSection
from reports.outline.entries import Entry, Kind, NoEntry, entry_of
from reports.outline.services import outline_step, report_template_save, starting_outline
from reports.outline.steps import (
    Step,
    StepRefused,
    Way,
    Where,
    goes_along,
    moved,
    put_back,
    removed,
)
from reports.outline.taken_out import taken_out
from reports.outlining.forms import FORMS, EntryForm, NewPlace
from reports.outlining.page import (
    BACK,
    BEGIN_EMPTY,
    RemovePage,
    kind_words,
    latest_change,
    shown_label,
    step_clash,
    tree_page,
    tree_url,
)
from reports.outlining.preview import outline_preview

NEW = {
    Kind.HEADING: gettext_lazy("New heading"),
    Kind.GENERATED: gettext_lazy("New generated part"),
    Kind.PARAGRAPH: gettext_lazy("New paragraph"),
    Kind.TABLE: gettext_lazy("New table"),
}


def _template(request: HttpRequest, slug: str) -> ReportTemplate:
    """The template of a strategy that the person sees; where none is written, one that is not saved."""
    strategy = get_object_or_404(Strategy.objects.visible_to(current_user(request)), slug=slug)
    template = ReportTemplate.objects.filter(strategy=strategy).first()
    template = template or ReportTemplate(strategy=strategy)
    template.strategy = strategy
    return template


def _written(request: HttpRequest, slug: str) -> ReportTemplate:
    """The template, where there is one."""
    template = _template(request, slug)
    if template._state.adding:
        raise Http404
    return template


def _language() -> str:
    return (translation.get_language() or "en")[:2]


@requires(Action.EDIT_TEMPLATES)
@require_GET
def outline_tree(request: HttpRequest, slug: str) -> HttpResponse:
    """The outline entry by entry, with what can be done with each."""
    template = _template(request, slug)
    at, done = request.GET.get("at", ""), request.GET.get("done", "")
    page = tree_page(template, current_user(request), at=at, done=done)
    return render(request, "reports/outlining/tree.html", {"page": page})


@requires(Action.EDIT_TEMPLATES)
@require_POST
def outline_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the outline of a strategy, with what is proposed or with nothing."""
    template = _template(request, slug)
    if not template._state.adding:
        messages.info(request, _("The outline has been begun already."))
        return redirect(tree_url(slug))
    starting_outline(template)
    if request.POST.get("begin") == BEGIN_EMPTY:
        template.outline = []
    try:
        report_template_save(template=template, version=0)
    except StaleRow:
        messages.info(request, _("The outline has been begun already."))
    else:
        messages.success(request, _("The outline has begun. Each change is saved at once."))
    return redirect(tree_url(slug))


@requires(Action.EDIT_TEMPLATES)
@require_POST
def outline_move(request: HttpRequest, slug: str) -> HttpResponse:
    """Move one entry by one step, or put back what was taken out."""
    template = _written(request, slug)
    asked, _blank, id = request.POST.get("step", "").partition(" ")
    if asked not in {BACK, *Way}:
        return _no_such_step(request, slug)
    taken = taken_out(template) if asked == BACK else []

    def step(outline: list[OutlineSection]) -> Step:
        if asked != BACK:
            return moved(outline, id, Way(asked))
        one = next((one for one in taken if one.entry.id == id), None)
        if one is None:
            raise StepRefused(_("It stands in the outline already."))
        return put_back(outline, one.before, id)

    try:
        done = outline_step(template=template, version=version_given(request), step=step)
    except StaleRow:
        return _refused_as_stale(request, slug, _asked_words(template, asked, id))
    except NoEntry:
        return _no_such_step(request, slug)
    except StepRefused as refused:
        messages.error(request, str(refused))
        return redirect(tree_url(slug))
    return redirect(tree_url(slug, done.id, asked))


def _no_such_step(request: HttpRequest, slug: str) -> HttpResponse:
    messages.error(request, _("There is no such entry or step. Here stands the outline as it is."))
    return redirect(tree_url(slug))


def _asked_words(template: ReportTemplate, asked: str, id: str) -> str:
    """What a step was to do, in words."""
    try:
        label = shown_label(entry_of(template.outline, id), _language())
    except NoEntry:
        label = id.partition(":")[2]
    words: Mapping[str, str] = {
        Way.UP: _("“%(label)s” was to move up."),
        Way.DOWN: _("“%(label)s” was to move down."),
        Way.IN: _("“%(label)s” was to move one level in."),
        Way.OUT: _("“%(label)s” was to move one level out."),
        BACK: _("“%(label)s” was to be put back."),
    }
    return words[asked] % {"label": label}


def _refused_as_stale(request: HttpRequest, slug: str, asked: str) -> HttpResponse:
    """The tree as it is now, with what somebody else has changed and what was not done."""
    template = _written(request, slug)
    page = tree_page(template, current_user(request), clash=step_clash(template, asked))
    return render(request, "reports/outlining/tree.html", {"page": page}, status=409)


# --- One entry ------------------------------------------------------------------------------------


@requires(Action.EDIT_TEMPLATES)
def entry_create(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """A new entry before, after or below another one."""
    template = _template(request, slug)
    if template._state.adding:
        return redirect(tree_url(slug))
    if kind not in set(Kind):
        raise Http404
    where = request.GET.get("where", Where.AFTER.value)
    place = NewPlace(
        request.GET.get("at", ""), Where(where) if where in set(Where) else Where.AFTER
    )
    beside = _entry_or_none(template, place.at)
    if place.at and beside is None and request.method != "POST":
        messages.error(request, _("What it was to stand beside has gone. Choose another place."))
        return redirect(tree_url(slug))
    form = FORMS[Kind(kind)](
        posted(request),
        instance=template,
        place=place,
        gone=bool(place.at) and beside is None,
    )
    return _entry_form(request, form, str(NEW[Kind(kind)]), f"new-{kind}-{place.at}-{place.where}")


@requires(Action.EDIT_TEMPLATES)
def entry_edit(request: HttpRequest, slug: str, entry: str) -> HttpResponse:
    """Change one entry; who finds it gone keeps what was typed."""
    template = _written(request, slug)
    found, gone = _entry_or_none(template, entry), False
    if found is None:
        found = next((one.entry for one in taken_out(template) if one.entry.id == entry), None)
        gone = True
    if found is None:
        raise Http404
    if gone and request.method != "POST":
        messages.error(request, _("It has been taken out; put it back below to edit it."))
        return redirect(tree_url(slug))
    form = FORMS[found.kind](posted(request), instance=template, entry=found, gone=gone)
    title = _("Edit: %(kind)s") % {"kind": kind_words(found.kind)}
    return _entry_form(request, form, title, f"{entry}")


def _entry_form(request: HttpRequest, form: EntryForm, title: str, key: str) -> HttpResponse:
    strategy = form.strategy
    is_right = request.method == "POST" and form.is_valid()
    page = FormPage(
        title=title,
        subtitle=text_of(strategy, "title"),
        back_label=_("Outline"),
        back_url=tree_url(strategy.slug, form.entry.id if form.entry else form.place.at),
        draft_key=f"outline-{strategy.slug}-{key}",
        saved=_("Saved. Reports that have begun keep their outlines."),
        save=lambda row, version: row_save(row=row, version=version, only=("outline",)),
        done_url=tree_url(strategy.slug, form.step.id) if is_right else "",
        template="reports/outlining/form.html",
        extra=lambda: {"their_lines": latest_change(form.instance)[1]},
    )
    return page.respond(request, form)


def _entry_or_none(template: ReportTemplate, id: str) -> Entry | None:
    try:
        return entry_of(template.outline, id) if id else None
    except NoEntry:
        return None


@requires(Action.EDIT_TEMPLATES)
def entry_delete(request: HttpRequest, slug: str, entry: str) -> HttpResponse:
    """Ask before an entry is taken out with all that stands under it, then do it."""
    template = _written(request, slug)
    found = _entry_or_none(template, entry)
    if found is None:
        messages.info(request, _("It has been taken out already."))
        return redirect(tree_url(slug))
    label = shown_label(found, _language())
    if request.method == "POST":
        try:
            outline_step(
                template=template,
                version=version_given(request),
                step=lambda outline: removed(outline, entry),
            )
        except StaleRow:
            asked = _("“%(label)s” was to be taken out.") % {"label": label}
            return _refused_as_stale(request, slug, asked)
        messages.success(
            request, _("“%(label)s” is taken out. It can be put back below.") % {"label": label}
        )
        return redirect(f"{tree_url(slug)}#taken-out")
    along = goes_along(template.outline, entry)
    page = RemovePage(
        label=label,
        title=text_of(template.strategy, "title"),
        along=[(kind_words(one.kind), shown_label(one, _language())) for one in along],
        version=version_of(template),
        back_url=tree_url(slug, entry),
    )
    return render(request, "reports/outlining/remove.html", vars(page))


@requires(Action.EDIT_TEMPLATES)
@require_GET
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """What a report with this outline would contain, for those who read reports."""
    template = _written(request, slug)
    if not current_user(request).access.may(Action.VIEW_REPORT):
        raise Http404
    shown = outline_preview(
        template,
        current_user(request),
        report=request.GET.get("report", ""),
        language=request.GET.get("language", ""),
        with_words=request.GET.get("words") == "1",
    )
    context = {
        "preview": shown,
        "title": text_of(template.strategy, "title"),
        "back_url": tree_url(slug),
        "here": reverse("templates:outline-preview", args=[slug]),
    }
    return render(request, "reports/outlining/preview.html", context)
