"""Texts of a row in several languages (django-modeltrans keeps them in one JSON column)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform
from django.utils import translation

from core.languages.folding import contains


def text_in(instance: models.Model, field: str, language: str) -> str:
    """The text in exactly `language`; empty where nobody has translated it."""
    name = field if language == settings.LANGUAGE_CODE else f"{field}_{language}"
    return getattr(instance, name) or ""


def text_of(instance: models.Model, field: str) -> str:
    """The text in the active language, else the original: for pages, never for papers."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return text_in(instance, field, language[:2]) or getattr(instance, field)


def other_language_of(instance: models.Model, field: str) -> str:
    """The language of what `text_of` gives, where that is not the active one: for `lang` on pages."""
    language = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
    return "" if text_in(instance, field, language) else settings.LANGUAGE_CODE


def texts_of(instance: models.Model, field: str) -> dict[str, str]:
    """Every language that has a text, with it."""
    found = {code: text_in(instance, field, code) for code, _ in settings.LANGUAGES}
    return {code: text for code, text in found.items() if text}


def language_of(instance: models.Model, field: str) -> str:
    """The language of what the field "title" or "title_de" holds; empty where it is no such text."""
    own: Any = next((each for each in instance._meta.get_fields() if each.name == "i18n"), None)
    if own is None:
        return ""
    name, _, code = field.rpartition("_")
    if field in own.fields:
        return settings.LANGUAGE_CODE
    return code if name in own.fields and code in dict(settings.LANGUAGES) else ""


def set_texts(instance: models.Model, field: str, texts: Mapping[str, str]) -> None:
    """Make `texts` the texts of an unsaved row: a language that has none there loses its own."""
    for code, _ in settings.LANGUAGES:
        if code == settings.LANGUAGE_CODE:
            setattr(instance, field, texts.get(code, ""))
        else:
            setattr(instance, f"{field}_{code}", texts.get(code) or None)


def contains_word(word: str, *texts: str, plain: Iterable[str] = ()) -> Q:
    """The condition that `word` occurs in one of the `texts`, in any language, or in a `plain` field.

    A text may be that of a related row: "project__name". Capitals and accents make no difference.
    """
    found = Q()
    for name in plain:
        found |= contains(name, word)
    for name in texts:
        for each in in_every_language(name):
            found |= contains(each, word)
    return found


def in_every_language(name: str) -> Iterator[Any]:
    """Where a text stands in the tables; unlike names, the same for every manager of a model."""
    yield F(name)
    path, between, own = name.rpartition("__")
    for code in settings.MODELTRANS_AVAILABLE_LANGUAGES:
        yield KeyTextTransform(f"{own}_{code}", f"{path}{between}i18n")
