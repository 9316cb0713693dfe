"""Noting which translations of headings and of the first page are behind their original."""

from collections.abc import Mapping

from core.languages.translated import texts_of
from reports.document.translations import followed
from reports.models import IMPLICATIONS, Report, TranslationBehind

# What of a report's facts stands on its first page and is translated; the draft decision is a paragraph.
FIRST_PAGE = (
    *("title", "summary", *IMPLICATIONS),
    *("session_place", "session_dates", "section", "segment", "author_unit"),
)


def translations_follow(
    report: Report, target: str, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """A text of the paper was changed: note what of its translations is behind by that, or no more."""
    if before == after:
        return
    rows = {one.language: one for one in _rows(report, target)}
    known = {code: one.translated_from for code, one in rows.items()}
    behind_save(report, target, followed(before, after, known, report.original_language), rows=rows)


def behind_save(
    report: Report,
    target: str,
    behind: Mapping[str, str],
    *,
    rows: Mapping[str, TranslationBehind] | None = None,
) -> None:
    """Store which translations at `target` are behind; `rows` are those that were."""
    if rows is None:
        rows = {one.language: one for one in _rows(report, target)}
    for language, row in rows.items():
        if language not in behind:
            row.delete()
    for language, then in behind.items():
        row = rows.get(language) or TranslationBehind(
            report=report, target=target, language=language
        )
        if row.translated_from != then:
            row.translated_from = then
            row.save()


def _rows(report: Report, target: str) -> list[TranslationBehind]:
    return list(TranslationBehind.objects.filter(report=report, target=target))


FirstPage = Mapping[str, Mapping[str, str]]


def first_page(report: Report) -> FirstPage:
    """The texts of the first page, by field and language."""
    return {name: texts_of(report, name) for name in FIRST_PAGE}


def first_page_follows(report: Report, before: FirstPage, original: str) -> None:
    """The facts of a report were saved, which were `before`, in this original language."""
    if original != report.original_language:
        # What was the original is a translation now.
        report.translations_behind.all().delete()
        return
    for name, after in first_page(report).items():
        translations_follow(report, f"cover/{name}", before[name], after)
