"""Saying that a translation is still right although its original has changed."""

import hashlib

from django.db import transaction

from core.languages.translated import texts_of
from reports.composing.behind import FIRST_PAGE
from reports.composing.keep import paper_save
from reports.composing.merge import paper
from reports.models import ParagraphText, Report
from reports.outline.plan import kept_plan


class OriginalMoved(Exception):
    """The original is not, or no longer, what the person has seen."""


def fingerprint(text: str) -> str:
    """Short for a text, to tell whether it is the one that somebody saw."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def translation_level(*, report: Report, language: str, paragraph: str, seen: str) -> None:
    """Note that a translation is level with the original as it reads now; said twice, it is said once.

    `seen` is the `fingerprint` of the original that the person has looked at. Raises `OriginalMoved`.
    """
    with transaction.atomic():
        # Whoever makes a draft holds this row while the texts are brought up to date.
        locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        now = {
            one.key: one.texts.get(locked.original_language, "")
            for part in paper(locked).sections
            for one in part.paragraphs
        }.get(paragraph, "")
        if not now or fingerprint(now) != seen:
            raise OriginalMoved
        rows = ParagraphText.objects.filter(
            paragraph__section__report=report, paragraph__key=paragraph, language=language
        )
        for row in rows.exclude(translated_from=now):
            row.translated_from = now
            row.save(update_fields=["translated_from"])


def words_level(*, report: Report, language: str, target: str, seen: str) -> None:
    """The same of whatever stands at `target` ("para/KEY", "section/KEY", "cover/FIELD")."""
    kind, _stroke, key = target.partition("/")
    if kind == "para":
        translation_level(report=report, language=language, paragraph=key, seen=seen)
        return
    with transaction.atomic():
        locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if kind == "cover":
            now = texts_of(locked, key) if key in FIRST_PAGE else {}
        else:
            # With its rows: what the outline has changed is noted before it is said to be level.
            found = paper_save(locked, kept_plan(locked)).sections
            now = next((dict(one.headings) for one in found if one.key == key), {})
        original = now.get(locked.original_language, "")
        if not original or fingerprint(original) != seen:
            raise OriginalMoved
        locked.translations_behind.filter(target=target, language=language).delete()
