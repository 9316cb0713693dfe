"""Pages of a report's pictures, and their files."""

from functools import partial

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import Action
from core.files.store import FileStoreError, stored_file
from core.history.tracking import event_model_of
from core.languages.translated import text_of
from core.pages.forms import DeletePage, FormPage, posted, posted_files
from core.pages.view_access import current_user, requires
from reports.composing.merge import paper
from reports.document.picture_files import CONTENT_TYPE, picture_path
from reports.facts.views import report_to_change, visible_report
from reports.models import Report, ReportPicture
from reports.pictures import services
from reports.pictures.forms import NewPictureForm, ReplacePictureForm
from reports.pictures.page import pictures_page


@requires(Action.EDIT_PAPER, Action.TRANSLATE)
@require_GET
def picture_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The pictures of a report, for those who write its texts."""
    report, user = visible_report(request, slug), current_user(request)
    may_change = report.is_in_drafting and user.access.may(Action.EDIT_PAPER)
    page = pictures_page(report, paper(report), may_change=may_change)
    return render(request, "reports/pictures/list.html", vars(page))


@requires(Action.EDIT_PAPER, Action.TRANSLATE)
def picture_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a picture."""
    report = _to_change(request, slug)
    picture = ReportPicture(report=report)
    form = NewPictureForm(posted(request), posted_files(request), instance=picture)
    page = _page(request, form, _("Upload a picture"), picture, f"picture-new-{report.pk}")
    return page.respond(request, form)


@requires(Action.EDIT_PAPER, Action.TRANSLATE)
def picture_replace(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Another file for a picture; drafts keep theirs."""
    picture = _picture(_to_change(request, slug), pk)
    form = ReplacePictureForm(posted(request), posted_files(request), instance=picture)
    title = _("Replace the picture “%(key)s”") % {"key": picture.key}
    page = _page(request, form, title, picture, f"picture-{picture.pk}")
    return page.respond(request, form)


def _page(
    request: HttpRequest,
    form: NewPictureForm | ReplacePictureForm,
    title: str,
    picture: ReportPicture,
    draft_key: str,
) -> FormPage:
    def save(row: ReportPicture, version: int) -> None:
        upload = form.cleaned_data["upload"]
        services.picture_upload(
            picture=row,
            made=upload.made,
            file_name=upload.name,
            user=current_user(request),
            version=version,
        )

    return FormPage(
        title=title,
        subtitle=text_of(picture.report, "title"),
        back_label=_("Pictures"),
        back_url=picture.get_absolute_url(),
        draft_key=draft_key,
        saved=_(
            "The picture has been checked and kept. The next draft shows it where a text names it."
        ),
        save=save,
        submit_label=_("Check and upload"),
    )


@requires(Action.EDIT_PAPER, Action.TRANSLATE)
def picture_delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a picture away that no text shows."""
    report = _to_change(request, slug)
    picture = _picture(report, pk)
    page = DeletePage(
        back_label=_("Pictures"),
        back_url=picture.get_absolute_url(),
        subtitle=text_of(report, "title"),
        removed=_("The picture has been taken away. Drafts that show it keep it."),
    )
    remove = partial(services.picture_delete, picture=picture, paper=paper(report))
    try:
        return page.respond(request, picture, remove)
    except services.PictureStands as stands:
        message = _("The paragraph %(key)s shows this picture. Take it out of that text first.")
        messages.error(request, message % {"key": stands.paragraph})
        return redirect(picture.get_absolute_url())


@requires(Action.VIEW_REPORT)
@require_GET
def picture_file(request: HttpRequest, slug: str, sha256: str) -> HttpResponseBase:
    """The file of a picture that a report has or had; earlier drafts show those it had."""
    report = visible_report(request, slug)
    had = event_model_of(ReportPicture)._default_manager.filter(report=report.pk, sha256=sha256)
    if not had.exists():
        raise Http404
    try:
        file = stored_file(picture_path(sha256), sha256=sha256)
    except (FileNotFoundError, FileStoreError) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=CONTENT_TYPE)
    # Dots and nothing else; and whatever a browser takes it for, it may do nothing with it.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _to_change(request: HttpRequest, slug: str) -> Report:
    return report_to_change(current_user(request), Action.EDIT_PAPER, slug)


def _picture(report: Report, pk: int) -> ReportPicture:
    return get_object_or_404(report.pictures.select_related("report"), pk=pk)
