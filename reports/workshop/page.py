"""What the page of the workshop shows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from core.languages import profile
from core.languages.translated import text_of
from core.models import User
from reports.drafts import services
from reports.drafts.gate_page import GateView, gate_view
from reports.drafts.report_page import EditionTab
from reports.drafts.stored import stored_drafts, stored_edition
from reports.models import Report
from reports.workshop.edition import OutlineLine, WorkshopEdition, workshop_edition
from reports.workshop.part_names import part_name
from reports.workshop.rights import may_write, may_write_in
from reports.workshop.waiting_on import GivenPart, given_to
from reports.writers.html.options import Options
from reports.writing.services import ParagraphGone
from reports.writing.texts import written_languages


@dataclass(frozen=True)
class MinePart:
    """A part that waits for the person who looks."""

    target: str
    label: str
    anchor: str
    part: GivenPart


@dataclass(frozen=True)
class WorkshopPage:
    """The page of one edition; addresses are empty where the person may not.

    `outline` are its lines for this person: all, or (`only_mine`) those with a part that waits for them,
    `mine` of which there are.
    """

    slug: str
    title: str
    symbol: str
    language: str
    language_name: str
    edition: WorkshopEdition
    outline: Sequence[OutlineLine]
    mine: Sequence[MinePart]
    only_mine: bool
    gate: GateView
    languages: Sequence[EditionTab]
    is_locked: bool
    may_write: bool
    may_write_here: bool
    is_original: bool
    original_language: str
    report_url: str
    page_url: str
    mine_url: str
    texts_url: str
    step_url: str
    references_url: str
    inspect_url: str
    level_url: str
    pictures_url: str
    draft_key: str
    house_spaces: str


def workshop_url(report: Report, language: str, target: str = "") -> str:
    """The paper in the workshop, at one of its parts."""
    address = f"{reverse('reports:workshop', args=[report.slug])}?language={language}"
    return f"{address}{Options().target(target)}" if target else address


def workshop_page(
    report: Report, user: User, language: str, *, only_mine: bool = False
) -> WorkshopPage:
    """The page of one edition."""
    slug = report.slug
    here = reverse("reports:workshop", args=[slug])
    edition = workshop_edition(report, language)
    mine = _mine(report, edition, user, language)
    targets = {one.target for one in mine}
    # Addresses to which a script adds the target of a piece.
    any_target, end = "para/x", len("para/x/")
    return WorkshopPage(
        slug=slug,
        title=text_of(report, "title"),
        symbol=report.symbol,
        language=language,
        language_name=profile(language).name,
        edition=edition,
        outline=[one for one in edition.outline if targets & {*one.targets}]
        if only_mine
        else edition.outline,
        mine=mine,
        only_mine=only_mine,
        gate=_gate(report, edition, user, language),
        languages=[
            EditionTab(code, profile(code).name, f"{here}?language={code}", code == language, 0)
            for code in written_languages(report)
        ],
        is_locked=not report.is_in_drafting,
        may_write=may_write(user, report),
        may_write_here=may_write_in(user, report, language),
        is_original=language == report.original_language,
        original_language=report.original_language,
        report_url=f"{report.get_absolute_url()}?language={language}",
        page_url=f"{here}?language={language}{'&mine=1' if only_mine else ''}",
        mine_url=f"{here}?language={language}{'' if only_mine else '&mine=1'}",
        texts_url=reverse("reports:text-detail", args=[slug, language, any_target])[:-end],
        step_url=reverse("reports:paper-step", args=[slug, language]),
        references_url=reverse("reports:reference-list", args=[slug, language]),
        inspect_url=reverse("reports:piece-detail", args=[slug, language, any_target])[:-end],
        level_url=reverse("reports:translation-level", args=[slug, language]),
        pictures_url=reverse("reports:picture-list", args=[slug])
        if may_write_in(user, report, language)
        else "",
        draft_key=f"{user.pk}:{report.pk}:{language}",
        house_spaces=json.dumps([rule.for_scripts for rule in profile(language).typesetting]),
    )


def _mine(report: Report, edition: WorkshopEdition, user: User, language: str) -> list[MinePart]:
    """The parts that wait for somebody, by the names that they have in the paper."""
    targets = given_to(edition.waiting, user)
    if not targets:
        return []
    current = services.kept_paper(report)
    found = []
    for line in edition.outline:
        for target in line.targets:
            if target not in targets:
                continue
            try:
                name = part_name(current, target, language)
            except ParagraphGone:
                continue
            is_heading = target.startswith("section/")
            anchor = line.anchor if is_heading else Options().anchor(target)
            found.append(MinePart(target, name, anchor, edition.waiting.given[target]))
    return found


def _gate(report: Report, edition: WorkshopEdition, user: User, language: str) -> GateView:
    """What of the edition can be accepted at once; its numbers are told where they stand."""
    latest = stored_drafts(report).latest if edition.gate.lines else None
    stored = stored_edition(latest, language) if latest else None
    first = next(iter(edition.gate.lines), "")
    return gate_view(report, latest, stored, user, (), only=(), place=first)
