"""Pages of Word templates."""

import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import Action
from core.jobs.kinds import JobError
from core.languages.translated import text_of
from core.pages.export import workbook, workbook_asked
from core.pages.forms import posted
from core.pages.view_access import current_user, requires
from outcomes.form_page import form_page
from reports.models import Report, WordTemplate
from reports.word_templates import services
from reports.word_templates.forms import (
    ChooseForm,
    NewTemplateForm,
    ReplaceForm,
    WordTemplateForm,
    bytes_of,
)
from reports.word_templates.page import word_template_page
from reports.writers import WRITERS

_FORM = "core/pages/form.html"


def _seen(request: HttpRequest, pk: int) -> WordTemplate:
    rows = WordTemplate.objects.visible_to(current_user(request)).select_related(
        "strategy", "uploaded_by"
    )
    return get_object_or_404(rows, pk=pk)


def _edited(request: HttpRequest, pk: int) -> WordTemplate:
    rows = WordTemplate.objects.editable_by(current_user(request)).select_related("strategy")
    return get_object_or_404(rows, pk=pk)


def _back(template: WordTemplate) -> dict[str, str]:
    return {"back_label": template.name, "back_url": template.get_absolute_url()}


@requires(Action.VIEW_TEMPLATES)
@require_GET
def word_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found in a template, where it is used, its files."""
    template, user = _seen(request, pk), current_user(request)
    if workbook_asked(request):
        rows = WordTemplate.objects.filter(pk=template.pk)
        return workbook("word-template", [rows], without=("file", "found"))
    page = word_template_page(template, user)
    return render(request, "reports/word_templates/detail.html", vars(page))


@requires(Action.EDIT_TEMPLATES)
def word_create(request: HttpRequest) -> HttpResponse:
    """Upload a template; every reason against a file stands at its field."""
    if not current_user(request).access.to(Action.EDIT_TEMPLATES).everywhere:
        raise Http404
    form = NewTemplateForm(posted(request), _files(request), instance=WordTemplate())
    page = {
        "title": _("Upload a Word template"),
        "subtitle": _("Papers take its styles, page, header and footer; its text is not used."),
        "back_label": _("Templates"),
        "back_url": reverse("templates:overview"),
        "submit_label": _("Check and upload"),
    }
    return _upload_page(request, form, page, "word-template-new")


@requires(Action.EDIT_TEMPLATES)
def word_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Another file for a template; drafts keep theirs."""
    template = _edited(request, pk)
    form = ReplaceForm(posted(request), _files(request), instance=template)
    page = {
        "title": _("Replace the file of “%(name)s”") % {"name": template.name},
        "subtitle": _(
            "Drafts that were made with the old file keep it; the next draft takes the new."
        ),
        "submit_label": _("Check and replace"),
        **_back(template),
    }
    return _upload_page(request, form, page, f"word-template-{pk}-file")


def _files(request: HttpRequest) -> Any:
    return request.FILES if request.method == "POST" else None


def _upload_page(
    request: HttpRequest, form: Any, page: dict[str, str], draft_key: str
) -> HttpResponse:
    def save(row: WordTemplate, version: int) -> None:
        file = form.cleaned_data["upload"]
        services.template_upload(
            template=row,
            content=bytes_of(file),
            file_name=file.name or "",
            user=current_user(request),
            version=version,
        )

    return form_page(
        request,
        form=form,
        save=save,
        page=page,
        said=_("The template has been checked and kept. Look at the sample before you use it."),
        done_url=lambda row: row.get_absolute_url(),
        draft_key=draft_key,
        template=_FORM,
    )


@requires(Action.EDIT_TEMPLATES)
def word_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name or strategy, or withdraw it."""
    template = _edited(request, pk)
    return form_page(
        request,
        form=WordTemplateForm(posted(request), instance=template),
        save=lambda row, version: services.template_save(template=row, version=version),
        page={"title": template.name, **_back(template)},
        said=_("The template has been saved."),
        done_url=lambda row: row.get_absolute_url(),
        draft_key=f"word-template-{pk}",
        template=_FORM,
    )


@requires(Action.EDIT_TEMPLATES)
def word_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a template that nothing was made with; one in use can be withdrawn."""
    template = _edited(request, pk)
    if request.method == "POST":
        try:
            services.template_delete(template=template)
        except services.TemplateHasUses:
            messages.error(
                request, _("Drafts or reports use this template, so it stays. Withdraw it instead.")
            )
            return redirect(template.get_absolute_url())
        messages.success(request, _("The template has been removed."))
        return redirect("templates:overview")
    if any(services.uses(template).values()):
        return redirect(template.get_absolute_url())
    return render(request, "portfolio/rows/delete.html", {"row": template, "page": _back(template)})


@requires(Action.VIEW_TEMPLATES)
@require_GET
def word_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was uploaded."""
    template = _seen(request, pk)
    return _document(request, template, template.file_name, sample=False)


@requires(Action.VIEW_TEMPLATES)
@require_GET
def word_sample(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A paper with every kind of block, in the template."""
    template = _seen(request, pk)
    name = f"{template.file_name.rpartition('.')[0]} – {_('sample')}.docx"
    return _document(request, template, name, sample=True)


def _document(
    request: HttpRequest, template: WordTemplate, name: str, *, sample: bool
) -> HttpResponseBase:
    try:
        content = services.content_of(template)
    except JobError as error:
        messages.error(request, str(error))
        return redirect(template.get_absolute_url())
    made = services.sample_of(content) if sample else content
    kind = WRITERS["docx"].content_type
    return FileResponse(io.BytesIO(made), as_attachment=True, filename=name, content_type=kind)


@requires(Action.EDIT_TEMPLATES)
def report_word_template(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the template that a report's Word files are written in; a locked one keeps its own."""
    if not current_user(request).access.to(Action.EDIT_TEMPLATES).everywhere:
        raise Http404
    rows = Report.objects.regenerable_by(current_user(request)).filter(known_at__isnull=True)
    report = get_object_or_404(rows.select_related("strategy", "word_template"), slug=slug)

    def save(row: Report, version: int) -> None:
        services.report_template_choose(report=row, version=version)

    return form_page(
        request,
        form=ChooseForm(posted(request), instance=report),
        save=save,
        page={
            "title": _("Word template of this report"),
            "subtitle": text_of(report, "title"),
            "back_label": _("Report"),
            "back_url": report.get_absolute_url(),
        },
        said=_("The next draft will be written in this template."),
        done_url=lambda row: row.get_absolute_url(),
        draft_key=f"report-{report.pk}-word-template",
        template=_FORM,
    )
