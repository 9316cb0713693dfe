"""What the page of a report shows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import Action, Grant
from core.figures.registry import FigureData, Point, figures
from core.jobs.kinds import JobError
from core.jobs.page import JobView
from core.languages import profile
from core.languages.translated import text_of
from core.models import Job, User
from core.models.job import JobState
from core.numbers.registry import numbers
from reports.composing.compose import EditionWords
from reports.document import compare, tree
from reports.drafts import services
from reports.drafts.jobs import KIND
from reports.drafts.notes_page import notes_context
from reports.models import Draft, DraftEdition, Export, Report
from reports.word_templates.page import template_in_use_context
from reports.writers import WRITERS, html

MOST_ROWS = 250  # of an annex on the page; a longer one is for the files


def report_context(report: Report, user: User, language: str) -> dict[str, Any]:
    """The context of `reports/drafts/report_detail.html` for one edition (the first when unknown)."""
    languages = list(report.editions.values_list("language", flat=True))
    if language not in languages:
        language = next((c for c in (user.language, *languages) if c in languages), "")
    drafts = list(report.drafts.all()[:2])
    job = Job.objects.filter(kind=KIND, key=report.slug).order_by("-id").first()
    context: dict[str, Any] = {
        "report": {"title": text_of(report, "title"), "symbol": report.symbol},
        "draft": _draft_head(drafts[0]) if drafts else None,
        "languages": _tabs(report, languages, language, drafts),
        "regenerate_url": reverse("reports:report-regenerate", args=[report.slug])
        if user.access.to(Action.REGENERATE_REPORT).everywhere
        else "",
        "facts_url": reverse("reports:report-facts", args=[report.slug]),
        "can_export": bool(user.access.to(Action.EXPORT)),
        "job": job_view(report, job, user) if job and _is_news(job) else None,
        "region": "report",
        "worn": template_in_use_context(report, drafts[0] if drafts else None, user),
    }
    if drafts and language:
        context |= _draft_context(report, user, language, drafts)
    return context


def _is_news(job: Job) -> bool:
    """A job that runs, waits or has failed; a finished one shows by its draft."""
    return job.state != JobState.DONE


def _draft_head(draft: Draft) -> dict[str, Any]:
    return {
        "number": draft.number,
        "made_at": draft.made_at,
        "made_by": draft.made_by,
        "cut_off": draft.at,
    }


def _tabs(
    report: Report, languages: Sequence[str], current: str, drafts: Sequence[Draft]
) -> list[dict[str, Any]]:
    missing = dict(drafts[0].editions.values_list("language", "missing")) if drafts else {}
    url = reverse("reports:report-detail", args=[report.slug])
    return [
        {
            "code": code,
            "label": profile(code).name,
            "url": f"{url}?language={code}",
            "current": code == current,
            "missing": missing.get(code, 0),
        }
        for code in languages
    ]


def _draft_context(
    report: Report, user: User, language: str, drafts: Sequence[Draft]
) -> dict[str, Any]:
    editions = {
        (edition.draft_id, edition.language): edition
        for edition in DraftEdition.objects.filter(draft__in=drafts, language=language)
    }
    latest = editions.get((drafts[0].pk, language))
    if latest is None:
        return {"draft": None}
    document = tree.from_json(latest.tree)
    live = live_words(report, language)
    stale: Mapping[str, str] = {}
    moved: Sequence[compare.MovedNumber] = ()
    if isinstance(live, EditionWords):
        stale = compare.stale_texts(document, live.document)
        moved = compare.moved_numbers(document, drafts[0].numbers, live.document, live.numbers)
    previous = editions.get((drafts[1].pk, language)) if len(drafts) > 1 else None
    notes = notes_context(drafts[0], document)
    if isinstance(live, str):
        notes.insert(0, {"text": live, "url": "", "level": "bad"})
    return {
        "paper": _paper(report, language, document, stale),
        "outline": _outline(document, drafts[0], stale),
        "moved": [_moved_line(report, language, each) for each in moved],
        "changes": _changes(report, drafts, previous, document) if previous else [],
        "previous": drafts[1].number if previous else None,
        "notes": notes,
        "downloads": _downloads(report, drafts[0], language, user.access.to(Action.EXPORT)),
    }


def live_words(report: Report, language: str) -> EditionWords | str:
    """What the paper says from the data as they are now; the reason when it cannot be composed."""
    try:
        return services.report_words(report, language)
    except JobError as error:
        return str(error)


def number_url(report: Report, language: str, uid: str) -> str:
    """The page of one live number."""
    return reverse("reports:number-detail", args=[report.slug, language, uid])


def _paper(report: Report, language: str, document: tree.Document, stale: Mapping[str, str]) -> str:
    def rows(figure: FigureData, point: Point) -> str:
        page = figures[figure.key].page if figure.key in figures else ""
        return f"{reverse(page or 'portfolio:project-list')}?{point.rows}" if point.rows else ""

    return html.fragment(
        document,
        number_link=lambda number: number_url(report, language, number.uid),
        stale=stale,
        figure_address=rows,
        most_rows=MOST_ROWS,
    )


def _outline(
    document: tree.Document, draft: Draft, stale: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Headings with how many numbers under them have moved, and the silent ones."""
    entries: list[dict[str, Any]] = []
    for block in document.blocks:
        if isinstance(block, tree.Heading | tree.Appendix):
            entries.append({"id": html.anchor(block.id), "count": 0} | _titled(block))
        elif entries and isinstance(block, tree.Paragraph):
            key = block.id.removeprefix("para/")
            entries[-1]["count"] += sum(uid.rpartition("#")[0] == key for uid in stale)
    for entry in entries:
        entry["mark"] = f"▲ {entry['count']}" if entry["count"] else ""
    entries += [
        {"id": "", "label": note["text"], "level": 2, "mark": "", "silent": True}
        for note in draft.notes
        if note["kind"] == "silent"
    ]
    return entries


def _titled(block: tree.Heading | tree.Appendix) -> dict[str, Any]:
    label = tree.plain(block.children)
    if isinstance(block, tree.Appendix):
        return {"label": f"{block.label}. {label}", "level": 1}
    return {"label": label, "level": block.level}


def _moved_line(report: Report, language: str, moved: compare.MovedNumber) -> dict[str, Any]:
    return {
        "label": str(numbers[moved.key].label) if moved.key in numbers else moved.signature,
        "old": moved.old,
        "new": moved.new,
        "uses": moved.uses,
        "url": number_url(report, language, moved.uid),
    }


def _changes(
    report: Report, drafts: Sequence[Draft], previous: DraftEdition, document: tree.Document
) -> list[dict[str, Any]]:
    """Numbers and paragraphs that differ from the draft before."""
    before = tree.from_json(previous.tree)
    changes = [
        {
            "label": str(numbers[each.key].label) if each.key in numbers else each.signature,
            "old": each.old,
            "new": each.new,
            "url": number_url(report, previous.language, each.uid),
        }
        for each in compare.moved_numbers(before, drafts[1].numbers, document, drafts[0].numbers)
    ]
    for text in compare.changed_texts(before, document):
        changes.append(
            {
                "label": _("Paragraph %(number)s") % {"number": text.number},
                "old": _short(text.old),
                "new": _short(text.new),
                "url": f"#{html.anchor(text.target)}" if text.new else "",
            }
        )
    return changes


def _short(text: str, length: int = 140) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _downloads(report: Report, draft: Draft, language: str, grant: Grant) -> list[dict[str, Any]]:
    """Word of this edition first, then the other editions and formats, as far as allowed."""
    rows = Export.objects.filter(edition__draft=draft).select_related("edition")
    rows = rows.defer("edition__tree")  # the whole paper
    order = list(WRITERS)
    sorted_rows = sorted(
        rows, key=lambda e: (order.index(e.format), e.edition.language != language, e.pk)
    )
    return [
        {
            "language": row.edition.language,
            "format": row.format,
            "label": f"{WRITERS[row.format].label}, {profile(row.edition.language).name}",
            "url": reverse(
                "reports:export-download",
                args=[report.slug, draft.number, row.edition.language, row.format],
            ),
            "size": row.size,
        }
        for row in sorted_rows
        if grant.covers(row.edition.language)
    ]


def job_view(report: Report, job: Job, user: User) -> JobView:
    """How far a new draft is; to try again is offered to whoever may."""
    may = user.access.to(Action.REGENERATE_REPORT).everywhere
    return JobView.of(
        job,
        url=reverse("reports:report-job", args=[report.slug, job.pk]),
        retry_url=reverse("reports:report-regenerate", args=[report.slug]) if may else "",
        finished_url=reverse("reports:report-detail", args=[report.slug]),
        finished_message=_("Draft %(number)s is ready.") % {"number": job.result.get("draft")}
        if job.state == JobState.DONE
        else "",
    )
