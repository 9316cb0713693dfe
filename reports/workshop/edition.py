"""One edition in the workshop: the paper as it reads now, its outline, and what is to be known of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.jobs.kinds import JobError
from core.languages.translated import text_in, text_of, texts_of
from reports.composing.compose import Preview
from reports.composing.drawing import Drawn, draw
from reports.composing.merge import Paper, PaperParagraph, PaperSection
from reports.composing.numbering import Numbering, number
from reports.document import tree
from reports.drafts import services
from reports.drafts.report_page import MOST_ROWS, figure_rows, number_url
from reports.kept_data import kept_of_data
from reports.models import IMPLICATIONS, Origin, Profile, Report
from reports.pictures.page import picture_address
from reports.workshop.addresses import piece_addresses
from reports.workshop.gate_marks import GateMarks, gate_marks, numbers_by_piece
from reports.workshop.pieces import PieceFacts, PieceMark, paper_html, plain_paper
from reports.workshop.waiting_on import WaitingOn, waiting_on
from reports.writers import html
from reports.writers.html.options import Options


@dataclass(frozen=True)
class OutlineLine:
    """A heading, by the anchor of its piece. `marks` counts the paragraphs under it that ask for
    somebody, `moved` the numbers and figures that wait, `questions` those that are open; `waits_for` says
    for whom; `targets` are its pieces. One in which nothing stands has a key alone, to put a text there.
    """

    key: str
    label: str
    level: int
    anchor: str = ""
    marks: int = 0
    moved: int = 0
    questions: int = 0
    waits_for: str = ""
    targets: Sequence[str] = ()


@dataclass(frozen=True)
class WaitingText:
    """A paragraph that stands nowhere: taken out, or a remark that was not taken in.

    `stands_in` is the number of the paragraph that has its words all the same: it was joined with that.
    """

    key: str
    section: str
    words: str
    project: str = ""
    stands_in: int | None = None


@dataclass(frozen=True)
class WorkshopEdition:
    """What of an edition is the same for everybody; `problem` says what keeps it from being composed."""

    paper: str
    outline: Sequence[OutlineLine]
    removed: Sequence[WaitingText]
    loose: Sequence[WaitingText]
    waiting: WaitingOn
    gate: GateMarks = field(default_factory=GateMarks)
    problem: str = ""


def workshop_edition(report: Report, language: str) -> WorkshopEdition:
    """The edition as it reads now, worked out once for each state of the data."""
    return kept_of_data("reports.workshop", lambda: _edition(report, language), report.pk, language)


def drawn_now(report: Report, language: str, numbering: Numbering) -> Drawn:
    """Figures and tables, drawn anew only when what they show has changed, not with every word."""
    keys = (*numbering.figures, "", *numbering.tables)
    return kept_of_data(
        "reports.workshop.drawn",
        lambda: draw(report, numbering, language),
        *(report.pk, language, keys),
    )


def _edition(report: Report, language: str) -> WorkshopEdition:
    on = waiting_on(report)
    try:
        preview = kept_preview(report, language)
    except JobError as error:
        return _plain(report, language, on, str(error))
    current, gate = preview.paper, gate_marks(report, language, preview)
    marks = _marks(report, language, preview, on, gate)
    return WorkshopEdition(
        paper=paper_html(
            preview.document,
            _options(report, language, preview, gate),
            _facts(report, language, marks),
        ),
        outline=_outline(preview, marks, on, gate),
        removed=_removed(report, current, language),
        loose=_loose(report, current, language),
        waiting=on,
        gate=gate,
    )


def kept_preview(report: Report, language: str) -> Preview:
    """The edition composed; kept apart from its marks, so that a question does not compose it anew."""
    return kept_of_data(
        "reports.preview",
        lambda: services.report_preview(report, language, partial(drawn_now, report, language)),
        *(report.pk, language),
    )


def _options(report: Report, language: str, preview: Preview, gate: GateMarks) -> Options:
    """Numbers lead to their panels, those that wait beside what was let in."""
    places = {number.uid: target for target, number in numbers_by_piece(preview.document)}
    return Options(
        number_link=lambda one: number_url(report, language, one.uid, places.get(one.uid, "")),
        accepted=gate.accepted,
        by_hand=preview.by_hand,
        moved_figures=gate.figures,
        moved_tables=gate.tables,
        figure_address=figure_rows,
        picture_address=lambda one: picture_address(report, one.sha256),
        most_rows=MOST_ROWS,
    )


def _facts(report: Report, language: str, marks: Mapping[str, tuple[PieceMark, ...]]) -> PieceFacts:
    edit_url = piece_addresses("reports:text-form", report.slug, language)
    about_url = piece_addresses("reports:piece-detail", report.slug, language)
    return PieceFacts(marks, edit_url, about_url, cover_parts(report))


def cover_parts(report: Report) -> tuple[tuple[str, str], ...]:
    """The texts of the first page that are written here: field and label."""
    lines = IMPLICATIONS if report.profile == Profile.DECISION else ()
    names = ("title", "summary", *lines)
    return tuple((name, str(Report._meta.get_field(name).verbose_name)) for name in names)  # type: ignore[union-attr]


# --- Marks ----------------------------------------------------------------------------------------


def _marks(
    report: Report, language: str, preview: Preview, on: WaitingOn, gate: GateMarks
) -> dict[str, tuple[PieceMark, ...]]:
    changed = {key for key, code in preview.paper.edited if code == language}
    orphaned = set(preview.paper.orphaned)
    found = {}
    for section in preview.paper.sections:
        for one in section.paragraphs:
            marks = [
                *_origin_marks(one, language),
                *_state_marks(one, language, report.original_language),
            ]
            if one.key in changed:
                marks.append(PieceMark("asks", _("its source has changed")))
            if one.key in orphaned:
                marks.append(PieceMark("asks", _("its source is gone")))
            target = f"para/{one.key}"
            found[target] = (*marks, *_gate_marks(gate, target), *on.marks(target))
        target = f"section/{section.key}"
        own = _words_marks(report, language, section.headings, section.behind)
        found[target] = (*own, *_gate_marks(gate, target), *on.marks(target))
    for name, _label in cover_parts(report):
        behind = preview.paper.behind.get(name, {})
        found[f"cover/{name}"] = _words_marks(report, language, texts_of(report, name), behind)
    return found


def _words_marks(
    report: Report, language: str, texts: Mapping[str, str], behind: Mapping[str, str]
) -> tuple[PieceMark, ...]:
    """What is to be known of a heading or a text of the first page in a translation."""
    if language == report.original_language or not any(texts.values()):
        return ()
    if not texts.get(language):
        return (PieceMark("asks", _("not translated")),)
    return (PieceMark("asks", _("original changed since")),) if language in behind else ()


def _gate_marks(gate: GateMarks, target: str) -> list[PieceMark]:
    count = gate.count(target)
    if not count:
        return []
    words = ngettext("%(count)s number has moved", "%(count)s numbers have moved", count)
    return [PieceMark("asks moved", words % {"count": count})]


def _origin_marks(one: PaperParagraph, language: str) -> list[PieceMark]:
    marks = []
    if one.origin == Origin.ADOPTED:
        code = one.key.split("/")[1] if one.key.startswith("project/") else ""
        marks.append(PieceMark("origin", _("remark of %(project)s") % {"project": code}))
    elif one.origin == Origin.WRITTEN:
        marks.append(PieceMark("origin", _("written here")))
    if language in one.edited:
        marks.append(PieceMark("origin", _("edited")))
    return marks


def _state_marks(one: PaperParagraph, language: str, original: str) -> list[PieceMark]:
    marks = []
    if language != original:
        if language in one.apart:
            marks.append(PieceMark("asks", _("its numbers are not the original’s")))
        elif not one.texts.get(language):
            marks.append(PieceMark("asks", _("not translated")))
        if language in one.behind:
            marks.append(PieceMark("asks", _("original changed since")))
    return marks


# --- Outline and what waits -----------------------------------------------------------------------


def _outline(
    preview: Preview,
    marks: Mapping[str, tuple[PieceMark, ...]],
    on: WaitingOn,
    gate: GateMarks,
) -> list[OutlineLine]:
    labels = _labels(preview.document)
    lines = [
        _line(section, labels.get(section.key, section.key), marks, on, gate)
        for section in preview.paper.sections
    ]
    silent = [
        OutlineLine(one.key, next(iter(one.headings.values()), one.key), one.level)
        for one in preview.paper.silent
    ]
    return [*lines, *silent]


def _line(
    section: PaperSection,
    label: str,
    marks: Mapping[str, tuple[PieceMark, ...]],
    on: WaitingOn,
    gate: GateMarks,
) -> OutlineLine:
    targets = [f"section/{section.key}", *(f"para/{one.key}" for one in section.paragraphs)]
    # What has a count of its own is not counted among the paragraphs that ask for somebody.
    asking = [
        target for target in targets if any(mark.kind == "asks" for mark in marks.get(target, ()))
    ]
    return OutlineLine(
        section.key,
        label,
        section.level,
        html.anchor(("app/" if section.begins_appendix else "section/") + section.key),
        marks=len(asking),
        moved=sum(gate.count(target) for target in targets),
        questions=sum(on.questions.get(target, 0) for target in targets),
        waits_for=", ".join(
            dict.fromkeys(on.given[target].who for target in targets if target in on.given)
        ),
        targets=targets,
    )


def _labels(document: tree.Document) -> dict[str, str]:
    """The headings as they are printed, by the key of their section."""
    found = {}
    for block in document.blocks:
        if isinstance(block, tree.Heading | tree.Appendix):
            label = block.label + ". " if isinstance(block, tree.Appendix) else ""
            found[block.id.partition("/")[2]] = label + tree.plain(block.children)
    return found


def _removed(report: Report, current: Paper, language: str) -> list[WaitingText]:
    if not current.removed:
        return []
    original, numbers = report.original_language, number(current).paragraphs
    standing = [
        (one.every.get(original, ""), numbers[one.key])
        for section in current.sections
        for one in section.paragraphs
        if one.key in numbers
    ]

    def stands_in(words: str) -> int | None:
        return next((place for text, place in standing if words and words in text), None)

    return [
        WaitingText(
            one.key,
            section,
            _words(report, one.every, language),
            stands_in=stands_in(one.every.get(original, "")),
        )
        for section, one in current.removed
    ]


def _loose(report: Report, current: Paper, language: str) -> list[WaitingText]:
    standing = {one.key for section in current.sections for one in section.paragraphs}
    standing |= {one.key for _section, one in current.removed}
    return [
        WaitingText(one.key, "", _words(report, one.texts, language), one.key.split("/")[1])
        for one in current.plan.loose
        if one.key not in standing
    ]


def _words(report: Report, texts: Mapping[str, str], language: str) -> str:
    text = texts.get(language) or texts.get(report.original_language) or ""
    return text or next(iter(texts.values()), "")


def _plain(report: Report, language: str, on: WaitingOn, problem: str) -> WorkshopEdition:
    """The texts as they are stored, where one of them keeps the paper from being composed."""
    current = services.report_paper(report)
    numbers = number(current).paragraphs
    texts = {
        f"cover/{name}": (f"{label}: ", text_in(report, name, language) or text_of(report, name))
        for name, label in cover_parts(report)
    }
    for section in current.sections:
        texts[f"section/{section.key}"] = ("", _words(report, section.headings, language))
        for one in section.paragraphs:
            words = _words(report, one.every, language)
            texts[f"para/{one.key}"] = (f"{numbers[one.key]}. ", words)
    outline = [
        OutlineLine(one.key, _words(report, one.headings, language), one.level)
        for one in current.sections
    ]
    return WorkshopEdition(
        paper=plain_paper(texts, _facts(report, language, {})),
        outline=outline,
        removed=_removed(report, current, language),
        loose=_loose(report, current, language),
        waiting=on,
        problem=problem,
    )
