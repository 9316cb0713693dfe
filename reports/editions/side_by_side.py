"""Two editions of a paper beside one another, text by text, as they would print now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import Action
from core.jobs.kinds import JobError
from core.languages import profile
from core.languages.translated import text_of
from core.languages.word_changes import word_changes
from core.models import User
from core.pages.marked_words import marked_words
from reports.document.quantities import Fact
from reports.document.translations import numbers_apart
from reports.document.tree import Document
from reports.drafts import services
from reports.drafts.level import fingerprint
from reports.editions.standing import Standing, standing_of
from reports.editions.texts import COVER_FACTS, PaperText, TextKind, paper_texts
from reports.editions.word_budget import WordBudget, word_budget
from reports.editions.wording import fact_in_words
from reports.kept_data import kept_of_data
from reports.models import IMPLICATIONS, Report
from reports.writers.html.options import Options
from reports.writers.html.pieces import pieces


class Show(StrEnum):
    """Which texts the page shows."""

    ALL = "all"
    MISSING = "missing"
    BEHIND = "behind"
    DIFFERS = "differs"

    def takes(self, standing: Standing) -> bool:
        """Whether a text that stands so is shown."""
        match self:
            case Show.ALL:
                return True
            case Show.MISSING:
                return standing.missing
            case Show.BEHIND:
                return standing.behind
            case Show.DIFFERS:
                return standing.differs


@dataclass(frozen=True)
class Pair:
    """One text in both languages, as printed; `typed` is a translation that the paper leaves out.

    `changed` are the words of the original that changed since, `seen` and `section` what a person says
    "still right" of; `only_original` and `only_translation` figures that one of the two states alone.
    """

    id: str
    anchor: str
    label: str
    kind: str
    level: int
    number: int
    section: str
    key: str
    standing: Standing
    original: SafeString | str
    translation: SafeString | str
    typed: str
    changed: SafeString | str
    seen: str
    only_original: str
    only_translation: str
    edit_url: str

    @property
    def is_open(self) -> bool:
        """Whether somebody must do something about it."""
        return not self.standing.is_level


@dataclass(frozen=True)
class ShowTab:
    """A choice of what is shown, with how many texts it has."""

    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class SideBySide:
    """The page: two editions of a report. `problem` says why the paper cannot be composed now."""

    report: Report
    title: str
    language: str
    original_language: str
    original_name: str
    name: str
    pairs: Sequence[Pair]
    tabs: Sequence[ShowTab]
    level: int
    of: int
    progress: str
    others_open: int
    problem: str
    report_url: str
    level_url: str
    page_url: str
    reconcile_url: str
    xliff_url: str
    xliff_send_url: str
    words: WordBudget | None
    others: Sequence[tuple[str, str]] = field(default=())


def side_by_side(report: Report, user: User, language: str, show: Show) -> SideBySide:
    """The edition in `language` beside the original."""
    made = _kept_pairs(report, language)
    every = made if not isinstance(made, str) else ()
    numbered = [one for one in every if one.kind == TextKind.PARAGRAPH]
    level = sum(not one.is_open for one in numbered)
    page_url = reverse("reports:edition-side-by-side", args=[report.slug, language])
    words = ngettext(
        "%(level)d of %(count)d paragraph level",
        "%(level)d of %(count)d paragraphs level",
        len(numbered),
    )
    codes = list(report.editions.values_list("language", flat=True))
    return SideBySide(
        report=report,
        title=text_of(report, "title"),
        language=language,
        original_language=report.original_language,
        original_name=profile(report.original_language).name,
        name=profile(language).name,
        pairs=[one for one in every if show.takes(one.standing)],
        tabs=_tabs(every, page_url, show),
        level=level,
        of=len(numbered),
        progress=words % {"level": level, "count": len(numbered)},
        others_open=sum(one.is_open for one in every if one.kind != TextKind.PARAGRAPH),
        problem=made if isinstance(made, str) else "",
        report_url=f"{report.get_absolute_url()}?language={language}",
        level_url=reverse("reports:translation-level", args=[report.slug, language]),
        page_url=page_url,
        reconcile_url=reverse("reports:editions-reconcile", args=[report.slug]),
        xliff_url=reverse("reports:edition-xliff", args=[report.slug, language])
        if user.access.files().editions.covers(language)
        else "",
        words=word_budget(report, language),
        xliff_send_url=reverse("reports:edition-xliff-send", args=[report.slug, language]),
        others=[
            (profile(code).name, reverse("reports:edition-side-by-side", args=[report.slug, code]))
            for code in codes
            if code not in (language, report.original_language) and may_translate(user, code)
        ],
    )


def may_translate(user: User, language: str) -> bool:
    """Whether `user` writes the words of the edition in `language`."""
    access = user.access
    return access.may(Action.TRANSLATE) and access.translations.covers(language)


def _tabs(pairs: Sequence[Pair], page_url: str, chosen: Show) -> list[ShowTab]:
    labels = {
        Show.ALL: _("All"),
        Show.MISSING: _("Missing"),
        Show.BEHIND: _("Behind"),
        Show.DIFFERS: _("Different"),
    }
    return [
        ShowTab(
            label=label,
            url=page_url if show is Show.ALL else f"{page_url}?show={show}",
            count=sum(show.takes(one.standing) for one in pairs),
            current=show is chosen,
        )
        for show, label in labels.items()
    ]


def _kept_pairs(report: Report, language: str) -> Sequence[Pair] | str:
    """All pairs, made once for each state of the database; why not when it cannot be composed."""
    return kept_of_data(
        "reports.side_by_side", lambda: _pairs(report, language), report.pk, language
    )


def _pairs(report: Report, language: str) -> Sequence[Pair] | str:
    original = report.original_language
    try:
        texts = paper_texts(report, services.report_paper(report))
        ours = services.report_words(report, original).document
        theirs = services.report_words(report, language).document
    except JobError as error:
        return str(error)
    return [
        *_paired(
            report,
            texts,
            language,
            _printed(texts, ours, original),
            _printed(texts, theirs, language),
        )
    ]


def _printed(
    texts: Sequence[PaperText], document: Document, language: str
) -> Mapping[str, SafeString | str]:
    """By the id of a text: how it prints."""
    words = profile(language)
    lines = {
        f"cover/{name}": line.text
        for name, line in zip(IMPLICATIONS, document.cover.lines, strict=False)
    }
    plain = {
        one.id: words.typeset(one.texts.get(language, ""))
        for one in texts
        if one.kind is TextKind.COVER
    }
    return {**plain, **lines, **pieces(document, f"{language}-")}


def _paired(
    report: Report,
    texts: Sequence[PaperText],
    language: str,
    ours: Mapping[str, SafeString | str],
    theirs: Mapping[str, SafeString | str],
) -> list[Pair]:
    found = []
    for text in texts:
        standing = standing_of(text, report.original_language, language)
        now, own = (text.texts.get(code, "") for code in (report.original_language, language))
        left_out = language in numbers_apart(text.texts, report.original_language)
        found.append(
            Pair(
                id=text.id,
                anchor=Options(prefix="").anchor(text.id),
                label=text.label,
                kind=text.kind,
                level=text.level,
                number=text.number,
                section=text.section,
                key=text.key,
                standing=standing,
                original=ours.get(text.id, now) if now else "",
                translation="" if standing.missing or left_out else theirs.get(text.id, own),
                typed=own if left_out else "",
                changed=marked_words(word_changes(standing.then, now)) if standing.behind else "",
                seen=fingerprint(now) if standing.behind else "",
                only_original=_in_words(standing.only_original, report.original_language),
                only_translation=_in_words(standing.only_translation, language),
                edit_url=edit_url(report, text, language),
            )
        )
    return found


def _in_words(facts: Sequence[Fact], language: str) -> str:
    return ", ".join(fact_in_words(fact, language) for fact in facts)


# The place of a text in the workshop; subtitles are the framework's.
TARGETS = {TextKind.COVER: "cover", TextKind.HEADING: "section", TextKind.PARAGRAPH: "para"}


def edit_url(report: Report, text: PaperText, language: str) -> str:
    """Where somebody writes this text; empty where nobody does in the paper."""
    if text.kind not in TARGETS:
        return ""
    if text.kind is TextKind.COVER and text.key in COVER_FACTS:
        return reverse("reports:report-edit", args=[report.slug])
    target = f"{TARGETS[text.kind]}/{text.key}"
    return reverse("reports:text-form", args=[report.slug, language, target])
