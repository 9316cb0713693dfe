"""Forms of Word templates."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.forms.plain_texts import PlainTexts
from core.forms.row_form import RowForm
from outcomes.models import Strategy
from reports.models import Report, WordTemplate
from reports.word_templates.services import template_check
from reports.writers.docx.template import TemplateRefused
from reports.writers.docx.template.unpack import MOST_BYTES

ACCEPTED = ".docx,.dotx"


class UploadField(forms.FileField):
    """A file that is checked whole; every reason against it is an error of the field."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Word file"),
            help_text=_("A .docx or .dotx without macros, up to 20 megabytes."),
            widget=forms.FileInput(attrs={"accept": ACCEPTED}),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, whose bytes `bytes_of` gives again."""
        file = super().clean(data, initial)
        try:
            template_check(bytes_of(file))
        except TemplateRefused as refused:
            raise ValidationError(list(refused.problems)) from refused
        return file


def bytes_of(file: "UploadedFile[Any]") -> bytes:
    """The content of an upload, never more than is looked at."""
    file.seek(0)
    return file.read(MOST_BYTES + 1)


class WordTemplateForm(RowForm[WordTemplate]):
    """Name and strategy of a template; whether it is still offered."""

    also_checked: ClassVar[tuple[str, ...]] = ("strategy",)

    class Meta:
        model = WordTemplate
        fields: tuple[str, ...] = ("name", "strategy", "is_withdrawn")
        labels = {"is_withdrawn": _("Withdrawn: no report can choose it any more")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("strategy", Strategy.objects.all())
        self.fields["strategy"].empty_label = _("All strategies")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A template keeps reaching those who use it."""
        cleaned = super().clean() or {}
        strategy = cleaned.get("strategy")
        if self.instance.pk and strategy is not None:
            others = self.instance.reports.exclude(strategy=strategy).exists()
            if others or self.instance.report_templates.exclude(strategy=strategy).exists():
                message = _(
                    "Reports of another strategy use this template; let them choose another."
                )
                self.add_error("strategy", message)
        return cleaned


class NewTemplateForm(WordTemplateForm):
    """A new template with its file."""

    upload = UploadField()

    class Meta(WordTemplateForm.Meta):
        fields = ("name", "strategy")


class ReplaceForm(PlainTexts, forms.ModelForm[WordTemplate]):
    """Another file for a template."""

    upload = UploadField()

    class Meta:
        model = WordTemplate
        fields: tuple[str, ...] = ()


class ChooseForm(RowForm[Report]):
    """Which template a report's Word files are written in."""

    class Meta:
        model = Report
        fields = ("word_template",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, self.instance.strategy, self.instance.word_template_id)
        field: Any = self.fields["word_template"]
        field.empty_label = _("As all reports of this strategy")


def offer(form: RowForm[Any], strategy: Strategy, current: int | None) -> None:
    """Let a form choose what is offered to a strategy, and keep what it has."""
    rows = WordTemplate.objects.all()
    kept = rows.filter(pk=current) if current else rows.none()
    form.choose_from("word_template", rows.offered_for(strategy) | kept)
