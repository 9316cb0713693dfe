"""What the two commands for translators' files share."""

from typing import NoReturn

from django.core.management.base import CommandError

from reports.models import Report

WRONG_USE = 2


def edition_meant(slug: str, language: str) -> Report:
    """The report whose edition is meant; ends the command with code 2 where there is none."""
    report = Report.objects.select_related("strategy").filter(slug=slug).first()
    if report is None:
        known = ", ".join(Report.objects.values_list("slug", flat=True)) or "none yet"
        refuse(f"There is no report “{slug}”. Known: {known}.")
    editions = set(report.editions.values_list("language", flat=True)) - {report.original_language}
    if language not in editions:
        known = ", ".join(sorted(editions)) or "none"
        refuse(f"{slug} has no translation “{language}”. Its translations: {known}.")
    return report


def refuse(message: str) -> NoReturn:
    """End with code 2."""
    raise CommandError(message, returncode=WRONG_USE)
