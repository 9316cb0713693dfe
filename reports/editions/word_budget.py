"""The words of an edition beside its original and its budget, section by section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.document.tree import Document
from reports.document.word_counts import SectionWords, word_counts
from reports.drafts.stored import stored_drafts, stored_edition
from reports.models import Report
from reports.models.outline import OutlineSection


@dataclass(frozen=True)
class BudgetLine:
    """A section with its words in both editions, what stands under deeper headings counted in.

    `budget` is None where the outline gives it none.
    """

    label: str
    level: int
    original: int
    translation: int
    budget: int | None

    @property
    def is_over(self) -> bool:
        """Whether the translation has more words than it may."""
        return self.budget is not None and self.translation > self.budget


@dataclass(frozen=True)
class WordBudget:
    """The words of an edition, as drafted last; the last of `lines` is the whole paper."""

    draft: int
    lines: Sequence[BudgetLine]

    @property
    def whole(self) -> BudgetLine:
        """The line of the whole paper."""
        return self.lines[-1]


def word_budget(report: Report, language: str) -> WordBudget | None:
    """The words of the latest draft in `language`; None without one."""
    latest = stored_drafts(report).latest
    if latest is None:
        return None
    ours, theirs = (stored_edition(latest, code) for code in (report.original_language, language))
    if ours is None or theirs is None:
        return None
    return WordBudget(latest.number, _lines(report, ours.document, theirs.document))


def _lines(report: Report, original: Document, translation: Document) -> list[BudgetLine]:
    ours, theirs = word_counts(original), {one.id: one for one in word_counts(translation)}
    budgets = section_budgets(report.outline)
    nothing = SectionWords("", "", 0, 0, 0)
    lines = [
        BudgetLine(
            theirs.get(one.id, one).label or _("First page"),
            one.level,
            one.whole,
            theirs.get(one.id, nothing).whole,
            budget_of(budgets, one.id),
        )
        for one in ours
    ]
    both = [sum(one.words for one in each) for each in (ours, theirs.values())]
    return [*lines, BudgetLine(_("Whole paper"), 0, both[0], both[1], report.word_budget)]


def section_budgets(outline: Sequence[OutlineSection]) -> Mapping[str, int]:
    """Budgets of the outline, by the key of a section, or by "each/" of a repeated one."""
    found: dict[str, int] = {}
    for section in outline:
        if "words" in section:
            found[section.get("key") or f"{section.get('each')}/"] = section["words"]
        found |= section_budgets(section.get("sections", []))
    return found


def budget_of(budgets: Mapping[str, int], block: str) -> int | None:
    """The budget of the section with this block in the tree."""
    key = block.partition("/")[2]
    return budgets.get(key, budgets.get(f"{key.partition('/')[0]}/") if "/" in key else None)
