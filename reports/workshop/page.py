"""What the page of the workshop shows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from core.languages import profile
from core.languages.translated import text_of
from core.models import User
from reports.drafts.report_page import EditionTab
from reports.models import Report
from reports.workshop.edition import WorkshopEdition, workshop_edition
from reports.workshop.rights import may_write, may_write_in
from reports.writing.texts import written_languages


@dataclass(frozen=True)
class WorkshopPage:
    """The page of one edition; addresses are empty where the person may not."""

    slug: str
    title: str
    symbol: str
    language: str
    language_name: str
    edition: WorkshopEdition
    languages: Sequence[EditionTab]
    is_locked: bool
    may_write: bool
    may_write_here: bool
    is_original: bool
    report_url: str
    page_url: str
    texts_url: str
    step_url: str
    references_url: str
    inspect_url: str
    draft_key: str
    house_spaces: str


def workshop_page(report: Report, user: User, language: str) -> WorkshopPage:
    """The page of one edition."""
    slug = report.slug
    here = reverse("reports:workshop", args=[slug])
    # Addresses to which a script adds the target of a piece.
    any_target, end = "para/x", len("para/x/")
    return WorkshopPage(
        slug=slug,
        title=text_of(report, "title"),
        symbol=report.symbol,
        language=language,
        language_name=profile(language).name,
        edition=workshop_edition(report, language),
        languages=[
            EditionTab(code, profile(code).name, f"{here}?language={code}", code == language, 0)
            for code in written_languages(report)
        ],
        is_locked=not report.is_in_drafting,
        may_write=may_write(user, report),
        may_write_here=may_write_in(user, report, language),
        is_original=language == report.original_language,
        report_url=f"{report.get_absolute_url()}?language={language}",
        page_url=f"{here}?language={language}",
        texts_url=reverse("reports:text-detail", args=[slug, language, any_target])[:-end],
        step_url=reverse("reports:paper-step", args=[slug, language]),
        references_url=reverse("reports:reference-list", args=[slug, language]),
        inspect_url=reverse("reports:piece-detail", args=[slug, language, any_target])[:-end],
        draft_key=f"{user.pk}:{report.pk}:{language}",
        house_spaces=json.dumps([rule.for_scripts for rule in profile(language).typesetting]),
    )
