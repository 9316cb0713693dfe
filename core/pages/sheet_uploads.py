"""The two pages of a sheet that is brought back: it is sent, and it is looked at before it is taken."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.imports.waiting import SheetForm, sheet_keep, waiting_sheets
from core.models import WaitingSheet
from core.pages.forms import posted, posted_files
from core.pages.sheet_loading import SheetPreview
from core.pages.view_access import current_user

# Takes what was chosen and says so; whether all of it is in, so that the sheet is done with.
Take = Callable[[HttpRequest, Sequence[Any]], bool]


@dataclass(frozen=True)
class SheetUpload:
    """What stands around these pages: whose sheets they are, and the ways from them.

    `subject` names what the sheets are about, `file_url` leads to the file that is taken along,
    `check_url` gives the address of the second page. Files of another kind bring a form of their own, and
    templates.
    """

    title: str | Promise
    subject: str
    back_label: str | Promise
    back_url: str
    upload_url: str
    file_label: str | Promise
    file_url: str
    explanation: str | Promise
    check_url: Callable[[WaitingSheet], str] = field(compare=False)
    more: Mapping[str, object] = field(default_factory=dict)
    form: type[SheetForm] = SheetForm
    send_template: str = "core/pages/sheet_upload.html"
    check_template: str = "core/pages/sheet_check.html"

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send a file; it waits, checked, until its sender has seen what it would change."""
        user = current_user(request)
        form = self.form(posted(request), posted_files(request))
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            return redirect(
                self.check_url(sheet_keep(person=user, subject=self.subject, file=file))
            )
        waiting = waiting_sheets(user, self.subject).defer("content")[:5]
        context = {
            "page": self,
            "form": form,
            "waiting": [(each, self.check_url(each)) for each in waiting],
        }
        status = 422 if form.is_bound else 200
        return render(request, self.send_template, context, status=status)

    def check(
        self,
        request: HttpRequest,
        pk: int,
        preview_of: Callable[[WaitingSheet], SheetPreview[Any]],
        take: Take,
    ) -> HttpResponse:
        """What a sheet that waits would change; taken when its sender says so."""
        sheet = get_object_or_404(waiting_sheets(current_user(request), self.subject), pk=pk)
        preview, status = preview_of(sheet), 200
        if request.method == "POST":
            refusal = _refusal(request, preview)
            if not refusal:
                return self._taken(request, sheet, preview, take)
            messages.error(request, refusal)
            status = 422
        context = {
            "page": self,
            "sheet": sheet,
            "preview": preview,
            "ticked": request.POST.getlist("row"),
        }
        return render(request, self.check_template, context, status=status)

    def _taken(
        self, request: HttpRequest, sheet: WaitingSheet, preview: SheetPreview[Any], take: Take
    ) -> HttpResponse:
        chosen = _chosen(request, preview)
        is_whole = take(request, chosen)
        left = len(preview.free) + len(preview.overtaken) - len(chosen)
        if is_whole and not (preview.problems or left):
            sheet.delete()
            return redirect(self.back_url)
        return redirect(self.check_url(sheet))


def _refusal(request: HttpRequest, preview: SheetPreview[Any]) -> str:
    """Why nothing is taken as it was sent; empty when it can be."""
    if request.POST.get("digest") != preview.digest:
        return _("Something has changed since this page was shown: look at it once more.")
    if preview.problems and "good" not in request.POST:
        return _("Nothing was taken. Tick that the good rows are taken, or mend the file.")
    if not _chosen(request, preview):
        return _("Nothing was taken: no row was left to take.")
    return ""


def _chosen(request: HttpRequest, preview: SheetPreview[Any]) -> list[Any]:
    """All free rows, and those of the others that were ticked."""
    ticked = set(request.POST.getlist("row"))
    return [*preview.free, *(each for each in preview.overtaken if str(each.pk) in ticked)]


def say_taken(request: HttpRequest, count: int, untaken: Iterable[str]) -> None:
    """Say how many rows were taken, and why others were not after all."""
    words = ngettext(
        "%(count)s row of the sheet was taken.", "%(count)s rows of the sheet were taken.", count
    )
    messages.success(request, words % {"count": count})
    for each in untaken:
        messages.warning(request, each)
