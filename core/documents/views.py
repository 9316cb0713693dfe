"""Pages of documents: the list, bringing, replacing, removing, and the files themselves."""

import logging
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from core.access import Action
from core.documents import services
from core.documents.filters import DocumentFilterSet
from core.documents.forms import DocumentForm, RemoveForm, ReplaceForm
from core.documents.tables import DocumentTable
from core.files.download import download
from core.files.kinds import CONTENT_TYPES
from core.files.store import FileStoreError, stored_file
from core.models import Document, DocumentVersion
from core.pages.forms import FormPage, SaveRefused, posted, posted_files
from core.pages.lists import ListPage
from core.pages.view_access import current_user, requires
from core.subjects import Subject, subjects

logger = logging.getLogger(__name__)
GONE = gettext_lazy("Somebody has removed this document meanwhile.")


class DocumentListPage(ListPage):
    """The documents of everything that the person may see."""

    action = Action.DISCUSS
    model = DocumentVersion
    table_class = DocumentTable
    filterset_class = DocumentFilterSet
    title = gettext_lazy("Documents")
    export_name = "documents"
    needs_strategy = False
    empty_text = gettext_lazy("No documents yet: each is added on the page of its row.")

    def actions(self, request: HttpRequest) -> list[dict[str, object]]:
        """The other list of what hangs on rows."""
        return [{"label": _("Questions"), "url": reverse("discussions:question-list")}]


def _written_row(request: HttpRequest, kind: str, row: int) -> tuple[Subject, Any]:
    """A row to which the person may bring documents; otherwise it does not exist for them."""
    if kind not in subjects:
        raise Http404
    subject, user = subjects[kind], current_user(request)
    rows = subject.seen(user).select_related(*subject.related)
    found = get_object_or_404(rows, pk=row)
    if not subject.written(user).filter(pk=row).exists():
        raise Http404
    return subject, found


def _edited(request: HttpRequest, pk: int) -> tuple[Document, str, str]:
    """A document that the person may change, and what its row is called and where its card stands."""
    document = get_object_or_404(Document.objects.editable_by(current_user(request)), pk=pk)
    subject, row = _written_row(request, document.kind, document.row)
    return document, subject.name(row), subject.card(row, "documents")


@requires(Action.DISCUSS)
def document_create(request: HttpRequest, kind: str, row: int) -> HttpResponse:
    """Add a document to a row."""
    subject, found = _written_row(request, kind, row)
    form = DocumentForm(
        posted(request), posted_files(request), instance=Document(kind=kind, row=row)
    )

    def save(row: Document, version: int) -> None:
        file = form.cleaned_data["upload"]
        services.document_add(document=row, file=file, user=current_user(request))

    page = FormPage(
        title=_("Add a document"),
        subtitle=subject.name(found),
        back_label=subject.name(found),
        back_url=subject.address(found),
        draft_key=f"document-{kind}-{row}",
        saved=_("The document has been checked and kept."),
        save=save,
        done_url=subject.card(found, "documents"),
        submit_label=_("Check and upload"),
    )
    return page.respond(request, form)


@requires(Action.DISCUSS)
def document_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """A newer version; the older ones stay."""
    document, name, card = _edited(request, pk)
    form = ReplaceForm(posted(request), posted_files(request))

    def save(**_row: object) -> DocumentVersion:
        file, user = form.cleaned_data["upload"], current_user(request)
        try:
            return services.document_replace(document=document, file=file, user=user)
        except services.DocumentIsGone as gone:
            raise SaveRefused(str(GONE)) from gone

    page = FormPage(
        title=_("Newer version of “%(title)s”") % {"title": document.title},
        subtitle=_("The older versions stay, and can still be downloaded."),
        back_label=name,
        back_url=card,
        draft_key=f"document-{pk}-file",
        saved=_("The newer version has been checked and kept."),
        save=save,
        done_url=card,
        submit_label=_("Check and upload"),
    )
    return page.respond(request, form)


@requires(Action.DISCUSS)
def document_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a document from pages and lists, saying why; the history keeps it."""
    document, name, card = _edited(request, pk)
    form = RemoveForm(posted(request))

    def save(**_row: object) -> None:
        reason, user = form.cleaned_data["reason"], current_user(request)
        try:
            services.document_remove(document=document, reason=reason, user=user)
        except services.DocumentIsGone as gone:
            raise SaveRefused(str(GONE)) from gone

    page = FormPage(
        title=_("Remove “%(title)s”?") % {"title": document.title},
        subtitle=_("It goes from pages and lists. The history keeps what stood there, and why."),
        back_label=name,
        back_url=card,
        draft_key=f"document-{pk}-remove",
        saved=_("The document has been removed."),
        save=save,
        done_url=card,
        submit_label=_("Remove"),
    )
    return page.respond(request, form)


@requires(Action.DISCUSS)
@require_GET
def document_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A version of a document, to be saved: no browser shows it in place, or runs what is in it."""
    rows = DocumentVersion.objects.visible_to(current_user(request)).select_related("document")
    version = get_object_or_404(rows, pk=pk)
    try:
        content = stored_file(str(version.file.name), sha256=version.sha256)
    except (FileNotFoundError, FileStoreError) as error:
        logger.error("The file of document version %s cannot be read: %s", version.pk, error)
        messages.error(
            request,
            _("The file “%(name)s” cannot be read from the store now. Tell your administrator.")
            % {"name": version.file_name},
        )
        return redirect("documents:document-list")
    response = download(content, version.file_name, CONTENT_TYPES[version.format])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
