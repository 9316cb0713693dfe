"""The text of a report: sections, paragraphs, and their words in each language."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from core.history.tracking import tracked
from core.languages.search_words import Words
from core.languages.translated import text_of
from core.lengths import TEXT
from core.written_fields import LongTextField
from reports.models.choices import LANGUAGE_CHOICES, Origin
from reports.models.report import Report

PARAGRAPH_KIND = "paragraph"  # what questions and documents call it (`core.subjects`)


@tracked
class Section(models.Model):
    """A heading and what stands under it. `key` is its natural key in the outline.

    `own_heading` has, by language, the words of a person instead of the outline's (`text`), and what the
    outline said then (`source`).
    """

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="sections", verbose_name=_("report")
    )
    key = models.CharField(_("key"), max_length=120)
    position = models.PositiveIntegerField(_("position"))
    level = models.PositiveSmallIntegerField(_("level"))
    # Of the paper: `reports.outline.Part`.
    part = models.PositiveSmallIntegerField(_("part of the paper"), default=0)
    heading = models.CharField(_("heading"), max_length=300)
    own_heading = models.JSONField(_("heading of its own"), default=dict, blank=True)
    i18n = TranslationField(fields=("heading",))

    class Meta:
        ordering = ("report", "position", "id")
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("report", "key"), name="section_once"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=4), name="section_level_1_to_4"
            ),
        ]

    def __str__(self) -> str:
        return text_of(self, "heading")


@tracked
class Paragraph(models.Model):
    """One numbered paragraph, the same in every edition; its number is computed.

    Its `key` stands once in a report, so that it is found again wherever it stands. One that is `placed`
    was put where it stands by a person, whatever the outline says; one that is `removed` was taken out
    of the paper and waits to be put back; `figure_placed`: which figure follows it, a person has said.
    """

    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="paragraphs", verbose_name=_("section")
    )
    key = models.CharField(_("key"), max_length=120)
    position = models.PositiveIntegerField(_("position"))
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    figure = models.CharField(_("figure after it"), max_length=60, blank=True)
    placed = models.BooleanField(_("placed by hand"), default=False)
    figure_placed = models.BooleanField(_("figure placed by hand"), default=False)
    removed = models.BooleanField(_("taken out"), default=False)

    class Meta:
        ordering = ("section", "position", "id")
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("section", "key"), name="paragraph_once")
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def waits_for(self) -> Any:
        """The person to whom it is assigned, if any is: who answers for it."""
        rows = self.part_assignments.filter(done_at__isnull=True, person__isnull=False)
        found = rows.select_related("person").first()
        return found.person if found else None


# What search finds and an index holds: every text by the stems of its own language.
PARAGRAPH_WORDS = Words(texts={"": ("text",)}, own_language="language")


@tracked
class ParagraphText(models.Model):
    """The words of a paragraph in one edition.

    `generated` is what the source gave when the text was last taken from it; `text` is what the
    paper says. They differ once a person has edited, and then regenerating leaves `text` alone.
    `translated_from` is the original as it read when this translation was made or found level with it;
    empty in the original itself.
    """

    paragraph = models.ForeignKey(
        Paragraph, on_delete=models.CASCADE, related_name="texts", verbose_name=_("paragraph")
    )
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES)
    text = LongTextField(_("text"), max_length=TEXT)
    generated = LongTextField(_("as generated"), blank=True, max_length=TEXT)
    translated_from = LongTextField(_("translated from"), blank=True, max_length=TEXT)

    class Meta:
        ordering = ("paragraph", "language")
        verbose_name = _("text of a paragraph")
        verbose_name_plural = _("texts of paragraphs")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("paragraph", "language"), name="one_text_a_language")
        ]
        indexes: ClassVar = PARAGRAPH_WORDS.indexes("paragraph")

    def __str__(self) -> str:
        return f"{self.paragraph} ({self.language})"

    @property
    def is_edited(self) -> bool:
        """Whether a person has changed what the source gave."""
        return self.text != self.generated
