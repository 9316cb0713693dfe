"""Sheets sent by a browser: kept for their sender until they say what becomes of them."""

import hashlib
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from core.models import User, WaitingSheet

KEPT_FOR = timedelta(days=1)
MOST_MEGABYTES = 10
KINDS = ("xlsx", "csv")


class SheetForm(forms.Form):
    """One file of a kind that is read; what is in it is checked when it is shown."""

    kinds: ClassVar[tuple[str, ...]] = KINDS
    other_kind: ClassVar[StrOrPromise] = _("Only .xlsx and .csv are read; save it as one of them.")

    file = forms.FileField(
        label=_("Excel workbook or CSV file"),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in KINDS)}),
        max_length=200,
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """The file, where its name and size are those of a sheet."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.name or "").rpartition(".")[2].lower() not in self.kinds:
            raise forms.ValidationError(self.other_kind)
        if (file.size or 0) > MOST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                _("The file is larger than %(most)d megabytes.") % {"most": MOST_MEGABYTES}
            )
        return file


def sheet_keep(*, person: User, subject: str, file: "File[Any]") -> WaitingSheet:
    """Keep a file for its sender; the same one again is the one that waits already."""
    file.seek(0)
    content = file.read()
    sheet, _is_new = WaitingSheet.objects.update_or_create(
        person=person,
        subject=subject,
        digest=hashlib.sha256(content).hexdigest(),
        defaults={"name": file.name or "", "content": content, "sent_at": timezone.now()},
    )
    return sheet


def waiting_sheets(person: User, subject: str) -> QuerySet[WaitingSheet]:
    """What somebody has sent about something, and nobody else's."""
    lately = timezone.now() - KEPT_FOR
    return WaitingSheet.objects.filter(person=person, subject=subject, sent_at__gt=lately)


def waiting_sheets_forget() -> int:
    """Remove what nobody has said a word about for a day. Returns how many."""
    return WaitingSheet.objects.filter(sent_at__lte=timezone.now() - KEPT_FOR).delete()[0]
