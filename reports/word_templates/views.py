"""Pages of Word templates."""

import io
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import Action
from core.files.download import download
from core.history.saving import row_save
from core.jobs.kinds import JobError
from core.languages.translated import text_of
from core.pages.export import workbook, workbook_asked
from core.pages.forms import DeletePage, FormPage, posted, posted_files
from core.pages.view_access import current_user, requires
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


def _seen(request: HttpRequest, pk: int) -> WordTemplate:
    rows = WordTemplate.objects.visible_to(current_user(request)).select_related(
        "strategy", "uploaded_by"
    )
    return get_object_or_404(rows, pk=pk)


def _edited(request: HttpRequest, pk: int) -> WordTemplate:
    rows = WordTemplate.objects.editable_by(current_user(request)).select_related("strategy")
    return get_object_or_404(rows, pk=pk)


@requires(Action.VIEW_TEMPLATES)
@require_GET
def word_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found in a template, where it is used, its files."""
    takes_file = workbook_asked(request)
    template, user = _seen(request, pk), current_user(request)
    if takes_file:
        rows = WordTemplate.objects.filter(pk=template.pk)
        return workbook("word-template", [rows], user, without=("file", "found"))
    page = word_template_page(template, user)
    return render(request, "reports/word_templates/detail.html", vars(page))


@requires(Action.EDIT_TEMPLATES)
def word_create(request: HttpRequest) -> HttpResponse:
    """Upload a template; every reason against a file stands at its field."""
    form = NewTemplateForm(posted(request), posted_files(request), instance=WordTemplate())
    page = FormPage(
        title=_("Upload a Word template"),
        subtitle=_("Papers take its styles, page, header and footer; its text is not used."),
        back_label=_("Templates"),
        back_url=reverse("templates:overview"),
        draft_key="word-template-new",
        saved=_("The template has been checked and kept. Look at the sample before you use it."),
        save=_upload(request, form),
        submit_label=_("Check and upload"),
    )
    return page.respond(request, form)


@requires(Action.EDIT_TEMPLATES)
def word_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Another file for a template; drafts keep theirs."""
    template = _edited(request, pk)
    form = ReplaceForm(posted(request), posted_files(request), instance=template)
    page = FormPage(
        title=_("Replace the file of “%(name)s”") % {"name": template.name},
        subtitle=_(
            "Drafts that were made with the old file keep it; the next draft takes the new."
        ),
        back_label=template.name,
        back_url=template.get_absolute_url(),
        draft_key=f"word-template-{pk}-file",
        saved=_("The template has been checked and kept. Look at the sample before you use it."),
        save=_upload(request, form),
        submit_label=_("Check and replace"),
    )
    return page.respond(request, form)


def _upload(request: HttpRequest, form: NewTemplateForm | ReplaceForm) -> Callable[..., None]:
    """What saves the file of a form as its template's."""

    def save(row: WordTemplate, version: int) -> None:
        file = form.cleaned_data["upload"]
        services.template_upload(
            template=row,
            content=bytes_of(file),
            file_name=file.name or "",
            user=current_user(request),
            version=version,
        )

    return save


@requires(Action.EDIT_TEMPLATES)
def word_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name or strategy, or withdraw it."""
    template = _edited(request, pk)
    page = FormPage(
        title=template.name,
        back_label=template.name,
        back_url=template.get_absolute_url(),
        draft_key=f"word-template-{pk}",
        saved=_("The template has been saved."),
    )
    return page.respond(request, WordTemplateForm(posted(request), instance=template))


@requires(Action.EDIT_TEMPLATES)
def word_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a template that nothing was made with; one in use can be withdrawn."""
    template = _edited(request, pk)
    page = DeletePage(
        back_label=template.name,
        back_url=template.get_absolute_url(),
        removed=_("The template has been removed."),
        done_url=reverse("templates:overview"),
    )
    if request.method != "POST" and any(services.uses(template).values()):
        return redirect(template.get_absolute_url())
    try:
        return page.respond(request, template, partial(services.template_delete, template=template))
    except services.TemplateHasUses:
        messages.error(
            request, _("Drafts or reports use this template, so it stays. Withdraw it instead.")
        )
        return redirect(template.get_absolute_url())


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
    sample = _("sample")
    name = f"{template.file_name.rpartition('.')[0]} – {sample}.docx"
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
    return download(io.BytesIO(made), name, kind)


@requires(Action.EDIT_TEMPLATES)
def report_word_template(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the template that a report's Word files are written in; a locked one keeps its own."""
    rows = Report.objects.regenerable_by(current_user(request)).in_drafting()
    report = get_object_or_404(rows.select_related("strategy", "word_template"), slug=slug)

    page = FormPage(
        title=_("Word template of this report"),
        subtitle=text_of(report, "title"),
        back_label=_("Report"),
        back_url=report.get_absolute_url(),
        draft_key=f"report-{report.pk}-word-template",
        saved=_("The next draft will be written in this template."),
        # Nothing else of the report: it may have been locked meanwhile.
        save=partial(row_save, only=("word_template",)),
    )
    return page.respond(request, ChooseForm(posted(request), instance=report))
