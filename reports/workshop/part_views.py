"""What is done with a part of the paper beside writing it: asked about, assigned, said to be done."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import Action
from core.jobs.kinds import JobError
from core.languages.translated import text_of
from core.pages.forms import FormPage, SaveRefused, posted
from core.pages.view_access import current_user, requires
from reports.drafts import services as drafts
from reports.drafts.gate_page import PLACE
from reports.facts.views import visible_report
from reports.models import PARAGRAPH_KIND, PartAssignment, Report
from reports.workshop.assign_form import AssignForm
from reports.workshop.page import workshop_url
from reports.workshop.part_names import part_name
from reports.workshop.rights import may_write
from reports.writing import services as writing
from reports.writing.texts import written_languages


@requires(Action.VIEW_REPORT)
@require_POST
def paragraph_ask(request: HttpRequest, slug: str, language: str, target: str) -> HttpResponse:
    """On to the form of a question about a paragraph that no draft has stored yet."""
    report = visible_report(request, slug)
    kind, _stroke, key = target.partition("/")
    if kind != "para" or language not in written_languages(report):
        raise Http404
    try:
        row = writing.paragraph_row(report=report, key=key)
    except writing.ParagraphGone:
        raise Http404 from None
    except writing.TextRefused as error:
        messages.error(request, str(error))
        return redirect(workshop_url(report, language, target))
    return redirect("discussions:question-create", kind=PARAGRAPH_KIND, row=row.pk)


@requires(Action.EDIT_PAPER)
def part_assign(request: HttpRequest, slug: str, language: str, target: str) -> HttpResponse:
    """Give a paragraph or a section to a person or a unit."""
    report, user = visible_report(request, slug), current_user(request)
    if not may_write(user, report):
        raise PermissionDenied
    if language not in written_languages(report):
        raise Http404
    try:
        name = part_name(drafts.report_paper(report), target, language)
    except (writing.ParagraphGone, JobError):
        raise Http404 from None
    part = writing.part_of(report, target)
    current = writing.assigned(part) if part else None
    given = _given(current) if current else {}
    form = AssignForm(posted(request), initial=given)

    def save(**_row: object) -> PartAssignment:
        to, due_on = form.cleaned_data["to"], form.cleaned_data["due_on"]
        try:
            return writing.part_assign(
                report=report, target=target, to=to, due_on=due_on, user=user
            )
        except (writing.ParagraphGone, writing.TextRefused) as error:
            raise SaveRefused(str(error)) from error

    def saved() -> str:
        given = {"part": name, "who": form.cleaned_data["to"]}
        words = _("%(part)s waits for %(who)s.") % given
        return f"{words} {form.warning}".strip()

    back = workshop_url(report, language, target)
    page = FormPage(
        title=_("Assign: %(part)s") % {"part": name},
        subtitle=text_of(report, "title"),
        back_label=text_of(report, "title"),
        back_url=back,
        draft_key=f"assign-{report.pk}-{target}",
        saved=saved,
        save=save,
        done_url=back,
        submit_label=_("Assign"),
    )
    return page.respond(request, form)


def _given(assignment: PartAssignment) -> dict[str, object]:
    """What the form of a part begins with."""
    person, unit = assignment.person_id, assignment.unit_id
    return {
        "to": f"person:{person}" if person else f"unit:{unit}",
        "due_on": assignment.due_on,
        "seen": assignment.assigned_at.isoformat(),
    }


@requires(Action.VIEW_REPORT)
@require_POST
def assignment_done(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Nothing is left to do: said by whom it waits for, or by who writes the paper."""
    report, user = visible_report(request, slug), current_user(request)
    rows = PartAssignment.objects.filter(report=report)
    rows = rows if may_write(user, report) else rows.to(user)
    assignment = get_object_or_404(rows.select_related("paragraph", "section"), pk=pk)
    if writing.assignment_done(assignment=assignment, user=user):
        messages.success(request, _("Done. It waits for nobody any more."))
    else:
        messages.info(request, _("Nothing changed: it is done already."))
    return _back(request, report, assignment.target)


@requires(Action.EDIT_PAPER)
@require_POST
def assignment_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a part back from whom it waits for."""
    report, user = visible_report(request, slug), current_user(request)
    if not may_write(user, report):
        raise PermissionDenied
    rows = PartAssignment.objects.filter(report=report).undone()
    assignment = get_object_or_404(rows.select_related("paragraph", "section"), pk=pk)
    writing.assignment_withdraw(assignment=assignment)
    messages.success(request, _("It waits for nobody any more. The history keeps who had it."))
    return _back(request, report, assignment.target)


def _back(request: HttpRequest, report: Report, target: str) -> HttpResponse:
    given = request.POST.get("language", "")
    known = given in written_languages(report)
    language = given if known else report.original_language
    return redirect(workshop_url(report, language, request.POST.get(PLACE) or target))
