"""The forms of a report's facts: what it reports on, its cover, its editions."""

from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms.live_numbers import LiveNumberTexts
from core.forms.row_form import DateInput, FieldGroup
from core.forms.translated import TranslatedForm, areas, in_languages, languages_of
from core.models import User
from outcomes.models import Strategy
from reports.document.markup_check import check_text, holds_blocks, holds_marks
from reports.document.spans import with_words
from reports.models import IMPLICATIONS, Profile, Report, ReportTemplate
from reports.outline.forms import languages_field

# Words of addresses below /reports/ that no report can be called.
RESERVED = frozenset({"new"})
_CALENDAR = ("cut_off", "rounding", "in_words")
_COVER = ("title", "summary", "session_place", "session_dates", "section", "segment", "author_unit")
_DECISION = (*IMPLICATIONS, "decision")
_FACTS = ("symbol", "session_number", "dated", "section_code", "file_tag", "related_documents",
          "cover_alone", "word_budget")  # fmt: skip


class FactsForm(TranslatedForm[Report]):
    """What every report has; the lines of a decision paper only where it is one."""

    translated: tuple[str, ...] = (*_COVER, *_DECISION)

    class Meta:
        model = Report
        fields: tuple[str, ...] = (
            *("since", "year", *_CALENDAR, "original_language", *in_languages(*_COVER), *_FACTS),
            *("agenda_item", *in_languages(*_DECISION)),
        )
        widgets = {
            "cut_off": DateInput(),
            "dated": DateInput(),
            **areas(("summary", "decision"), 4),
        }
        help_texts = {
            "cut_off": gettext_lazy("Numbers are taken as they stood on this day."),
            "slug": gettext_lazy("Letters, figures, hyphens: progress-2022."),
            "related_documents": gettext_lazy("Symbols, with commas between them."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"] = languages_field(_("Editions"))
        self.fields["original_language"] = forms.ChoiceField(
            label=_("Original language"), choices=settings.LANGUAGES
        )
        if not self.is_for_decision():
            for name in ("agenda_item", *in_languages(*_DECISION)):
                del self.fields[name]
            self.translated = _COVER

    def is_for_decision(self) -> bool:
        """Whether the paper has the lines of one for decision."""
        return self.instance.profile == Profile.DECISION

    def strategy(self) -> Strategy | None:
        """The strategy reported on."""
        return self.instance.strategy

    @property
    def groups(self) -> list[FieldGroup]:
        """What it reports on, its editions, its cover, its decision."""
        session = ("session_number", "session_place", "session_dates")
        house = ("section", "segment", "author_unit", "section_code", "file_tag")
        found = [
            self.group(_("What it reports on"), ("strategy", "since", "year", "slug", *_CALENDAR)),
            self.group(_("Editions"), ("languages", "original_language")),
            self.group(_("Title"), in_languages("title"), "translations"),
            self.group(
                _("Document"),
                (
                    *("profile", "symbol", "dated", "agenda_item", "related_documents"),
                    *("cover_alone", "word_budget"),
                ),
            ),
            self.group(_("Session"), session),
            self.group(_("Section and author"), house),
            self.group(_("Summary on the first page"), in_languages("summary"), "translations"),
            self.group(_("Lines of the box"), in_languages(*IMPLICATIONS), "translations"),
            self.group(_("Draft decision"), in_languages("decision"), "translations"),
        ]
        return [one for one in found if one.fields]

    def clean(self) -> dict[str, Any]:
        """Dates within the strategy, the original among the editions, texts that can be read."""
        cleaned = super().clean() or {}
        year, cut_off = cleaned.get("year"), cleaned.get("cut_off")
        strategy = cleaned.get("strategy") or self.strategy()
        if strategy and year and not strategy.starts_on.year <= year <= strategy.ends_on.year:
            self.add_error("year", _("The strategy does not cover this year."))
        elif strategy and cleaned.get("since") and cleaned["since"] < strategy.starts_on.year:
            self.add_error("since", _("The strategy does not cover this year."))
        elif year and cut_off and cut_off.year < year:
            self.add_error("cut_off", _("The data would be older than the year reported on."))
        original = cleaned.get("original_language")
        languages = cleaned.get("languages") or []
        if languages and original not in languages:
            self.add_error("languages", _("The original language must be among the editions."))
        for name in in_languages("summary", *_DECISION):
            own = self.instance.declared.figures
            for problem in _unreadable(name, cleaned.get(name) or "", own):
                self.add_error(name, problem)
        return cleaned


def _unreadable(name: str, text: str, own_figures: Collection[str]) -> Iterator[str]:
    """What the report could not read in a text, checked as a file's would be."""
    text = text.replace("\r\n", "\n")
    problems = check_text(text, own_figures=own_figures).problems
    yield from dict.fromkeys(with_words(one.message, text[one.offset :]) for one in problems)
    if not name.startswith("decision") and holds_blocks(text):
        yield _("The box of the cover holds no points; write one paragraph.")
    if name.startswith(IMPLICATIONS) and holds_marks(text):
        yield _(
            "This line holds neither live numbers nor footnotes, links or words in bold or italics."
        )


class NewReportForm(FactsForm):
    """Strategy and name, too; profile and outline come from the strategy's template."""

    class Meta(FactsForm.Meta):
        fields = ("strategy", "slug", *FactsForm.Meta.fields)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_template = Strategy.objects.visible_to(user).filter(report_template__isnull=False)
        self.choose_from("strategy", with_template)

    def is_for_decision(self) -> bool:
        """As the template of the strategy that is asked for has it."""
        asked = str(
            self.data.get("strategy", "") if self.is_bound else self.initial.get("strategy")
        )
        rows = ReportTemplate.objects.filter(profile=Profile.DECISION)
        return asked.isdecimal() and len(asked) < 19 and rows.filter(strategy=int(asked)).exists()

    def strategy(self) -> Strategy | None:
        """Nothing, until one is chosen."""
        return None

    def clean_slug(self) -> str:
        """A name that is no address already."""
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED:
            raise ValidationError(_("This name is an address of the program; choose another."))
        return slug


class EditReportForm(FactsForm):
    """The facts of a report that has begun; an edition can be added, none can be taken away.

    An information paper may become one for decision: its lines are asked for once that is saved.
    """

    class Meta(FactsForm.Meta):
        fields = ("profile", *FactsForm.Meta.fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.there = list(self.instance.editions.values_list("language", flat=True))
        self.fields["languages"].initial = self.there

    def live_numbers(self) -> LiveNumberTexts:
        """The summary and the draft decision."""
        return LiveNumberTexts(self.instance, languages_of("summary", "decision"))

    def clean_languages(self) -> list[str]:
        """Drafts and translators hold on to editions that are there."""
        languages: list[str] = self.cleaned_data["languages"]
        if set(self.there) - set(languages):
            raise ValidationError(_("An edition that has begun stays; tick it again."))
        return languages

    @property
    def added(self) -> list[str]:
        """The editions that are new."""
        return [one for one in self.cleaned_data["languages"] if one not in self.there]
