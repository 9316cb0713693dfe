"""What the database holds of a report's text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reports.kept_data import kept_of_data
from reports.models import Origin, Paragraph, ParagraphText, Report, Section, TranslationBehind

Texts = Mapping[str, ParagraphText]


@dataclass(frozen=True)
class StoredPaper:
    """Sections, paragraphs and texts of a report, by natural keys.

    `original` is its language; `paragraphs` are by section, in their order there, `by_key` wherever they
    stand, `texts` by paragraph, then by language. `behind` has what the original of a heading or of the
    first page said when it was translated, by target and language.
    """

    original: str
    sections: Mapping[str, Section]
    paragraphs: Mapping[str, Sequence[Paragraph]]
    by_key: Mapping[str, Paragraph]
    texts: Mapping[str, Texts]
    behind: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def texts_of(self, key: str) -> Texts:
        """The texts of a paragraph by language; empty where nothing is stored."""
        return self.texts.get(key, {})

    def holds_words(self, paragraph: Paragraph) -> bool:
        """Whether a person has written or edited it, so that it stays when no source calls for it."""
        return paragraph.origin == Origin.WRITTEN or any(
            row.is_edited for row in self.texts_of(paragraph.key).values()
        )


def nothing_stored(report: Report) -> StoredPaper:
    """A report in which nobody has written anything."""
    return StoredPaper(report.original_language, {}, {}, {}, {})


def kept_stored_paper(report: Report) -> StoredPaper:
    """The same as `stored_paper` to be read alone, once for each state of what is stored: nobody may
    change its rows."""
    return kept_of_data("reports.stored_paper", lambda: stored_paper(report), report.pk)


def stored_paper(report: Report, *, lock: bool = False) -> StoredPaper:
    """Everything the database holds of the text; with `lock`, nobody changes it meanwhile."""
    sections, texts = report.sections.all(), ParagraphText.objects.all()
    rows = Paragraph.objects.filter(section__report=report).select_related("section")
    if lock:
        # The report's row holds up a loader, the sections' rows a paragraph that is being added.
        Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        sections, texts = sections.select_for_update(), texts.select_for_update(of=("self",))
        rows = rows.select_for_update(of=("self",))
    by_section: dict[str, list[Paragraph]] = {}
    by_key: dict[str, Paragraph] = {}
    by_paragraph: dict[str, dict[str, ParagraphText]] = {}
    by_row: dict[int, dict[str, ParagraphText]] = {}
    stored = {one.key: one for one in sections}
    paragraphs = list(rows.order_by("section__position", "position", "pk"))
    # Of a long paper these are more than a thousand: one list, without a query set for each paragraph.
    for text in texts.filter(paragraph__section__report=report).order_by("language"):
        by_row.setdefault(text.paragraph_id, {})[text.language] = text
    for paragraph in paragraphs:
        by_section.setdefault(paragraph.section.key, []).append(paragraph)
        by_key[paragraph.key] = paragraph
        by_paragraph[paragraph.key] = by_row.get(paragraph.pk, {})
    behind: dict[str, dict[str, str]] = {}
    for row in TranslationBehind.objects.filter(report=report).order_by():
        behind.setdefault(row.target, {})[row.language] = row.translated_from
    return StoredPaper(report.original_language, stored, by_section, by_key, by_paragraph, behind)
