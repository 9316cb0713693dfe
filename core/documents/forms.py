"""Forms of documents."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.discussions.texts import check_signs
from core.documents.services import CheckedFile, document_check, most_bytes
from core.files.kinds import CONTENT_TYPES, FileRefused
from core.forms.plain_texts import PlainTexts
from core.forms.row_form import RowForm
from core.models import Document

ACCEPTED = ",".join(f".{kind}" for kind in (*CONTENT_TYPES, "jpeg"))


class DocumentField(forms.FileField):
    """A file of a kind that is taken; clean, it is a `CheckedFile`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("File"),
            help_text=format_lazy(
                _("{kinds}, without macros, up to {most} megabytes."),
                kinds=", ".join(kind.upper() for kind in CONTENT_TYPES),
                most=settings.DOCUMENT_MEGABYTES,
            ),
            widget=forms.FileInput(attrs={"accept": ACCEPTED}),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> CheckedFile:
        """Never more of it is read than may be kept."""
        file = super().clean(data, initial)
        file.seek(0)
        try:
            return document_check(file.read(most_bytes() + 1), file.name or "")
        except FileRefused as refused:
            raise ValidationError(str(refused)) from refused


class DocumentForm(RowForm[Document]):
    """A new document with its first file."""

    upload = DocumentField()
    field_order = ("upload", "title", "purpose")

    class Meta:
        model = Document
        fields = ("title", "purpose")
        help_texts = {"title": _("Left empty, it is the name of the file.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].validators.append(check_signs)

    def clean(self) -> dict[str, object]:
        """A document without a title is called as its file."""
        cleaned = super().clean() or {}
        file = cleaned.get("upload")
        if isinstance(file, CheckedFile) and not cleaned.get("title"):
            cleaned["title"] = file.name.rpartition(".")[0]
        return cleaned


class ReplaceForm(PlainTexts, forms.Form):
    """A newer version of a document."""

    upload = DocumentField()


class RemoveForm(PlainTexts, forms.Form):
    """Why a document is removed."""

    reason = forms.CharField(label=_("Why it is removed"), max_length=300, validators=[check_signs])
