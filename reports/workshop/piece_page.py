"""What stands beside the paper about one paragraph: where it is from, what has changed, its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.access import Action
from core.history.events import changes_of
from core.languages import profile
from core.languages.word_changes import word_changes
from core.models import User
from core.pages.changes import author_of
from core.pages.marked_words import marked_words
from reports.composing.merge import Paper
from reports.composing.numbering import number
from reports.drafts import services
from reports.models import Origin, ParagraphText, Report
from reports.workshop.both import BothTexts, both_texts
from reports.workshop.texts import paragraph_of


@dataclass(frozen=True)
class SourceView:
    """What the source of an edited paragraph says now: against what it said when it was edited; `own` are
    the words of the paper, `both` those with the source's changes in them, where that can be."""

    words: SafeString
    seen: str
    own: str
    both: BothTexts | None


@dataclass(frozen=True)
class VersionView:
    """How a text read at a moment, against the version before it."""

    at: datetime
    author: str
    words: SafeString
    text: str


@dataclass(frozen=True)
class PieceView:
    """A paragraph beside the paper."""

    title: str
    key: str
    origin: str
    source: SourceView | None
    behind: SafeString
    versions: Sequence[VersionView]
    language_name: str


MOST_VERSIONS = 12


def piece_view(report: Report, user: User, language: str, key: str) -> PieceView:
    """A paragraph of one edition, for whoever reads the paper; who changed what, as far as they see it.

    Raises `ParagraphGone`.
    """
    current = services.report_paper(report)
    one = paragraph_of(current, key)
    number_ = number(current).paragraphs[key]
    behind = one.behind.get(language, "")
    original = one.texts.get(report.original_language, "")
    return PieceView(
        title=_("Paragraph %(number)s") % {"number": number_},
        key=key,
        origin=str(Origin(one.origin).label),
        source=_source(report, current, key, language),
        behind=marked_words(word_changes(behind, original)) if behind else SafeString(""),
        versions=_versions(report, key, language)
        if user.access.to(Action.VIEW_HISTORY).everywhere
        else [],
        language_name=profile(language).name,
    )


def _source(report: Report, current: Paper, key: str, language: str) -> SourceView | None:
    """How the source differs from what it said when a person edited its words."""
    if (key, language) not in current.edited:
        return None
    planned = current.plan.paragraph(key)
    row = _text(report, key, language)
    if planned is None or row is None:
        return None
    now = planned.texts.get(language, "")
    words = marked_words(word_changes(row.generated, now))
    return SourceView(words, now, row.text, both_texts(row.generated, row.text, now))


def _text(report: Report, key: str, language: str) -> ParagraphText | None:
    return ParagraphText.objects.filter(
        paragraph__section__report=report, paragraph__key=key, language=language
    ).first()


def _versions(report: Report, key: str, language: str) -> list[VersionView]:
    """The latest versions of a text, newest first, each with its words against those before."""
    row = _text(report, key, language)
    if row is None:
        return []
    found = []
    for change in changes_of(row, MOST_VERSIONS):
        for each in change.fields:
            if each.field.name == "text":
                words = marked_words(word_changes(each.old or "", each.new or ""))
                found.append(VersionView(change.at, author_of(change), words, each.new or ""))
    return found
