"""A paper that is being written: nobody else writes it meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.utils.translation import gettext as _

from reports.composing.keep import paper_save, texts_follow
from reports.composing.merge import Paper, paper
from reports.models import Paragraph, ParagraphText, Report
from reports.outline.plan import Plan, PlannedParagraph, kept_plan
from reports.writing.errors import ParagraphGone, TextRefused


@dataclass(frozen=True)
class Opened:
    """A report whose row is locked, so that drafts, loaders and other writers wait."""

    report: Report

    @cached_property
    def plan(self) -> Plan:
        """What its sources call for now."""
        return kept_plan(self.report)

    @cached_property
    def paper(self) -> Paper:
        """The paper as it stood when it was first asked for."""
        return paper(self.report)

    @cached_property
    def pictures(self) -> frozenset[str]:
        """The keys of the pictures that its texts may show."""
        return frozenset(self.report.pictures.values_list("key", flat=True))

    def source(self, key: str) -> PlannedParagraph | None:
        """What the sources say of a paragraph, if any calls for it."""
        return self.plan.paragraph(key)

    def kept(self) -> Paper:
        """The paper, with all its rows in the database."""
        return paper_save(self.report, self.plan)

    def paragraph(self, key: str) -> tuple[Paragraph, dict[str, ParagraphText]]:
        """The row of a paragraph, and its texts as they stand now; raises `ParagraphGone`."""
        row, texts = self._stored(key)
        if row is None:
            self.kept()
            row, texts = self._stored(key)
        if row is None or row.removed:
            raise ParagraphGone(key)
        new = texts_follow(row, texts, self.source(key), self.report.original_language)
        return row, {**texts, **new}

    def say(self, stored: ParagraphText, key: str, words: str) -> None:
        """Save the words of a person. Should they be what an earlier source said, they stand all the
        same against what it says now."""
        source = self.source(key)
        now = source.texts.get(stored.language, "") if source else stored.generated
        if words == stored.generated != now:
            stored.generated = now
        stored.text = words
        stored.save()

    def _stored(self, key: str) -> tuple[Paragraph | None, dict[str, ParagraphText]]:
        """The row of a paragraph with its texts, in one question where it has any."""
        texts = ParagraphText.objects.filter(
            paragraph__section__report=self.report, paragraph__key=key
        )
        found = {one.language: one for one in texts.select_related("paragraph__section")}
        if found:
            return next(iter(found.values())).paragraph, found
        rows = Paragraph.objects.filter(section__report=self.report, key=key)
        return rows.select_related("section").first(), {}


@contextmanager
def opened(report: Report) -> Iterator[Opened]:
    """Lock a report for one step of writing; all of the step is saved, or nothing.

    Raises `TextRefused` for a report that is locked for good.
    """
    with transaction.atomic():
        # The outline of a long paper is most of its row, and known already unless it has changed.
        rows = Report.objects.defer("outline").select_related("strategy")
        rows = rows.select_for_update(of=("self",))
        current = rows.get(pk=report.pk)
        if not current.is_in_drafting:
            raise TextRefused(_("This report is locked; its words do not change any more."))
        yield Opened(current)
