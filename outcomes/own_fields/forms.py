"""The form that defines an own field, and what a form of a row needs to ask for it."""

import re
from collections.abc import Mapping
from typing import Any, TypedDict

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms.row_form import DateInput, FieldGroup
from core.forms.translated import TranslatedForm, in_languages
from core.lengths import TEXT
from core.models import User
from core.written_fields import LongTextInput, TypedDayField
from outcomes.models import OwnField, OwnKind, OwnSubject
from outcomes.models.own_fields import (
    FIGURES,
    KEY,
    PLACES,
    OwnFieldWords,
    all_own_fields,
    own_with,
)
from outcomes.terms.forms import names_of, refuse_names
from outcomes.terms.uses import own_subjects

_KEY = re.compile(KEY)
ASKS_KEY = gettext_lazy("Small letters without accents, figures and hyphens, such as sponsor-unit.")


class OwnFieldForm(TranslatedForm[OwnField]):
    """Its name and hint in each language, what it holds. Key and kind are given once."""

    also_checked = ("strategy", "subject")
    translated = ("name", "hint")

    class Meta:
        model = OwnField
        fields = (*in_languages("name", "hint"), "key", "kind", "unit", "position", "offered")
        help_texts = {
            "key": ASKS_KEY,
            "kind": gettext_lazy("It stays: what rows hold would lose its sense."),
            "unit": gettext_lazy("The currency of money, such as USD; what a number counts."),
            "offered": gettext_lazy("What is asked no more stays where it stands."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("key", "kind"):
            self.fields[name].disabled = self.instance.pk is not None

    @property
    def groups(self) -> list[FieldGroup]:
        """The texts, then the rest."""
        return [
            self.group(_("Name"), in_languages("name"), "translations"),
            self.group(_("Hint under the field"), in_languages("hint"), "translations"),
            self.group(_("What it holds"), ("key", "kind", "unit", "position", "offered")),
        ]

    def clean_key(self) -> str:
        """A key that reads in addresses."""
        key: str = self.cleaned_data["key"]
        if not _KEY.fullmatch(key):
            raise ValidationError(ASKS_KEY)
        return key

    def clean(self) -> dict[str, object]:
        """Money has a currency; no heading of a sheet may mean two things."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == OwnKind.MONEY and not cleaned.get("unit"):
            self.add_error("unit", _("Give the currency of the money."))
        subject = self.instance.subject
        others = OwnField.objects.filter(strategy=self.instance.strategy_id, subject=subject)
        taken = names_of(others.exclude(pk=self.instance.pk)) | set(own_subjects[subject].taken())
        refuse_names(self, taken, _("Another field of these rows has that name."))
        return cleaned


class AsksOwnFields(TranslatedForm[Any]):
    """Added to the form of a row that may have own fields; `own_subject` says of what kind.

    The form calls `ask_own_fields` when its row has its strategy.
    """

    own_subject: OwnSubject

    def ask_own_fields(self) -> None:
        """A field for each that the strategy asks, or that the row holds already."""
        self.own: dict[str, OwnFieldWords] = {}
        held = self.instance.own
        for each in all_own_fields().of(self.instance.strategy_id, self.own_subject):
            if each.offered or each.key in held:
                self.own[each.field] = each
                self.fields[each.field] = form_field(each, held)
                self.initial[each.field] = each.typed(held)

    def own_groups(self) -> list[FieldGroup]:
        """They stand together, where there are any."""
        return [self.group(_("Further facts"), list(self.own))] if self.own else []

    def value_of(self, row: Any, name: str) -> Any:
        """What a row holds in an own field, in words."""
        if name in self.own:
            return self.own[name].words(row.own)
        return super().value_of(row, name)

    def clean(self) -> dict[str, object]:
        """Into the one column that holds them; what is not asked here stays."""
        cleaned = super().clean() or {}
        given = [(each, cleaned[name]) for name, each in self.own.items() if name in cleaned]
        self.instance.own = own_with(self.instance.own, given)
        return cleaned


class _Given(TypedDict):
    label: str
    help_text: str
    required: bool


def form_field(field: OwnFieldWords, own: Mapping[str, object]) -> forms.Field:
    """What asks for it."""
    given: _Given = {"label": field.name, "help_text": field.hint, "required": False}
    match field.kind:
        case OwnKind.LONG_TEXT:
            return LongTextInput(widget=forms.Textarea(attrs={"rows": 3}), max_length=TEXT, **given)
        case OwnKind.NUMBER | OwnKind.MONEY:
            if field.unit:
                given["label"] = f"{field.name} ({field.unit})"
            return forms.DecimalField(
                max_digits=FIGURES, decimal_places=PLACES, localize=True, **given
            )
        case OwnKind.DAY:
            return TypedDayField(widget=DateInput(), **given)
        case OwnKind.CHOICE:
            held = str(own.get(field.key) or "")
            return forms.ChoiceField(choices=[("", "---------"), *field.choices(held)], **given)
        case OwnKind.PERSON:
            return forms.ModelChoiceField(queryset=User.objects.all(), **given)
        case OwnKind.YES_NO:
            said = [("", "---------"), ("yes", _("yes")), ("no", _("no"))]
            return forms.ChoiceField(choices=said, **given)
        case OwnKind.LINK:
            return forms.URLField(
                max_length=400, assume_scheme="https", validators=[URLValidator(["http", "https"])],
                **given,
            )  # fmt: skip
        case _:
            return forms.CharField(max_length=200, **given)
