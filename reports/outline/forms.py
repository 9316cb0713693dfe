"""The form of a strategy's template of reports."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms.row_form import FieldGroup, RowForm
from core.imports.problems import FileRefused, Problem
from core.lengths import OUTLINE
from core.written_fields import LongTextInput
from outcomes.models import Strategy
from reports.models import ReportTemplate
from reports.models.outline_yaml import outline_text
from reports.outline.text import read_outline
from reports.word_templates.forms import offer


class EditionsField(forms.MultipleChoiceField):
    """Editions to tick; one that is sent twice is one."""

    def clean(self, value: Any) -> Any:
        """The languages, each once."""
        return [*dict.fromkeys(super().clean(value))]


def languages_field(label: Any, **more: Any) -> EditionsField:
    """Editions to tick."""
    return EditionsField(
        label=label, choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple, **more
    )


class OutlineField(LongTextInput):
    """An outline in YAML; every mistake is told with its line."""

    def __init__(self, *, original: str) -> None:
        self.original = original
        super().__init__(
            label=gettext_lazy("Outline"),
            help_text=gettext_lazy(
                "As under “outline” in a strategy file: sections with key or each, headings by language, "
                "paragraphs with live numbers. docs/formats/report.md describes each."
            ),
            strip=False,
            max_length=OUTLINE,
            widget=forms.Textarea(attrs={"rows": 32, "spellcheck": "false", "class": "mono lined"}),
        )

    def prepare_value(self, value: Any) -> Any:
        """What is stored as text; what somebody typed as it is."""
        return value if isinstance(value, str) else outline_text(value or [])

    def clean(self, value: Any) -> Any:
        """The outline as it is stored."""
        text: str = super().clean(value)
        try:
            return read_outline(text.replace("\r\n", "\n"), self.original)
        except FileRefused as refused:
            raise ValidationError([told(one) for one in refused.problems]) from refused


def told(problem: Problem) -> str:
    """A mistake as the page shows it: line, field, what is wrong."""
    line = _("Line %(number)d") % {"number": problem.location.line} if problem.location.line else ""
    return ": ".join(filter(None, (line, problem.field, problem.message)))


class ReportTemplateForm(RowForm[ReportTemplate]):
    """Profile, editions, Word template and outline."""

    class Meta:
        model = ReportTemplate
        fields = ("profile", "languages", "word_template", "outline")

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"] = languages_field(_("Editions"), required=False)
        self.fields["outline"] = OutlineField(original=strategy.original_language)
        offer(self, strategy, self.instance.word_template_id)
        self.fields["word_template"].empty_label = _("Our own look")  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[FieldGroup]:
        """What a new report takes, then how it is built."""
        return [
            self.group(_("What a new report takes"), ("profile", "word_template", "languages")),
            self.group(_("How it is built"), ("outline",), "wide"),
        ]
