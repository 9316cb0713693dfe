"""The form of a strategy itself: its texts, its days, what it calls its levels."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.codes import TAKEN
from core.forms.row_form import DateInput, FieldGroup
from core.forms.translated import TranslatedForm, in_languages
from outcomes.models import LEVELS, Strategy
from outcomes.models.thresholds import GRAVER, usual_thresholds
from outcomes.models.thresholds import NAMES as THRESHOLDS

LANGUAGES = dict(settings.LANGUAGES)
NAMES = {f"name_{level}_{code}": (level, code) for level in LEVELS for code in LANGUAGES}
LONGEST_NAME = 60


class StrategyForm(TranslatedForm[Strategy]):
    """Texts and days of a strategy, and what it calls its levels.

    Its short name in addresses can be put right only while nothing stands under it: links, files
    and whoever loads more by that name would lose it.
    """

    translated = ("title", "short_title")

    class Meta:
        model = Strategy
        fields = (
            *in_languages("title", "short_title"),
            *("slug", "symbol", "starts_on", "ends_on", "original_language", "rounds_every"),
            *THRESHOLDS,
        )
        widgets = {"starts_on": DateInput(), "ends_on": DateInput()}
        help_texts = {
            "slug": gettext_lazy("Letters without accents, figures, hyphens: strategy-2026-29."),
            "symbol": gettext_lazy("As it is printed on the document; it may stay empty."),
        }
        error_messages = {
            "slug": {
                "invalid": gettext_lazy(
                    "Only letters without accents, figures, hyphens and underscores are possible here."
                ),
                "unique": gettext_lazy("Another strategy has this short name; choose another."),
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["original_language"] = forms.ChoiceField(
            label=_("Original language"),
            choices=settings.LANGUAGES,
            help_text=_("The titles and every name of a level must be in this language."),
        )
        slug = self.fields["slug"]
        if self.instance.pk is not None and _is_begun(self.instance):
            slug.disabled = True
            slug.help_text = _("It stands in addresses, so it stays.")
        # A form sent without it, such as one opened before the field was there, keeps what stands:
        # shown empty, the list would begin at its first choice and the next save would take that.
        for name in ("rounds_every", *THRESHOLDS):
            field = self.fields[name]
            field.disabled = self.is_bound and field.widget.value_omitted_from_data(
                self.data, self.files, self.add_prefix(name)
            )
        for name, usual in zip(THRESHOLDS, usual_thresholds(), strict=True):
            self.fields[name].widget.attrs["placeholder"] = usual
        for name, (level, code) in NAMES.items():
            self.fields[name] = _name_field(level, code, self.value_of(self.instance, name))

    @property
    def groups(self) -> list[FieldGroup]:
        """Texts, facts, names of the levels."""
        levels = replace(
            self.group(_("What its levels are called"), NAMES, "translations"),
            description=_("Only where it calls them otherwise than each field shows."),
        )
        return [
            self.group(_("Title"), in_languages("title"), "translations"),
            self.group(_("Short title"), in_languages("short_title"), "translations"),
            self.group(
                _("Facts"),
                ("slug", "symbol", "starts_on", "ends_on", "original_language", "rounds_every"),
            ),
            replace(
                self.group(_("From where a project needs attention"), THRESHOLDS),
                description=_("Only where it is not what each field shows, which holds for all."),
            ),
            levels,
        ]

    def value_of(self, row: Strategy, name: str) -> Any:
        """The names of the levels stand in one field of the row."""
        if name not in NAMES:
            return super().value_of(row, name)
        level, code = NAMES[name]
        return row.level_names.get(level, {}).get(code, "")

    def clean_slug(self) -> str:
        """A name that is no address already."""
        slug: str = self.cleaned_data["slug"]
        if slug in TAKEN:
            raise ValidationError(_("This name is an address of the program; choose another."))
        return slug

    def clean(self) -> dict[str, object]:
        """Days in order, the original language complete; the names of the levels into one field."""
        cleaned = super().clean() or {}
        wrong = (*_wrong_days(cleaned), *_missing(cleaned), *_wrong_thresholds(cleaned))
        for name, message in wrong:
            self.add_error(name, message)
        self.instance.level_names = {
            level: names for level in LEVELS if (names := _names(cleaned, level))
        }
        return cleaned


def _name_field(level: str, code: str, name: str) -> forms.CharField:
    """What a level is called in a language; the field shows what it is called without a name."""
    with translation.override(code):
        usual = str(LEVELS[level])
    return forms.CharField(
        label=f"{LEVELS[level]} ({LANGUAGES[code]})",
        required=False,
        max_length=LONGEST_NAME,
        initial=name,
        widget=forms.TextInput(attrs={"lang": code, "placeholder": usual}),
    )


def _is_begun(strategy: Strategy) -> bool:
    """Whether anything stands under it, of whatever floor; the words it begins with are no such thing."""
    below = (
        each
        for each in Strategy._meta.related_objects
        if each.name not in {"events", "terms", "own_fields"}
    )
    return any(
        each.related_model._base_manager.filter(**{each.field.name: strategy}).exists()
        for each in below
    )


def _names(cleaned: Mapping[str, Any], level: str) -> dict[str, str]:
    """What a level is called; a language without a name is left out."""
    given = {code: cleaned.get(f"name_{level}_{code}") for code in LANGUAGES}
    return {code: name for code, name in given.items() if name}


def _wrong_days(cleaned: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
    if first and last and last < first:
        yield "ends_on", _("The last day lies before the first.")


def _wrong_thresholds(cleaned: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The graver of two thresholds is not reached before the other."""
    usual = usual_thresholds()._asdict()
    for less, more in GRAVER:
        low, high = cleaned.get(less) or usual[less], cleaned.get(more) or usual[more]
        if high < low:
            message = _("This is less than the other limit, %(days)s days.") % {"days": low}
            yield (more if cleaned.get(more) else less), message


def _missing(cleaned: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Texts that are there in some language, but not in the original one."""
    original = cleaned.get("original_language") or settings.LANGUAGE_CODE
    message = _("The original language is %(language)s; give the text in it, too.")
    asks = message % {"language": LANGUAGES[original]}
    if original != settings.LANGUAGE_CODE:
        for name in StrategyForm.translated:
            if not cleaned.get(f"{name}_{original}"):
                yield f"{name}_{original}", asks
    for level in LEVELS:
        names = _names(cleaned, level)
        if names and original not in names:
            yield f"name_{level}_{original}", asks
