"""The form of a strategy's template of reports."""

from re import fullmatch
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
from reports.models import ReportTemplate, Requirement
from reports.models.keys import KEY
from reports.models.outline_yaml import outline_text
from reports.outline.text import read_outline
from reports.word_templates.forms import offer


class TickedField(forms.MultipleChoiceField):
    """Choices to tick; one that is sent twice is one."""

    def clean(self, value: Any) -> Any:
        """What is ticked, each once."""
        return [*dict.fromkeys(super().clean(value))]


def languages_field(label: Any, **more: Any) -> TickedField:
    """Editions to tick."""
    return TickedField(
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


def _keys(given: list[str] | None) -> list[str]:
    """Keys of figures or tables, as files take them."""
    for key in given or []:
        if not fullmatch(KEY, key):
            raise ValidationError(_("“%(key)s” is no key of a figure or table.") % {"key": key})
    return [*dict.fromkeys(given or [])]


class ReportTemplateForm(RowForm[ReportTemplate]):
    """Profile, editions, Word template, what is required, and outline."""

    class Meta:
        model = ReportTemplate
        fields = (
            *("profile", "languages", "word_template"),
            *("requires", "required_figures", "required_tables"),
            "outline",
        )

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"] = languages_field(_("Editions"), required=False)
        self.fields["requires"] = TickedField(
            label=_("Required"),
            choices=[(one.value, one.worded(strategy)) for one in Requirement],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["outline"] = OutlineField(original=strategy.original_language)
        offer(self, strategy, self.instance.word_template_id)
        self.fields["word_template"].empty_label = _("Our own look")  # type: ignore[attr-defined]

    def clean_required_figures(self) -> list[str]:
        """The keys, each once."""
        return _keys(self.cleaned_data["required_figures"])

    def clean_required_tables(self) -> list[str]:
        """The keys, each once."""
        return _keys(self.cleaned_data["required_tables"])

    @property
    def groups(self) -> list[FieldGroup]:
        """What a new report takes, then how it is built."""
        return [
            self.group(_("What a new report takes"), ("profile", "word_template", "languages")),
            FieldGroup(
                _("What a report must have before it is called final"),
                "",
                [self[name] for name in ("requires", "required_figures", "required_tables")],
                _(
                    "Worked out for every report of the strategy, those that have begun too. What is "
                    "open is told on its page; it can then be called final with a reason alone."
                ),
            ),
            self.group(_("How it is built"), ("outline",), "wide"),
        ]
