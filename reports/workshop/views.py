"""Pages of the workshop: the paper that is written, one text without a script, what stands beside it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import Action
from core.jobs.kinds import JobError
from core.languages import profile
from core.languages.translated import text_of
from core.pages.view_access import current_user, requires
from reports.drafts import services as drafts
from reports.drafts.level import fingerprint
from reports.facts.views import visible_report
from reports.models import Report
from reports.workshop.both import both_texts
from reports.workshop.forms import MarkupForm
from reports.workshop.original import original_changes, original_html
from reports.workshop.page import workshop_page, workshop_url
from reports.workshop.piece_page import piece_view
from reports.workshop.rights import may_write, may_write_in
from reports.workshop.texts import (
    PlaceText,
    place_save,
    place_text,
    refuse_other_tokens,
)
from reports.writing.services import ParagraphGone, TextMoved, TextRefused
from reports.writing.texts import clean, written_languages

STALE = "stale"


@requires(Action.VIEW_REPORT)
@require_GET
def workshop(request: HttpRequest, slug: str) -> HttpResponse:
    """The paper of one edition at work; for htmx its outline and text alone."""
    report, user = visible_report(request, slug, "outline"), current_user(request)
    codes = written_languages(report)
    asked = request.GET.get("language", "")
    language = asked if asked in codes else user.language if user.language in codes else codes[0]
    only_mine = request.GET.get("mine") == "1"
    context = {"page": workshop_page(report, user, language, only_mine=only_mine)}
    fragment = request.htmx  # type: ignore[attr-defined]
    template = "reports/workshop/_paper.html" if fragment else "reports/workshop/workshop.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@requires(Action.VIEW_REPORT)
@require_GET
def piece_detail(request: HttpRequest, slug: str, language: str, target: str) -> HttpResponse:
    """What is to be known of one paragraph or section, beside the paper or on a page of its own."""
    report, user = visible_report(request, slug), current_user(request)
    fragment = bool(request.htmx)  # type: ignore[attr-defined]
    if language not in written_languages(report):
        raise Http404
    try:
        piece = piece_view(report, user, language, target, whole=not fragment)
    except (ParagraphGone, JobError):
        raise Http404 from None
    context = {
        "piece": piece,
        "step_url": reverse("reports:paper-step", args=[slug, language])
        if may_write(user, report)
        else "",
        "language": language,
        "back_url": workshop_url(report, language, target),
        "report_title": text_of(report, "title"),
    }
    template = "reports/workshop/_piece.html" if fragment else "reports/workshop/piece_detail.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@requires(Action.EDIT_PAPER, Action.TRANSLATE)
@require_http_methods(["GET", "POST"])
def text_edit(request: HttpRequest, slug: str, language: str, target: str) -> HttpResponse:
    """One text as markup in a form: for whoever prefers it, and without a script."""
    report, user = visible_report(request, slug), current_user(request)
    if language not in written_languages(report):
        raise Http404
    if not may_write_in(user, report, language):
        raise PermissionDenied
    try:
        current = drafts.report_paper(report)
        place = place_text(report, current, language, target)
        form = MarkupForm(request.POST or None, initial={"text": place.text, "base": place.text})
        is_sent = request.method == "POST" and form.is_valid()
        if is_sent and (saved := _saved(request, report, place, language, form)) is not None:
            return saved
    except ParagraphGone:
        raise Http404 from None
    context = {
        "form": form,
        "place": place,
        "original": original_html(report, current, place),
        "changed": original_changes(report, current, place),
        "seen": fingerprint(place.original),
        "level_url": reverse("reports:translation-level", args=[slug, language]),
        "language": language,
        "title": _("Text in %(language)s") % {"language": profile(language).name},
        "report_title": text_of(report, "title"),
        "original_name": profile(report.original_language).name,
        "original_language": report.original_language,
        "back_url": workshop_url(report, language, target),
        "about_url": reverse("reports:piece-detail", args=[report.slug, language, target])
        if not target.startswith("cover/")
        else "",
        "draft_key": f"text-{report.pk}-{language}-{target}",
    }
    status = 200
    if request.method == "POST":
        status = 409 if form.has_error("text", STALE) else 422
    return render(request, "reports/workshop/text_form.html", context, status=status)


def _saved(
    request: HttpRequest, report: Report, place: PlaceText, language: str, form: MarkupForm
) -> HttpResponse | None:
    """Where a saved text leads; None where the form has to say why it was not saved."""
    words = dict(form.cleaned_data)
    if "take_both" in request.POST and words["both"]:
        words["text"] = words["both"]
    try:
        if not may_write(current_user(request), report):
            refuse_other_tokens(report, language, place.target, words["text"])
        place_save(
            report=report,
            target=place.target,
            language=language,
            text=words["text"],
            base=words["base"],
        )
    except TextMoved as moved:
        message = _(
            "Somebody has changed this text meanwhile. It reads now: “%(text)s”. Save again to put "
            "yours in its place."
        )
        form.add_error("text", ValidationError(message % {"text": moved.current}, code=STALE))
        # Who has read both may save on top of it.
        both = both_texts(clean(words["base"]), clean(words["text"]), moved.current)
        data = request.POST.copy()
        data["text"] = words["text"]
        data["base"], data["both"] = moved.current, both.text if both else ""
        form.data, form.together = data, both
    except TextRefused as error:
        for line in str(error).split("\n"):
            form.add_error("text", line)
    else:
        messages.success(request, _("The text has been saved."))
        return redirect(workshop_url(report, language, place.target))
    return None
