"""Annexes: tables of a report that are made from the data, never written.

An app declares an `AnnexSpec` in its room `annexes`; `compute` returns `AnnexData`, plain values in
the active language, over the very population that the text counts.
"""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from django.conf import settings
from django.db import models
from django.utils import translation

from core.languages import LANGUAGES, LanguageProfile, profile
from core.languages.translated import text_in, texts_of
from core.numbers.registry import NumberContext, Translatable
from core.registry import Registry


class Untranslated(msgspec.Struct, frozen=True):
    """Words that nobody has put into the language of the table yet, with the language they are in."""

    text: str
    language: str


AnnexCell = str | Untranslated


class AnnexData(msgspec.Struct, frozen=True, kw_only=True):
    """A table ready to print. `numeric` columns align right, `widths` are shares of the width.

    `groups` are (row, heading): the heading stands before that row, counted from 0. A table without
    rows says why in `note`.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[AnnexCell, ...], ...]
    numeric: tuple[int, ...] = ()
    groups: tuple[tuple[int, AnnexCell], ...] = ()
    widths: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class AnnexSpec:
    """What an app declares: a key, its name, and how the table is made in the active language.

    `rows_counted_by` names the live number that counts the same rows in the text.
    """

    key: str
    label: Translatable
    compute: Callable[[NumberContext], AnnexData]
    rows_counted_by: str


annexes: Registry[AnnexSpec] = Registry("table")


def active_profile() -> LanguageProfile:
    """House style of the active language; of English where it has none."""
    language = (translation.get_language() or "")[:2]
    return profile(language if language in LANGUAGES else settings.LANGUAGE_CODE)


def reported_years(context: NumberContext) -> str:
    """What is reported on, as the active language writes it: "2021", "2016–17"."""
    return active_profile().year_range(*context.years)


def cell(instance: models.Model, field: str) -> AnnexCell:
    """A translated field in the active language, else in another one, marked as such."""
    language = active_profile().code
    if text := text_in(instance, field, language):
        return text
    others = texts_of(instance, field)
    return next((Untranslated(text, code) for code, text in others.items()), "")


def joined(before: str, words: AnnexCell, after: str = "") -> AnnexCell:
    """`words` with signs around them that are the same in every language."""
    if isinstance(words, Untranslated):
        return Untranslated(f"{before}{words.text}{after}", words.language)
    return f"{before}{words}{after}"
