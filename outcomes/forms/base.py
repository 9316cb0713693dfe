"""What forms of translated and dated rows share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings

from core.forms import DateInput, Row, RowForm

IN_FORCE = ("in_force_from", "in_force_until")
IN_FORCE_WIDGETS: dict[str, Any] = {name: DateInput() for name in IN_FORCE}
OTHER_LANGUAGES = [(c, n) for c, n in settings.LANGUAGES if c != settings.LANGUAGE_CODE]


def in_languages(*names: str) -> tuple[str, ...]:
    """Each field with its translations: "title", "title_de", …"""
    return tuple(
        each
        for name in names
        for each in (name, *(f"{name}_{code}" for code, _ in OTHER_LANGUAGES))
    )


def areas(names: Iterable[str], rows: int = 3) -> dict[str, Any]:
    """Boxes for longer texts."""
    return {name: forms.Textarea(attrs={"rows": rows}) for name in names}


class TranslatedForm(RowForm[Row]):
    """A row's form with texts in every language, each labelled with its language."""

    translated: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.translated:
            label = self.fields[name].label
            for code, language in OTHER_LANGUAGES:
                # Translators: a form field in another language, such as "Title (German)".
                self.fields[f"{name}_{code}"].label = f"{label} ({language})"

    def clean(self) -> dict[str, Any]:
        """An empty translation is none: the row keeps no key for it, and no history of nothing."""
        cleaned = super().clean() or {}
        for name in self.translated:
            for code, _language in OTHER_LANGUAGES:
                cleaned[f"{name}_{code}"] = cleaned.get(f"{name}_{code}") or None
        return cleaned
