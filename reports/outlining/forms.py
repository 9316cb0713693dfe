"""The form of one entry of an outline; what is typed is checked as part of the whole outline."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures.annexes import annexes
from core.figures.registry import figures
from core.forms.live_numbers import LiveNumberTexts
from core.forms.row_form import FieldGroup, RowForm
from core.lengths import TEXT
from core.written_fields import LongTextInput
from outcomes.models import Strategy
from reports.models import ReportTemplate
from reports.models.outline import OutlineParagraph, OutlineSection
from reports.outline.entries import Entry, Kind, NoEntry, entries, entry_of
from reports.outline.entry_check import EntryProblem, new_problems
from reports.outline.page import repeated_words
from reports.outline.schema import MOST_WORDS, PARTS
from reports.outline.steps import Step, StepRefused, Where, added, changed

LANGUAGE_NAMES = dict(settings.LANGUAGES)
LONGEST_HEADING, LONGEST_KEY = 300, 120
KEY_HELP = gettext_lazy(
    "By it the entry is found again, and texts refer to it: letters, figures, points, hyphens and "
    "strokes. Empty: it gets one."
)


@dataclass(frozen=True)
class NewPlace:
    """Where a new entry will stand: before, after or below the one called `at` ("": at the end)."""

    at: str = ""
    where: Where = Where.AFTER


class EntryForm(RowForm[ReportTemplate]):
    """One entry, changed (`entry`) or new (`place`). Saving keeps the whole outline with it.

    With `gone`, somebody has taken the entry out meanwhile: what was typed stays on the page.
    """

    kind: Kind
    step: Step

    class Meta:
        model = ReportTemplate
        fields: tuple[str, ...] = ()

    def __init__(
        self,
        *args: Any,
        entry: Entry | None = None,
        place: NewPlace | None = None,
        gone: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.place, self.gone = entry, place or NewPlace(), gone
        self.strategy: Strategy = self.instance.strategy
        self.languages = languages_written(self.instance, entry)
        self.add_fields()
        if entry is not None:
            self.initial.update(self.values_of(entry.item))

    def add_fields(self) -> None:
        """The fields of this kind of entry."""
        raise NotImplementedError

    def values_of(self, item: Any) -> dict[str, object]:
        """What an entry holds for each field."""
        raise NotImplementedError

    def item(self, given: Mapping[str, Any]) -> Any:
        """The entry as it is stored."""
        raise NotImplementedError

    def clean(self) -> None:
        """Put the entry into the outline, and refuse what the outline would be wrong with."""
        super().clean()
        cleaned = self.cleaned_data
        if self.gone:
            raise ValidationError(gone_words())
        if self.errors:
            return
        outline = self.instance.outline
        try:
            if self.entry is not None:
                step = changed(outline, self.entry.id, self.item(cleaned))
            else:
                where = self.place.where
                step = added(outline, self.kind, self.item(cleaned), at=self.place.at, where=where)
        except StepRefused as refused:
            raise ValidationError(str(refused)) from refused
        for problem in new_problems(outline, step.outline, self.strategy.original_language):
            self._tell(problem, step)
        if not self.errors:
            self.step = step
            self.instance.outline = step.outline

    def _tell(self, problem: EntryProblem, step: Step) -> None:
        """A mistake at its field; one that shows elsewhere in the outline, with the place."""
        code = problem.language or self.strategy.original_language
        for name in (f"{problem.field}_{code}", problem.field):
            if problem.entry == step.id and name in self.fields:
                self.add_error(name, problem.message)
                return
        self.add_error(None, problem.message if problem.entry == step.id else problem.told)

    def value_of(self, row: ReportTemplate, name: str) -> Any:
        """What the entry in `row` holds; in the form's own row, what was typed."""
        if row is self.instance:
            return self.cleaned_data.get(name)
        try:
            return (
                self.values_of(entry_of(row.outline, self.entry.id).item).get(name)
                if (self.entry)
                else None
            )
        except NoEntry:
            return None

    # --- What several kinds have --------------------------------------------------------------

    def texts_fields(self, name: str, label: str, make: Any) -> None:
        """A box for each language, the original first, which must be given."""
        for code in self.languages:
            field = make(
                label=f"{label} ({LANGUAGE_NAMES[code]})",
                required=code == self.strategy.original_language,
            )
            field.widget.attrs["lang"] = code
            self.fields[f"{name}_{code}"] = field

    def texts(self, name: str, given: Mapping[str, Any]) -> dict[str, str]:
        """What is written, by language."""
        found = {code: _composed(given.get(f"{name}_{code}") or "") for code in self.languages}
        return {code: text for code, text in found.items() if text}

    def in_each(self, name: str) -> list[str]:
        """The names of the fields of one text."""
        return [f"{name}_{code}" for code in self.languages]

    def key_given(self, given: Mapping[str, Any], proposed: str) -> str:
        """The key that was typed, else that of before, else `proposed`, with a number if it is taken."""
        if typed := _composed(given.get("key") or ""):
            return typed
        if self.entry is not None:
            key: str = self.entry.item["key"]
            return key
        taken = {one.id for one in entries(self.instance.outline)}
        keys = (proposed, *(f"{proposed}-{number}" for number in range(2, len(taken) + 3)))
        return next(key for key in keys if f"{self.kind.value}:{key}" not in taken)

    def _key_field(self) -> None:
        self.fields["key"] = forms.CharField(
            label=_("Key"), help_text=KEY_HELP, max_length=LONGEST_KEY, required=False
        )

    def _words_field(self) -> None:
        self.fields["words"] = forms.IntegerField(
            label=_("Word budget"),
            help_text=_("How many words it may have, with all that stands below it. Empty: none."),
            min_value=1,
            max_value=MOST_WORDS,
            required=False,
        )


def gone_words() -> str:
    """What is said to who was about to change an entry that is there no more."""
    return _(
        "Somebody has taken this entry, or what it was to stand beside, out of the outline meanwhile. "
        "What you typed stands below: put it back under “Taken out” on the page of the outline, then "
        "save here again."
    )


def languages_written(template: ReportTemplate, entry: Entry | None) -> list[str]:
    """The languages of an entry's boxes: the original, those of the editions, and those it has."""
    item: Any = entry.item if entry is not None else {}
    held = [*item.get("heading", {}), *item.get("text", {})] if isinstance(item, dict) else []
    original = template.strategy.original_language
    return [*dict.fromkeys([original, *template.languages, *held])]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip(" \t\n")


def _texts_of(item: Any, name: str) -> dict[str, str]:
    return {f"{name}_{code}": text for code, text in item.get(name, {}).items()}


def _heading_box(**more: Any) -> forms.CharField:
    return forms.CharField(max_length=LONGEST_HEADING, **more)


def _text_box(**more: Any) -> LongTextInput:
    widget = forms.Textarea(attrs={"rows": 8})
    return LongTextInput(max_length=TEXT, widget=widget, strip=False, **more)


class HeadingForm(EntryForm):
    """A heading under which texts and tables stand; at the top level it can be an appendix or more."""

    kind = Kind.HEADING

    def add_fields(self) -> None:
        """Heading by language, what it is, budget, key."""
        self.texts_fields("heading", _("Heading"), _heading_box)
        if self._level() == 1:
            choices = {
                "": _("a part of the paper"),
                "decision": _("the place of the draft decision"),
                "appendix": _("an appendix"),
                "landscape": _("an appendix, pages on their side"),
            }
            self.fields["part"] = forms.ChoiceField(
                label=_("What it is"), choices=choices.items(), required=False
            )
        self._words_field()
        self._key_field()

    def _level(self) -> int:
        if self.entry is not None:
            return self.entry.level
        if not self.place.at:
            return 1
        try:
            beside = entry_of(self.instance.outline, self.place.at)
        except NoEntry:
            return 1
        return beside.level + (self.place.where is Where.BELOW)

    def values_of(self, item: Any) -> dict[str, object]:
        """What a heading holds."""
        parts = ("decision", "landscape", "appendix")
        return {
            **_texts_of(item, "heading"),
            "part": next((one for one in parts if item.get(one)), ""),
            "words": item.get("words"),
            "key": item["key"],
        }

    def item(self, given: Mapping[str, Any]) -> OutlineSection:
        """A fixed section."""
        heading = self.texts("heading", given)
        words = slugify(heading.get(self.strategy.original_language, ""))[:LONGEST_KEY].strip("-_")
        key = self.key_given(given, words or "section")
        found: OutlineSection = {"key": key, "heading": heading}
        match given.get("part"):
            case "appendix":
                found["appendix"] = True
            case "landscape":
                found["appendix"] = found["landscape"] = True
            case "decision":
                found["decision"] = True
        if given.get("words"):
            found["words"] = given["words"]
        return found

    @property
    def groups(self) -> list[FieldGroup]:
        """The heading, then what it is."""
        return [
            self.group(_("Heading"), self.in_each("heading"), "translations"),
            self.group(_("What it is"), ("part", "words", "key")),
        ]


class GeneratedForm(EntryForm):
    """A part that stands once for every outcome, output or driver."""

    kind = Kind.GENERATED

    def add_fields(self) -> None:
        """What it is repeated for, its heading, what fills it, budget."""
        self.fields["each"] = forms.ChoiceField(
            label=_("It stands"), choices=[(each, self._named(each)) for each in PARTS]
        )
        self.texts_fields("heading", _("Heading"), _heading_box)
        self.fields["opening"] = forms.BooleanField(
            label=_("with the opening paragraph of the outcome"),
            help_text=_("As the strategy’s page has it. Only an outcome has one."),
            required=False,
        )
        self.fields["projects"] = forms.BooleanField(
            label=_("with what its projects report"),
            help_text=_(
                "The remarks for the report of the projects that stand under the output or driver and "
                "are in the work plan of the report’s years."
            ),
            required=False,
        )
        self._words_field()

    def _named(self, each: str) -> str:
        words = repeated_words(each)
        own = self.strategy.level_names.get(each)
        return f"{words} ({self.strategy.level_name(each)})" if own else words

    def values_of(self, item: Any) -> dict[str, object]:
        """What a generated part holds."""
        names = ("each", "opening", "projects", "words")
        return {**_texts_of(item, "heading"), **{name: item.get(name) for name in names}}

    def item(self, given: Mapping[str, Any]) -> OutlineSection:
        """A repeated section."""
        found: OutlineSection = {"each": given["each"], "heading": self.texts("heading", given)}
        if given.get("opening"):
            found["opening"] = True
        if given.get("projects"):
            found["projects"] = True
        if given.get("words"):
            found["words"] = given["words"]
        return found

    @property
    def groups(self) -> list[FieldGroup]:
        """For what, under which heading, filled with what."""
        heading = self.group(_("Heading"), self.in_each("heading"), "translations")
        told = _(
            "{number} and {title} stand for the number and the title of each, as in “Output {number}. "
            "{title}”. A driver has no number."
        )
        return [
            self.group(_("For what"), ("each",)),
            FieldGroup(heading.title, heading.layout, heading.fields, told),
            self.group(_("What stands in it"), ("opening", "projects", "words")),
        ]


class ParagraphForm(EntryForm):
    """A paragraph with its texts and the figure behind it."""

    kind = Kind.PARAGRAPH

    def add_fields(self) -> None:
        """Text by language, figure, key."""
        self.texts_fields("text", _("Text"), _text_box)
        offered = [
            ("", _("none")),
            *sorted(((one.key, str(one.label)) for one in figures), key=_by),
        ]
        held = self.entry.item.get("figure", "") if self.entry is not None else ""
        if held and held not in figures:
            offered.append((held, held))
        self.fields["figure"] = forms.ChoiceField(
            label=_("Figure behind it"), choices=offered, required=False
        )
        self._key_field()

    def live_numbers(self) -> LiveNumberTexts | None:
        """Every box takes live numbers."""
        return LiveNumberTexts(self.strategy, {f"text_{code}": code for code in self.languages})

    def values_of(self, item: Any) -> dict[str, object]:
        """What a paragraph holds."""
        return {**_texts_of(item, "text"), "figure": item.get("figure", ""), "key": item["key"]}

    def item(self, given: Mapping[str, Any]) -> OutlineParagraph:
        """A paragraph of the outline."""
        key = self.key_given(given, self._proposed())
        found: OutlineParagraph = {"key": key, "text": self.texts("text", given)}
        if given.get("figure"):
            found["figure"] = given["figure"]
        return found

    def _proposed(self) -> str:
        """ "introduction/3": behind the key of its heading, as in a file."""
        outline = self.instance.outline
        if not self.place.at:
            return "paragraph"
        beside = entry_of(outline, self.place.at)
        section = beside if beside.kind.is_section else entry_of(outline, beside.parent)
        held = section.item.get("paragraphs", [])
        return f"{section.item.get('key', 'section')}/{len(held) + 1}"

    @property
    def groups(self) -> list[FieldGroup]:
        """The texts, then what goes with them."""
        text = self.group(_("Text"), self.in_each("text"), "translations")
        told = _(
            "One paragraph in the format of texts: live numbers, notes, references, lists, tables and "
            "boxes. A language that is left empty shows the original."
        )
        return [
            FieldGroup(text.title, text.layout, text.fields, told),
            self.group(_("What goes with it"), ("figure", "key")),
        ]


class TableForm(EntryForm):
    """A table made from the data, behind the paragraphs of its heading."""

    kind = Kind.TABLE

    def add_fields(self) -> None:
        """Which one; each stands once in a paper."""
        held = self.entry.item if self.entry is not None else ""
        taken = {one.item for one in entries(self.instance.outline) if one.kind is Kind.TABLE}
        offered = sorted(
            (
                (one.key, str(one.label))
                for one in annexes
                if one.key == held or one.key not in taken
            ),
            key=_by,
        )
        if held and held not in annexes:
            offered.append((held, held))
        self.fields["tables"] = forms.ChoiceField(
            label=_("Table"),
            choices=offered,
            help_text=_(
                "Each stands once in a paper; those that stand in the outline are not offered."
            ),
        )

    def values_of(self, item: Any) -> dict[str, object]:
        """Its key."""
        return {"tables": item}

    def item(self, given: Mapping[str, Any]) -> str:
        """Its key."""
        key: str = given["tables"]
        return key


def _by(pair: Sequence[str]) -> str:
    return pair[1].casefold()


FORMS: Mapping[Kind, type[EntryForm]] = {
    form.kind: form for form in (HeadingForm, GeneratedForm, ParagraphForm, TableForm)
}
