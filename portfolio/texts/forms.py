"""Forms of quantities and of the text for the report, checked where it is written."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms.live_numbers import LiveNumberTexts
from core.forms.row_form import FieldGroup
from core.forms.translated import in_languages
from core.languages import profile
from portfolio.models import Quantity, Remark
from portfolio.rows.forms import PortfolioForm
from portfolio.texts.checks import number_context, problems_of


class RemarkForm(PortfolioForm):
    """What a project wants the report to say, in every language of the interface.

    A live number that cannot be read, is not known or cannot be printed is refused with its
    place; and an edition must not count other things than the original does.
    """

    translated = ("text",)

    class Meta:
        model = Remark
        fields = ("year", *in_languages("text"))

    @property
    def groups(self) -> list[FieldGroup]:
        """The year, and the languages beside each other."""
        texts = [self[name] for name in self.texts]
        return [
            FieldGroup(_("Report"), "", [self["year"]]),
            FieldGroup(
                _("Text for the report"),
                "translations",
                texts,
                _(
                    "Live numbers stand in double braces, as in {{projects.total}}; a blank line "
                    "ends a paragraph. The text is checked when you save."
                ),
            ),
        ]

    @property
    def texts(self) -> dict[str, str]:
        """Language by the name of the text's field."""
        found = {
            "text" if code == settings.LANGUAGE_CODE else f"text_{code}": code
            for code in settings.INTERFACE_LANGUAGES
        }
        return {name: code for name, code in found.items() if name in self.fields}

    def live_numbers(self) -> LiveNumberTexts:
        """Every language's text."""
        return LiveNumberTexts(self.instance.project.strategy, self.texts)

    def prepare(self) -> None:
        """Texts are wide and named by their language."""
        for name, code in self.texts.items():
            self.fields[name].widget = forms.Textarea(attrs={"rows": 12, "lang": code})
            self.fields[name].label = profile(code).name
        if self.instance.pk is None:
            self.initial["year"] = self.year_before()

    def clean(self) -> dict[str, object]:
        """Check the live numbers of every language, then whether all have the same."""
        cleaned = super().clean() or {}
        year = cleaned.get("year")
        if year is None:
            return cleaned
        texts = {code: str(cleaned.get(name) or "") for name, code in self.texts.items()}
        named = {code: name for name, code in self.texts.items()}
        context = number_context(self.instance.project, year, self.at)
        for code, problems in problems_of(texts, context).items():
            for problem in problems:
                self.add_error(named[code], problem)
        return cleaned


class QuantityForm(PortfolioForm):
    """Something counted or measured."""

    translated = ("qualifier", "unit")

    class Meta:
        model = Quantity
        fields = (
            *("key", "year", "value", "part_of"),
            *in_languages("qualifier", "unit"),
            "source",
        )
        help_texts = {
            "value": gettext_lazy("Empty: said without a number."),
            "qualifier": gettext_lazy("Such as “over” or “hundreds of”."),
            "key": gettext_lazy("What live numbers call it."),
            "part_of": gettext_lazy("The parts of one quantity should add up to it."),
        }

    def prepare(self) -> None:
        """A part belongs to another quantity of the project that is no part itself."""
        whole = Quantity.objects.filter(project=self.instance.project_id, part_of__isnull=True)
        self.choose_from("part_of", whole.exclude(pk=self.instance.pk))
        if self.instance.pk is None:
            self.initial["year"] = self.year_before()
