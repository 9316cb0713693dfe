"""From a report's outline and the portfolio to the sections and paragraphs it calls for.

An outline is a list of items. A fixed section is
`{"key": "introduction", "heading": {"en": …}, "paragraphs": [{"key", "text": {…}, "figure"}],
"sections": […]}`. A repeated one, `{"each": "outcome" | "output" | "driver", "heading": {"en":
"Output {number}. {title}"}, "opening": true, "projects": true, "sections": […]}`, stands for every
such part of the framework in force, in the framework's order; `opening` takes the part's own opening
paragraph, `projects` the remarks of the projects placed there.

A fixed section may hold `"tables": ["projects", …]`, generated ones of `core.figures.annexes`, behind its
paragraphs. At the top level it may be an appendix (`"appendix": true`, `"landscape": true` for pages
on their side) or the place of the draft decision (`"decision": true`), which a decision paper
has in any case, last before the appendices.

A section with nothing to say is left out, the others keep their numbers, and the author is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import Protocol, TypeVar

from django.db.models import QuerySet

from core.kept import kept
from core.languages import LANGUAGES, profile
from core.languages.translated import texts_of
from core.numbers.registry import NumberContext
from outcomes.models import Driver, Outcome, Output
from portfolio.models import Project, Remark
from portfolio.projects.population import population
from reports.document.markup import split_paragraphs
from reports.kept_data import kept_of_data
from reports.models import Origin, Profile, Report
from reports.models.outline import OutlineSection

Texts = Mapping[str, str]
Placed = Outcome | Output | Driver
DECISION = "decision"


class PaperPart(IntEnum):
    """The parts of a paper in their order."""

    MAIN = 0
    DECISION = 1
    APPENDIX = 2


class OutlineError(ValueError):
    """The outline of a report is not of the form above; the message names the place."""


@dataclass(frozen=True)
class PlannedParagraph:
    """A paragraph that the outline or a remark calls for, in each language there is."""

    key: str
    origin: Origin
    texts: Texts
    figure: str = ""


@dataclass(frozen=True)
class PlannedSection:
    """A heading, what stands directly under it, and how deep it is (1 to 4).

    `subtitles` are the second line of the part that it is about, where that has one.
    """

    key: str
    level: int
    headings: Texts
    paragraphs: tuple[PlannedParagraph, ...]
    part: PaperPart = PaperPart.MAIN
    tables: tuple[str, ...] = ()
    landscape: bool = False
    subtitles: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What a report consists of by its sources: every section in order, those without a word too.

    `loose` are remarks of projects that stand under none of them, to be taken in by hand.
    """

    sections: tuple[PlannedSection, ...]
    loose: tuple[PlannedParagraph, ...] = ()

    def paragraph(self, key: str) -> PlannedParagraph | None:
        """What the sources say of a paragraph, if any calls for it or offers it."""
        return self.by_key.get(key)

    @cached_property
    def by_key(self) -> dict[str, PlannedParagraph]:
        """Every paragraph by its key, the loose ones too."""
        every = [one for section in self.sections for one in section.paragraphs]
        return {one.key: one for one in (*every, *self.loose)}


class Headed(Protocol):
    """A section, planned or joined with what people have written."""

    @property
    def level(self) -> int:
        """How deep it is, from 1."""

    @property
    def paragraphs(self) -> Sequence[object]:
        """What stands directly under it."""

    @property
    def tables(self) -> Sequence[str]:
        """The generated tables behind that."""


HeadedSection = TypeVar("HeadedSection", bound=Headed)


def plan(report: Report) -> Plan:
    """Work out the sections of `report` as its sources stand now. Reads, writes nothing."""
    planner = _Planner(report)
    sections = [
        replace(section, part=part)
        for item in report.outline
        for part in [_part(item, report)]
        for section in planner.sections(item, 1, None)
    ]
    if report.profile == Profile.DECISION:
        sections = _with_decision(sections, report)
    placed = {one.key for section in sections for one in section.paragraphs}
    loose = (one for one in planner.every_remark() if one.key not in placed)
    return Plan(tuple(sections), tuple(loose))


def kept_plan(report: Report) -> Plan:
    """The same of a report as the database has it, worked out once for each state of its sources: whoever
    writes a sentence does not wait for the whole outline to be read."""
    return kept_of_data("reports.plan", lambda: plan(report), report.pk)


def _part(item: OutlineSection, report: Report) -> PaperPart:
    if item.get("appendix"):
        return PaperPart.APPENDIX
    decides = item.get("decision") and report.profile == Profile.DECISION
    return PaperPart.DECISION if decides else PaperPart.MAIN


def _with_decision(sections: list[PlannedSection], report: Report) -> list[PlannedSection]:
    """The draft decision under the outline's heading for it, else under that of the language."""
    texts = {code: text.strip() for code, text in texts_of(report, "decision").items()}
    own = (PlannedParagraph(DECISION, Origin.TEMPLATE, texts),) if texts else ()
    for position, section in enumerate(sections):
        if section.part is PaperPart.DECISION and section.level == 1:
            sections[position] = replace(section, paragraphs=(*section.paragraphs, *own))
            return sections
    headings = {code: profile(code).phrase("draft_decision") for code in LANGUAGES}
    return [*sections, PlannedSection(DECISION, 1, headings, own, PaperPart.DECISION)]


def without_silent(
    sections: Sequence[HeadedSection],
) -> tuple[tuple[HeadedSection, ...], tuple[HeadedSection, ...]]:
    """The sections under which something stands, however deep; and those left out."""
    kept: list[HeadedSection] = []
    silent: list[HeadedSection] = []
    deeper = 0  # the level of the last kept section below the one looked at
    for section in reversed(sections):
        if section.paragraphs or section.tables or deeper > section.level:
            kept.append(section)
            deeper = section.level
        else:
            silent.append(section)
    return tuple(reversed(kept)), tuple(reversed(silent))


class _Planner:
    """Reads the framework and the remarks once, then expands items of the outline."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.outcomes, self.outputs, self.drivers = _framework(report.strategy.slug, report.cut_off)
        context = report.number_context
        said = context.rows("remarks of a paper", lambda: _last_remarks(context))
        # What each project says stands under its part, and among all remarks.
        self.remarks = [(remark.project, _remark_paragraphs(remark)) for remark in said]

    def sections(
        self, item: OutlineSection, level: int, above: Outcome | None
    ) -> Iterable[PlannedSection]:
        """The sections an item stands for, each followed by those below it."""
        if "each" not in item:
            yield self._fixed(item, level)
            for below in item.get("sections", []):
                yield from self.sections(below, level + 1, above)
            return
        for part in self._parts(item["each"], above):
            yield self._repeated(item, part, level)
            for below in item.get("sections", []):
                inner = part if isinstance(part, Outcome) else above
                yield from self.sections(below, level + 1, inner)

    def _parts(self, each: str, above: Outcome | None) -> Sequence[Placed]:
        match each:
            case "outcome":
                return self.outcomes
            case "output":
                return [o for o in self.outputs if above is None or o.outcome_id == above.pk]
            case "driver":
                return self.drivers
        raise OutlineError(f"each: “{each}” is unknown; it is outcome, output or driver.")

    def _fixed(self, item: OutlineSection, level: int) -> PlannedSection:
        return PlannedSection(
            key=item["key"],
            level=level,
            headings=item["heading"],
            paragraphs=tuple(
                PlannedParagraph(
                    paragraph["key"],
                    Origin.TEMPLATE,
                    {code: text.strip() for code, text in paragraph["text"].items()},
                    paragraph.get("figure", ""),
                )
                for paragraph in item.get("paragraphs", [])
            ),
            tables=tuple(item.get("tables", [])),
            landscape=bool(item.get("landscape")),
        )

    def _repeated(self, item: OutlineSection, part: Placed, level: int) -> PlannedSection:
        key, number = _key_of(part)
        paragraphs: list[PlannedParagraph] = []
        if item.get("opening") and isinstance(part, Outcome):
            paragraphs += _paragraphs(key, Origin.TEMPLATE, texts_of(part, "opening"))
        if item.get("projects"):
            for project, said in self.remarks:
                if _stands_under(project, part):
                    paragraphs += said
        return PlannedSection(
            key=key,
            level=level,
            headings=_headings(item, part, number),
            paragraphs=tuple(paragraphs),
            subtitles={} if isinstance(part, Driver) else texts_of(part, "subtitle"),
        )

    def every_remark(self) -> list[PlannedParagraph]:
        """The paragraphs of all remarks, wherever their projects stand."""
        return [one for _project, said in self.remarks for one in said]


def _framework(slug: str, at: date) -> tuple[list[Outcome], list[Output], list[Driver]]:
    """The parts in force on the day of the data: they stay as they are while projects move."""
    return kept(
        "parts of a paper",
        (),
        lambda: (
            list(Outcome.objects.of_strategy(slug).in_force(at)),
            list(Output.objects.of_strategy(slug).in_force(at)),
            list(Driver.objects.of_strategy(slug).in_force(at)),
        ),
        *(slug, at),
    )


def _last_remarks(context: NumberContext) -> "QuerySet[Remark]":
    """Of several years each project speaks once, in the words of its last one."""
    said = Remark.objects.filter(project__in=population(context, {}), year__range=context.years)
    latest = said.order_by("project_id", "-year").distinct("project_id").values("pk")
    rows = Remark.objects.filter(pk__in=latest).select_related("project")
    shown = rows.only("text", "i18n", "project__code", "project__output", "project__driver")
    return shown.order_by("project__code__sort_key", "id")


def _remark_paragraphs(remark: Remark) -> list[PlannedParagraph]:
    key = f"project/{remark.project.code}"
    return _paragraphs(key, Origin.ADOPTED, texts_of(remark, "text"))


def _key_of(part: Placed) -> tuple[str, str]:
    """The natural key of a part's section, and the number it shows."""
    if isinstance(part, Driver):
        return f"driver/{part.slug}", ""
    kind = "outcome" if isinstance(part, Outcome) else "output"
    return f"{kind}/{part.number}", part.number


def _headings(item: OutlineSection, part: Placed, number: str) -> dict[str, str]:
    """The heading in each language that has both the pattern and the part's title."""
    titles = texts_of(part, "title")
    headings = {}
    for code, pattern in item["heading"].items():
        title = titles.get(code)
        if title or "{title}" not in pattern or not titles:
            headings[code] = pattern.format(number=number, title=title or "").strip(" :")
    return headings


def _stands_under(project: Project, part: Placed) -> bool:
    if isinstance(part, Output):
        return project.output_id == part.pk
    return isinstance(part, Driver) and project.driver_id == part.pk


def _paragraphs(key: str, origin: Origin, texts: Texts) -> list[PlannedParagraph]:
    """One paragraph for each block of the texts; blocks of the languages go together by order."""
    blocks = {code: split_paragraphs(text) for code, text in texts.items()}
    count = max((len(found) for found in blocks.values()), default=0)
    return [
        PlannedParagraph(
            f"{key}/{index + 1}",
            origin,
            {code: found[index] for code, found in blocks.items() if index < len(found)},
        )
        for index in range(count)
    ]
