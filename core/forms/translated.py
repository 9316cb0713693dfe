"""Forms of rows whose texts are in several languages."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any, cast

from django import forms
from django.conf import settings

from core.forms.row_form import Row, RowForm
from core.written_fields import LongTextInput

OTHER_LANGUAGES = [(c, n) for c, n in settings.LANGUAGES if c != settings.LANGUAGE_CODE]

TEMPLATE = "core/forms/_translated_field.html"


def in_languages(*names: str) -> tuple[str, ...]:
    """Each field with its translations: "title", "title_de", …"""
    return tuple(each for name in names for each in (name, *_translations(name)))


def languages_of(*names: str) -> dict[str, str]:
    """Each field and its translations with the language of its text."""
    own = settings.LANGUAGE_CODE
    return {
        field: own if field == name else field.removeprefix(f"{name}_")
        for name in names
        for field in in_languages(name)
    }


def _translations(name: str) -> list[str]:
    return [f"{name}_{code}" for code, _language in OTHER_LANGUAGES]


def areas(names: Iterable[str], rows: int = 3) -> dict[str, Any]:
    """Boxes for longer texts."""
    return {name: forms.Textarea(attrs={"rows": rows}) for name in names}


class SpokenField(forms.BoundField):
    """A field of a form on its page; one with translations knows theirs."""

    @property
    def others(self) -> list[forms.BoundField]:
        """The same text in the other languages; none if this field has only one."""
        form = cast("TranslatedForm[Any]", self.form)
        return (
            [form[each] for each in _translations(self.name)]
            if self.name in form.translated
            else []
        )

    @property
    def languages_given(self) -> list[Any]:
        """The names of the other languages that have a text."""
        given = zip(OTHER_LANGUAGES, self.others, strict=False)
        return [language for (_code, language), field in given if field.value()]

    @property
    def others_are_wrong(self) -> bool:
        """Whether a language has an error, so that it must be seen."""
        return any(field.errors for field in self.others)


class TranslatedForm(RowForm[Row]):
    """A row's form with texts in every language, each labelled with its language.

    A field is drawn with its translations folded away under it. A group that names them itself
    (`in_languages`) in the layout "translations" has them side by side instead.
    """

    translated: tuple[str, ...] = ()
    bound_field_class = SpokenField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.translated:
            self.fields[name].template_name = TEMPLATE  # type: ignore[attr-defined]
            self.write_alike(name)

    def write_alike(self, name: str) -> None:
        """Translations are written in the same kind of box as the original, and labelled."""
        original = self.fields[name]
        original.widget.attrs["lang"] = settings.LANGUAGE_CODE
        for code, language in OTHER_LANGUAGES:
            field = self.fields[f"{name}_{code}"]
            # A form field in another language, such as "Title (German)".
            field.label = f"{original.label} ({language})"
            field.widget = deepcopy(original.widget)
            if isinstance(field, LongTextInput):
                field.told_length = None  # the original above says it for all
            field.widget.is_required = False
            field.widget.attrs["lang"] = code

    def get_context(self) -> dict[str, Any]:
        """Drawn without groups, a translation stands under its original, not for itself."""
        context = super().get_context()
        folded = {each for name in self.translated for each in _translations(name)}
        context["fields"] = [pair for pair in context["fields"] if pair[0].name not in folded]
        return context

    def clean(self) -> dict[str, Any]:
        """An empty translation is none: the row keeps no key for it, and no history of nothing."""
        cleaned = super().clean() or {}
        for name in self.translated:
            for each in _translations(name):
                cleaned[each] = cleaned.get(each) or None
        return cleaned
