"""What the page of a report shows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.access import Action, Editions
from core.figures.registry import FigureData, Point, figures
from core.jobs.kinds import JobError
from core.jobs.page import JobView
from core.languages import profile
from core.languages.translated import text_of
from core.languages.word_changes import word_changes
from core.models import Job, User
from core.models.job import JobState
from core.numbers.registry import numbers
from core.pages.marked_words import marked_words
from reports.composing.compose import BehindText, EditionWords
from reports.document import compare, tree
from reports.document.notes import DraftNote, SilentSection, notes_from_json
from reports.document.word_counts import total
from reports.drafts import services
from reports.drafts.difference import Difference
from reports.drafts.gate_page import PLACE, GateView, by_hand_in, gate_view
from reports.drafts.job_view import job_view
from reports.drafts.jobs import KIND
from reports.drafts.level import fingerprint
from reports.drafts.notes_page import NoteLine, note_lines
from reports.drafts.stored import StoredDrafts, StoredEdition, stored_drafts, stored_edition
from reports.kept_data import kept_of_data
from reports.models import Draft, Report
from reports.pictures.page import picture_address
from reports.word_templates.page import TemplateInUseView, template_in_use_view
from reports.writers import WRITERS, html

MOST_ROWS = 250  # of an annex on the page; a longer one is for the files


@dataclass(frozen=True)
class DraftHead:
    """The line under the title: which draft this is, and of what day its data are."""

    number: int
    made_at: datetime
    cut_off: date


@dataclass(frozen=True)
class EditionTab:
    """An edition to choose; `missing` texts are not translated in the draft."""

    code: str
    label: str
    url: str
    current: bool
    missing: int


@dataclass(frozen=True)
class OutlineEntry:
    """A heading of the paper; `count` numbers under it have moved. A silent one has no `id`."""

    id: str
    label: str
    level: int
    count: int = 0
    silent: bool = False


@dataclass(frozen=True)
class Rewording:
    """A paragraph that was different: the whole of it, with the words taken out and added marked."""

    label: str
    url: str
    words: SafeString


@dataclass(frozen=True)
class Behind(Rewording):
    """A translation whose original has changed: how the original has, and how it is named when a person
    says that the translation is still right."""

    section: str
    key: str
    original: str


@dataclass(frozen=True)
class DownloadLink:
    """A file of the draft."""

    label: str
    url: str
    size: int


@dataclass(frozen=True)
class EditionView:
    """An edition of the latest draft, beside today's data and the draft before.

    `moved` and `reworded` are what the data, and texts that people wrote since, say otherwise now;
    `behind` are translations whose original has changed since they were made;
    `changes` and `rewritten` what differs from draft `previous`. It is shared between requests while
    nothing changes, and the same for everybody who may see it.
    """

    language: str
    paper: str
    words: str
    outline: Sequence[OutlineEntry]
    moved: Sequence[Difference]
    reworded: Sequence[Rewording]
    behind: Sequence[Behind]
    changes: Sequence[Difference]
    rewritten: Sequence[Rewording]
    previous: int | None
    notes: Sequence[NoteLine]


@dataclass(frozen=True)
class FindingsLink:
    """Where the findings of the checker are, and how many are open."""

    url: str
    count_url: str


@dataclass(frozen=True)
class ReportPage:
    """The page of a report; without a draft in the language there is no `draft` and no `edition`."""

    slug: str
    title: str
    symbol: str
    draft: DraftHead | None
    edition: EditionView | None
    downloads: list[DownloadLink]
    languages: list[EditionTab]
    regenerate_url: str
    level_url: str
    editions_url: str
    is_original: bool
    facts_url: str
    workshop_url: str
    findings: FindingsLink | None
    can_export: bool
    job: JobView | None
    in_use: TemplateInUseView
    gate: GateView
    region: str = "report"  # what a finished job brings anew


def report_page(report: Report, user: User, language: str) -> ReportPage:
    """The page of one edition, the first when `language` is unknown."""
    stored = stored_drafts(report)
    if language not in stored.languages:
        wanted = (user.language, *stored.languages)
        language = next((code for code in wanted if code in stored.languages), "")
    latest = stored.latest
    edition = _kept_edition(report, language, stored.drafts) if latest and language else None
    job = Job.objects.filter(kind=KIND, key=report.slug).order_by("-id").first()
    return ReportPage(
        slug=report.slug,
        title=text_of(report, "title"),
        symbol=report.symbol,
        draft=_head(latest) if latest and (edition or not language) else None,
        edition=edition,
        downloads=_downloads(report, stored, language, user.access.files().editions)
        if edition
        else [],
        languages=_tabs(report, stored, language),
        regenerate_url=reverse("reports:report-regenerate", args=[report.slug])
        if user.access.may(Action.REGENERATE_REPORT)
        else "",
        level_url=reverse("reports:translation-level", args=[report.slug, language])
        if language and user.access.may(Action.REGENERATE_REPORT)
        else "",
        editions_url=_editions_url(report, user, language),
        is_original=language == report.original_language,
        facts_url=reverse("reports:report-facts", args=[report.slug]),
        workshop_url=f"{reverse('reports:workshop', args=[report.slug])}?language={language}",
        findings=FindingsLink(
            reverse("reports:report-findings", args=[report.slug]),
            reverse("reports:report-findings-count", args=[report.slug]),
        )
        if user.access.may(Action.TRANSLATE)
        else None,
        can_export=user.access.files().may(Action.VIEW_REPORT),
        # A job that runs, waits or has failed; a finished one shows by its draft.
        job=job_view(report, job, user) if job and job.state != JobState.DONE else None,
        in_use=template_in_use_view(report, latest, user),
        gate=gate_view(
            report,
            latest,
            stored_edition(latest, language) if latest and edition else None,
            user,
            edition.moved if edition else (),
        ),
    )


def _editions_url(report: Report, user: User, language: str) -> str:
    """The edition beside its original, for whoever writes it; from the original all of them at once."""
    if not user.access.may(Action.TRANSLATE) or not language:
        return ""
    if language == report.original_language:
        return reverse("reports:editions-reconcile", args=[report.slug])
    if not user.access.translations.covers(language):
        return ""
    return reverse("reports:edition-side-by-side", args=[report.slug, language])


def _head(draft: Draft) -> DraftHead:
    return DraftHead(draft.number, draft.made_at, draft.at)


def _tabs(report: Report, stored: StoredDrafts, current: str) -> list[EditionTab]:
    url = reverse("reports:report-detail", args=[report.slug])
    return [
        EditionTab(
            code=code,
            label=profile(code).name,
            url=f"{url}?language={code}",
            current=code == current,
            missing=stored.missing.get(code, 0),
        )
        for code in stored.languages
    ]


def _kept_edition(report: Report, language: str, drafts: Sequence[Draft]) -> EditionView | None:
    """The edition, compared with today's data once for each state of the database."""
    return kept_of_data(
        "reports.edition",
        lambda: _edition(report, language, drafts),
        *(report.pk, language, *(draft.pk for draft in drafts)),
    )


def _edition(report: Report, language: str, drafts: Sequence[Draft]) -> EditionView | None:
    latest = stored_edition(drafts[0], language)
    if latest is None:
        return None
    live = _live_words(report, language)
    stale: Mapping[str, str] = {}
    figures_moved: Sequence[compare.MovedFigure] = ()
    moved: Sequence[Difference] = ()
    reworded: Sequence[Rewording] = ()
    behind: Sequence[Behind] = ()
    if isinstance(live, EditionWords):
        stale = compare.stale_texts(latest.document, live.document)
        figures_moved = compare.moved_figures(latest.document, live.document)
        moved = _moved(report, language, latest, live, figures_moved)
        reworded = _reworded(latest.document, live.document, shown=latest.document)
        behind = _behind(live.behind, latest.document)
    notes = notes_from_json(drafts[0].notes)
    problems = [NoteLine(live)] if isinstance(live, str) else []
    previous = stored_edition(drafts[1], language) if len(drafts) > 1 else None
    return EditionView(
        language=language,
        paper=_kept_paper(report, language, drafts[0], latest.document, stale, figures_moved),
        words=_words(report, _kept_total(drafts[0], latest.document)),
        outline=_outline(latest.document, notes, stale, {each.target for each in figures_moved}),
        moved=moved,
        reworded=reworded,
        behind=behind,
        changes=_moved(
            report,
            language,
            previous,
            latest,
            compare.moved_figures(previous.document, latest.document),
        )
        if previous
        else [],
        rewritten=_reworded(previous.document, latest.document, shown=latest.document)
        if previous
        else [],
        previous=drafts[1].number if previous else None,
        notes=[*problems, *note_lines(notes, latest.document)],
    )


def _kept_total(draft: Draft, document: tree.Document) -> int:
    """The words of a stored edition, which are counted once."""
    return kept_of_data("reports.words", lambda: total(document), draft.pk, document.language)


def _words(report: Report, words: int) -> str:
    """How long the edition is: "8,214 of 8,500 words"."""
    count = number_format(words, force_grouping=True)
    if not report.word_budget:
        return _("%(count)s words") % {"count": count}
    budget = number_format(report.word_budget, force_grouping=True)
    return _("%(count)s of %(budget)s words") % {"count": count, "budget": budget}


def _live_words(report: Report, language: str) -> EditionWords | str:
    """What the paper says from the data as they are now; the reason when it cannot be composed."""
    try:
        return services.report_words(report, language)
    except JobError as error:
        return str(error)


def number_url(report: Report, language: str, uid: str, place: str = "") -> str:
    """The page of one live number; with the `place` in the workshop to which it leads back."""
    address = reverse("reports:number-detail", args=[report.slug, language, uid])
    return f"{address}?{urlencode({PLACE: place})}" if place else address


def _kept_paper(
    report: Report,
    language: str,
    draft: Draft,
    document: tree.Document,
    stale: Mapping[str, str],
    figures_moved: Sequence[compare.MovedFigure],
) -> str:
    """The paper as it is shown, drawn anew only when other numbers in it have moved."""
    by_hand = by_hand_in(report, draft)
    return kept_of_data(
        "reports.drawn",
        lambda: _paper(report, language, document, stale, figures_moved, by_hand),
        *(draft.pk, language, frozenset(stale.items()), tuple(figures_moved), by_hand),
    )


def figure_rows(figure: FigureData, point: Point) -> str:
    """The list of the rows behind a point of a figure; empty for none."""
    page = figures[figure.key].page if figure.key in figures else figure.page
    return f"{reverse(page or 'portfolio:project-list')}?{point.rows}" if point.rows else ""


def _paper(
    report: Report,
    language: str,
    document: tree.Document,
    stale: Mapping[str, str],
    figures_moved: Sequence[compare.MovedFigure],
    by_hand: frozenset[str],
) -> str:
    return html.fragment(
        document,
        number_link=lambda number: number_url(report, language, number.uid),
        stale=stale,
        by_hand=by_hand,
        moved_figures={each.target: each.points for each in figures_moved},
        figure_address=figure_rows,
        picture_address=lambda one: picture_address(report, one.sha256),
        most_rows=MOST_ROWS,
    )


def _outline(
    document: tree.Document,
    notes: Sequence[DraftNote],
    stale: Mapping[str, str],
    figures_moved: Collection[str],
) -> list[OutlineEntry]:
    """Headings with how many numbers and figures under them have moved, and the silent ones."""
    headings: list[tree.Heading | tree.Appendix] = []
    counts: list[int] = []
    for block in document.blocks:
        if isinstance(block, tree.Heading | tree.Appendix):
            headings.append(block)
            counts.append(0)
        elif headings and isinstance(block, tree.Paragraph):
            key = block.id.removeprefix("para/")
            counts[-1] += sum(uid.rpartition("#")[0] == key for uid in stale)
        elif headings and isinstance(block, tree.Figure):
            counts[-1] += block.id in figures_moved
    return [
        *(_entry(block, count) for block, count in zip(headings, counts, strict=True)),
        *(
            OutlineEntry(id="", label=note.heading, level=2, silent=True)
            for note in notes
            if isinstance(note, SilentSection)
        ),
    ]


def _entry(block: tree.Heading | tree.Appendix, count: int) -> OutlineEntry:
    label = tree.plain(block.children)
    if isinstance(block, tree.Appendix):
        return OutlineEntry(html.anchor(block.id), f"{block.label}. {label}", 1, count)
    return OutlineEntry(html.anchor(block.id), label, block.level, count)


def _moved(
    report: Report,
    language: str,
    before: StoredEdition,
    now: StoredEdition | EditionWords,
    figures_moved: Sequence[compare.MovedFigure],
) -> list[Difference]:
    """Numbers, and bars of figures, that differ."""
    numbers_moved = compare.moved_numbers(
        before.document, before.numbers, now.document, now.numbers
    )
    return [
        *(
            Difference(
                _label(each),
                each.old,
                each.new,
                number_url(report, language, each.uid),
                each.uses,
                signature=each.signature,
            )
            for each in numbers_moved
        ),
        *(
            Difference(
                f"{figure.label}: {label}",
                "–" if old is None else str(old),
                "–" if new is None else str(new),
                f"#{html.anchor(figure.target)}",
                panel=False,
            )
            for figure in figures_moved
            for label, old, new in figure.points
        ),
    ]


def _reworded(
    before: tree.Document, now: tree.Document, *, shown: tree.Document
) -> list[Rewording]:
    """Paragraphs whose words differ, whole; those of the paper that is shown have an address in it."""
    there = {each.id for each in shown.blocks if isinstance(each, tree.Paragraph)}
    return [
        Rewording(
            label=_("Paragraph %(number)s") % {"number": text.number},
            url=f"#{html.anchor(text.target)}" if text.target in there else "",
            words=marked_words(word_changes(text.old, text.new)),
        )
        for text in compare.changed_texts(before, now)
    ]


def _behind(texts: Sequence[BehindText], shown: tree.Document) -> list[Behind]:
    """Translations that are behind, each with what has changed in its original."""
    numbers_ = {
        each.id.removeprefix("para/"): each.number
        for each in shown.blocks
        if isinstance(each, tree.Paragraph)
    }
    return [
        Behind(
            label=_("Paragraph %(number)s") % {"number": numbers_.get(each.key, "–")},
            url=f"#{html.anchor(f'para/{each.key}')}" if each.key in numbers_ else "",
            words=marked_words(word_changes(each.then, each.now)),
            section=each.section,
            key=each.key,
            original=fingerprint(each.now),
        )
        for each in texts
    ]


def _label(moved: compare.MovedNumber) -> str:
    return str(numbers[moved.key].label) if moved.key in numbers else moved.signature


def _downloads(
    report: Report, stored: StoredDrafts, language: str, editions: Editions
) -> list[DownloadLink]:
    """Word of this edition first, then the other editions and formats, as far as allowed."""
    assert stored.latest is not None
    number, order = stored.latest.number, list(WRITERS)
    return [
        DownloadLink(
            label=f"{WRITERS[file.format].label}, {profile(file.language).name}",
            url=reverse(
                "reports:export-download", args=[report.slug, number, file.language, file.format]
            ),
            size=file.size,
        )
        for file in sorted(
            stored.files, key=lambda one: (order.index(one.format), one.language != language)
        )
        if editions.covers(file.language)
    ]
