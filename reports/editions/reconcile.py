"""All editions of a paper at once: what each text states in numbers, days, notes, links and points."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from core.jobs.kinds import JobError
from core.languages import profile
from core.languages.translated import text_of
from core.models import User
from reports.document.quantities import Fact, Facts, lacking, read_facts
from reports.drafts import services
from reports.editions.side_by_side import edit_url, may_translate
from reports.editions.texts import PaperText, paper_texts
from reports.editions.wording import fact_in_words
from reports.kept_data import kept_of_data
from reports.models import Report
from reports.writers.html.options import Options


@dataclass(frozen=True)
class StatedFact:
    """A fact as the edition's readers read it; it `differs` where another edition does not state it."""

    kind: str
    words: str
    count: int
    differs: bool


@dataclass(frozen=True)
class FactCell:
    """What one edition states in a text; `lacks` are facts of the original that it does not state."""

    language: str
    missing: bool
    facts: Sequence[StatedFact]
    lacks: Sequence[StatedFact]
    edit_url: str

    @property
    def differs(self) -> bool:
        """Whether anything in it is to be looked at."""
        return bool(self.lacks) or any(fact.differs for fact in self.facts)


@dataclass(frozen=True)
class FactRow:
    """A text of the paper, with a cell for each edition, that of the original first."""

    id: str
    anchor: str
    label: str
    cells: Sequence[FactCell]

    @property
    def differs(self) -> bool:
        """Whether the editions state different things."""
        return any(cell.differs for cell in self.cells)


@dataclass(frozen=True)
class Reconciled:
    """The page; `problem` says why the paper cannot be read now."""

    report: Report
    title: str
    languages: Sequence[tuple[str, str]]
    rows: Sequence[FactRow]
    only_differing: bool
    count: int
    differing: int
    problem: str
    page_url: str
    side_by_side: Sequence[tuple[str, str]]


def reconciled(report: Report, user: User, *, only_differing: bool) -> Reconciled:
    """All editions of a report."""
    made = _kept_rows(report)
    every = made if not isinstance(made, str) else ()
    codes = _codes(report)
    return Reconciled(
        report=report,
        title=text_of(report, "title"),
        languages=[(code, profile(code).name) for code in codes],
        rows=[row for row in every if row.differs or not only_differing],
        only_differing=only_differing,
        count=len(every),
        differing=sum(row.differs for row in every),
        problem=made if isinstance(made, str) else "",
        page_url=reverse("reports:editions-reconcile", args=[report.slug]),
        side_by_side=[
            (profile(code).name, reverse("reports:edition-side-by-side", args=[report.slug, code]))
            for code in codes[1:]
            if may_translate(user, code)
        ],
    )


def _codes(report: Report) -> list[str]:
    """The languages of the columns, the original first."""
    editions = report.editions.values_list("language", flat=True)
    return list(dict.fromkeys((report.original_language, *editions)))


def _kept_rows(report: Report) -> Sequence[FactRow] | str:
    return kept_of_data("reports.reconciled", lambda: _rows(report), report.pk)


def _rows(report: Report) -> Sequence[FactRow] | str:
    try:
        texts = paper_texts(report, services.report_paper(report))
    except JobError as error:
        return str(error)
    codes = _codes(report)
    rows = [_row(report, text, codes) for text in texts]
    return [row for row in rows if any(cell.facts for cell in row.cells)]


def _row(report: Report, text: PaperText, codes: Sequence[str]) -> FactRow:
    read = {code: read_facts(text.texts[code], code) for code in codes if text.texts.get(code)}
    return FactRow(
        text.id,
        Options(prefix="").anchor(text.id),
        text.label,
        [_cell(code, read, report, text) for code in codes],
    )


def _cell(code: str, read: Mapping[str, Facts], report: Report, text: PaperText) -> FactCell:
    original = report.original_language
    if code not in read:
        return FactCell(code, True, (), (), edit_url(report, text, code))
    others = [read[original]] if code != original and original in read else read.values()
    alone: Counter[Fact] = Counter()
    for other in others:
        alone |= lacking(read[code], other)
    lacks = lacking(read[original], read[code]) if original in read else Counter[Fact]()
    return FactCell(
        language=code,
        missing=False,
        facts=[*_stated(read[code].stated, alone, code)],
        lacks=[*_stated(lacks, lacks, code)],
        edit_url=edit_url(report, text, code),
    )


def _stated(facts: Counter[Fact], alone: Counter[Fact], language: str) -> Iterator[StatedFact]:
    order = ("live", "number", "date", "years", "note", "reference", "link", "points")
    for fact in sorted(facts, key=lambda one: (order.index(one.kind), one.value)):
        yield StatedFact(fact.kind, fact_in_words(fact, language), facts[fact], fact in alone)


def sheet_rows(page: Reconciled, codes: Sequence[str]) -> Iterator[list[str]]:
    """The page as rows of a sheet: a text in each, a column for each of these editions."""
    names = dict(page.languages)
    differs, missing = _("Differs"), _("not translated")
    yield [_("Text"), *(names[code] for code in codes), differs]
    for row in page.rows:
        cells = {cell.language: cell for cell in row.cells}
        yield [
            row.label,
            *(missing if cells[code].missing else _plain(cells[code]) for code in codes),
            "✗" if row.differs else "",
        ]


def _plain(cell: FactCell) -> str:
    lines = [
        f"{'✗ ' if fact.differs else ''}{fact.words}{f' ×{fact.count}' if fact.count > 1 else ''}"
        for fact in cell.facts
    ]
    lacking_ = [_("lacks %(fact)s") % {"fact": fact.words} for fact in cell.lacks]
    return "\n".join([*lines, *(f"✗ {one}" for one in lacking_)])
