"""Saying that a translation is still right although its original has changed."""

import hashlib

from django.db import transaction

from reports.composing.merge import paper
from reports.models import ParagraphText, Report


class OriginalMoved(Exception):
    """The original is not, or no longer, what the person has seen."""


def fingerprint(text: str) -> str:
    """Short for a text, to tell whether it is the one that somebody saw."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def translation_level(
    *, report: Report, language: str, section: str, paragraph: str, seen: str
) -> None:
    """Note that a translation is level with the original as it reads now; said twice, it is said once.

    `seen` is the `fingerprint` of the original that the person has looked at. Raises `OriginalMoved`.
    """
    with transaction.atomic():
        # Whoever makes a draft holds this row while the texts are brought up to date.
        locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        now = {
            (part.key, one.key): one.texts.get(locked.original_language, "")
            for part in paper(locked).sections
            for one in part.paragraphs
        }.get((section, paragraph), "")
        if not now or fingerprint(now) != seen:
            raise OriginalMoved
        rows = ParagraphText.objects.filter(
            paragraph__section__report=report,
            paragraph__section__key=section,
            paragraph__key=paragraph,
            language=language,
        )
        for row in rows.exclude(translated_from=now):
            row.translated_from = now
            row.save(update_fields=["translated_from"])
