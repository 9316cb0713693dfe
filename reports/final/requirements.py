"""What a strategy requires of a report, and whether it is kept: all of it worked out, nothing ticked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.jobs.kinds import JobError
from core.languages import profile
from core.languages.translated import texts_of
from outcomes.models import Outcome, Output
from reports.checking.findings import Severity
from reports.checking.services import findings_of
from reports.composing.merge import Paper
from reports.document import tree
from reports.drafts import services
from reports.drafts.stored import StoredDrafts, stored_drafts, stored_edition
from reports.editions.standing import standing_of
from reports.editions.texts import paper_texts
from reports.editions.word_budget import word_budget
from reports.gate.state import waiting
from reports.kept_data import kept_of_data
from reports.models import (
    IMPLICATIONS,
    NumberOverride,
    Profile,
    Report,
    ReportTemplate,
    Requirement,
)
from reports.workshop.waiting_on import waiting_on
from reports.writers import html

MOST_NAMED = 5  # of outcomes, languages and the like; the rest is counted


@dataclass(frozen=True)
class Open:
    """Why a requirement is not kept, and where that is mended."""

    why: str
    url: str


@dataclass(frozen=True)
class RequirementLine:
    """A requirement as it is shown; `why` is empty where it is kept."""

    key: str
    label: str
    why: str = ""
    url: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether nothing is left to do about it."""
        return not self.why


def requirement_lines(report: Report) -> Sequence[RequirementLine]:
    """What is required of `report`, in the order of the list; empty where nothing is."""
    templates = ReportTemplate.objects.select_related("strategy")
    template = templates.filter(strategy=report.strategy_id).first()
    if template is None:
        return ()
    return [*_lines(_State(report, template))]


def _lines(state: "_State") -> Iterator[RequirementLine]:
    template = state.template
    for requirement, check in CHECKS.items():
        if requirement in template.requires:
            yield _line(requirement.value, requirement.worded(template.strategy), check(state))
    for prefix, keys, label in (
        ("fig", template.required_figures, _("Figure %(key)s stands in the paper")),
        ("table", template.required_tables, _("Table %(key)s stands in the paper")),
    ):
        for key in keys:
            yield _line(f"{prefix}/{key}", label % {"key": key}, state.block(f"{prefix}/{key}"))


def _line(key: str, label: str, found: Open | None) -> RequirementLine:
    return (
        RequirementLine(key, label, found.why, found.url) if found else RequirementLine(key, label)
    )


class _State:
    """A report with what several requirements ask of it, each read once."""

    def __init__(self, report: Report, template: ReportTemplate) -> None:
        self.report, self.template = report, template

    @cached_property
    def stored(self) -> StoredDrafts:
        """Its latest drafts."""
        return stored_drafts(self.report)

    @cached_property
    def paper(self) -> Paper | str:
        """The paper as its texts stand now; why it cannot be composed."""
        try:
            return services.kept_paper(self.report)
        except JobError as error:
            return str(error)

    def url(self, name: str, *more: str) -> str:
        """An address of the report."""
        return reverse(f"reports:{name}", args=[self.report.slug, *more])

    @property
    def workshop(self) -> str:
        """Where its original is written."""
        return f"{self.url('workshop')}?language={self.report.original_language}"

    def block(self, id_: str) -> Open | None:
        """Open unless the latest draft has the figure, picture or table of this id, in a box or not."""
        latest = self.stored.latest
        edition = stored_edition(latest, self.report.original_language) if latest else None
        blocks = tree.with_inner(edition.document.blocks) if edition else ()
        if any(one.id == id_ for one in blocks if isinstance(one, BLOCKS)):
            return None
        return Open(_("The latest draft does not have it."), self.workshop)


# A picture is numbered and referred to like a figure, by a key of the same kind.
BLOCKS = (tree.Figure, tree.Picture, tree.Table)


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return (
        _("%(names)s and %(count)s more") % {"names": shown, "count": more} if more > 0 else shown
    )


def _editions(state: _State) -> Open | None:
    there = state.stored.languages
    lacking = [profile(code).name for code in state.template.languages if code not in there]
    if lacking:
        told = _("Not begun: %(editions)s.") % {"editions": _named(lacking)}
        return Open(told, state.url("report-edit"))
    undrafted = [profile(code).name for code in there if code not in state.stored.missing]
    if undrafted:
        told = _("Not in the latest draft: %(editions)s.") % {"editions": _named(undrafted)}
        return Open(told, state.url("report-detail"))
    return None


def _said(state: _State, names: Sequence[str]) -> Open | None:
    """Whether a decision paper says something in each of these fields, in every edition."""
    report = state.report
    if report.profile != Profile.DECISION:
        return None
    codes = state.stored.languages or (report.original_language,)
    lacking = [
        f"{_field_name(name)} ({', '.join(missing)})"
        for name in names
        if (missing := [code for code in codes if not texts_of(report, name).get(code)])
    ]
    if not lacking:
        return None
    told = _("Empty: %(fields)s.") % {"fields": _named(lacking)}
    return Open(told, state.url("report-edit"))


def _field_name(name: str) -> str:
    return str(Report._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _reported(state: _State, model: type[Outcome] | type[Output]) -> Open | None:
    """Whether every outcome, or output, in force on the day of the data has words under its heading."""
    if isinstance(state.paper, str):
        return Open(state.paper, state.workshop)
    speaks = _speaking(state.paper)
    rows = model.objects.of_strategy(state.report.strategy.slug).in_force(state.report.cut_off)
    kind = model._meta.model_name
    lacking = [str(row) for row in rows if f"{kind}/{row.number}" not in speaks]
    if not lacking:
        return None
    return Open(_("Without words: %(parts)s.") % {"parts": _named(lacking)}, state.workshop)


def _speaking(paper: Paper) -> frozenset[str]:
    """The keys of sections with a paragraph, their own or one below them."""
    found: set[str] = set()
    above: list[tuple[int, str]] = []
    for section in paper.sections:
        above = [one for one in above if one[0] < section.level]
        above.append((section.level, section.key))
        if section.paragraphs:
            found |= {key for _level, key in above}
    return frozenset(found)


def _words(state: _State) -> Open | None:
    if not state.report.word_budget:
        return Open(_("The report has no word budget."), state.url("report-edit"))
    over = []
    for code in state.stored.languages:
        budget = word_budget(state.report, code)
        lines = [line for line in budget.lines if line.is_over] if budget else []
        over += [f"{line.label} ({code})" for line in lines]
    if not over:
        return None
    return Open(_("Too long: %(sections)s.") % {"sections": _named(over)}, state.workshop)


def _findings(state: _State) -> Open | None:
    count = sum(one.severity == Severity.ERROR for one in findings_of(state.report))
    if not count:
        return None
    told = ngettext("%(count)d error is open.", "%(count)d errors are open.", count)
    return Open(told % {"count": count}, f"{state.url('report-findings')}?severity=error")


def _gate(state: _State) -> Open | None:
    wait = sum(not one.held for one in waiting(state.report))
    asked = NumberOverride.objects.filter(report=state.report, confirmed_by=None).count()
    if not wait + asked:
        return None
    told = ngettext("%(count)d number waits.", "%(count)d numbers wait.", wait + asked)
    return Open(told % {"count": wait + asked}, state.url("report-detail"))


def _translations(state: _State) -> Open | None:
    try:
        counts = _texts_to_do(state.report, state.stored.languages)
    except JobError as error:
        return Open(str(error), state.workshop)
    if not counts:
        return None
    told = [f"{profile(code).name} {count}" for code, count in counts.items()]
    first = next(iter(counts))
    return Open(
        _("Missing or behind: %(editions)s.") % {"editions": _named(told)},
        state.url("edition-side-by-side", first),
    )


def _texts_to_do(report: Report, languages: Sequence[str]) -> Mapping[str, int]:
    """How many texts of each translation are missing, behind, or without numbers of the original."""
    original = report.original_language

    def count() -> Mapping[str, int]:
        texts = paper_texts(report, services.report_paper(report))
        counted = {
            code: sum(not standing_of(one, original, code).is_level for one in texts)
            for code in languages
            if code != original
        }
        return {code: found for code, found in counted.items() if found}

    return kept_of_data("reports.texts_to_do", count, report.pk)


def _questions(state: _State) -> Open | None:
    found = waiting_on(state.report).questions
    if not found:
        return None
    count = sum(found.values())
    told = ngettext("%(count)d question is open.", "%(count)d questions are open.", count)
    return Open(told % {"count": count}, f"{state.workshop}#{html.anchor(next(iter(found)))}")


def _parts(state: _State) -> Open | None:
    found = waiting_on(state.report).given
    if not found:
        return None
    who = [*dict.fromkeys(part.who for part in found.values())]
    told = _("Waits for %(people)s.") % {"people": _named(who)}
    return Open(told, f"{state.workshop}#{html.anchor(next(iter(found)))}")


def _draft(state: _State) -> Open | None:
    here = state.url("report-detail")
    latest = state.stored.latest
    if latest is None:
        return Open(_("There is no draft yet."), here)
    try:
        is_behind = kept_of_data(
            "reports.has_moved",
            lambda: services.has_moved(state.report),
            state.report.pk,
            latest.pk,
        )
    except JobError as error:
        return Open(str(error), state.workshop)
    return Open(_("Texts have changed since."), here) if is_behind else None


CHECKS: Mapping[Requirement, Callable[[_State], Open | None]] = {
    Requirement.EDITIONS: _editions,
    Requirement.DECISION: lambda state: _said(state, ("decision",)),
    Requirement.IMPLICATIONS: lambda state: _said(state, IMPLICATIONS),
    Requirement.OUTCOMES: lambda state: _reported(state, Outcome),
    Requirement.OUTPUTS: lambda state: _reported(state, Output),
    Requirement.WORDS: _words,
    Requirement.FINDINGS: _findings,
    Requirement.GATE: _gate,
    Requirement.TRANSLATIONS: _translations,
    Requirement.QUESTIONS: _questions,
    Requirement.PARTS: _parts,
    Requirement.DRAFT: _draft,
}
