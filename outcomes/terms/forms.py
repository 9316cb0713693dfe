"""The form of a word of a strategy."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms.row_form import FieldGroup
from core.forms.translated import TranslatedForm, in_languages
from core.imports.fields import folded
from core.languages.translated import texts_of
from outcomes.models import OwnField, Term, Vocabulary, fixed_words
from outcomes.terms.imports import usual_keys

# What the mark of a vocabulary says; one without has none.
MARKS = {
    Vocabulary.CATEGORY.value: gettext_lazy("Counts as new or major"),
    Vocabulary.KIND.value: gettext_lazy("Can be completed"),
}


class TermForm(TranslatedForm[Term]):
    """Its name in each language, its place, its mark. Its key is given once."""

    also_checked = ("strategy", "vocabulary")
    translated = ("name", "hint")

    class Meta:
        model = Term
        fields = (*in_languages("name", "hint"), "key", "position", "counts", "offered")
        help_texts = {
            "key": gettext_lazy(
                "Files and addresses name it so; it stays, whatever its name will be."
            ),
            "offered": gettext_lazy("What can be chosen no more stays where it was chosen."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].disabled = self.instance.pk is not None
        mark = MARKS.get(self.instance.vocabulary)
        if mark:
            self.fields["counts"].label = mark
        else:
            del self.fields["counts"]

    @property
    def groups(self) -> list[FieldGroup]:
        """The name, then the rest."""
        rest = [name for name in ("key", "position", "counts", "offered") if name in self.fields]
        return [
            self.group(_("Name"), in_languages("name"), "translations"),
            self.group(_("What it means"), in_languages("hint"), "translations"),
            self.group(_("Place and use"), rest),
        ]

    def clean(self) -> dict[str, object]:
        """Of two words that have one name nobody could say which is meant."""
        cleaned = super().clean() or {}
        others = Term.objects.filter(
            strategy=self.instance.strategy_id, vocabulary=self.instance.vocabulary
        ).exclude(pk=self.instance.pk)
        refuse_names(self, names_of(others), _("Another word of this list has that name."))
        return cleaned


class FixedTermForm(TranslatedForm[Term]):
    """What a strategy calls a word that the program decides by, and whether it asks for it."""

    also_checked = ("strategy", "vocabulary", "key")
    translated: tuple[str, ...] = ("name", "hint")

    class Meta:
        model = Term
        fields = (*in_languages("name", "hint"), "offered")
        labels = {"offered": gettext_lazy("Is asked")}
        help_texts = {
            "offered": gettext_lazy("What is asked no more stays where a status has it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fixed = fixed_words[self.instance.vocabulary]
        if not self.fixed.described:
            for name in in_languages("hint"):
                del self.fields[name]
            self.translated = ("name",)
        if self.instance.key not in self.fixed.optional:
            del self.fields["offered"]

    @property
    def groups(self) -> list[FieldGroup]:
        """The name, what it means, whether it is asked."""
        found = [self.group(_("Name"), in_languages("name"), "translations")]
        if self.fixed.described:
            found.append(self.group(_("What it means"), in_languages("hint"), "translations"))
        if "offered" in self.fields:
            found.append(self.group(_("Use"), ["offered"]))
        return found

    def clean(self) -> dict[str, object]:
        """No other word of the list goes by that name, neither here nor where nothing is named."""
        cleaned = super().clean() or {}
        others = Term.objects.filter(
            strategy=self.instance.strategy_id, vocabulary=self.fixed.key
        ).exclude(key=self.instance.key)
        usual = usual_keys(self.fixed)
        taken = {name for name, key in usual.items() if key != self.instance.key}
        message = _("Another word of this list has that name.")
        refuse_names(self, names_of(others) | taken, message)
        refuse_names(self, self.fixed.taken(), _("Files have another column of that name."))
        return cleaned


def names_of(rows: Iterable[Term | OwnField]) -> set[str]:
    """What rows are called in any language, as files compare it."""
    return {folded(name) for each in rows for name in texts_of(each, "name").values()}


def refuse_names(form: forms.BaseForm, taken: Collection[str], message: str) -> None:
    """Note at each name of a form that it is taken: nobody could say which is meant."""
    for name in in_languages("name"):
        given = form.cleaned_data.get(name)
        if isinstance(given, str) and folded(given) in taken:
            form.add_error(name, message)
