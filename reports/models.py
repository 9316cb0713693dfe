"""The work (a report), its language editions, its text, and the drafts made of it.

Footnotes stand in the text itself, as `^[…]`: a note cannot outlive its paragraph or lose its place.
A paragraph names the figure that follows it by the figure's key.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modeltrans.fields import TranslationField

from core.history.tracking import tracked
from core.languages import LANGUAGES
from core.languages.rounding import Rounding
from core.models import Job
from core.numbers.registry import NumberContext
from core.search.sources import words_in_its_language
from outcomes.models import Strategy
from reports.querysets import ReportQuerySet, ReportTemplateQuerySet
from reports.word_templates.models import WordTemplate

LANGUAGE_CHOICES = [(code, code) for code in LANGUAGES]


class Profile(models.TextChoices):
    """Two profiles of a paper; a switch, not two templates."""

    INFORMATION = "information", _("For information")
    DECISION = "decision", _("For decision")


class RoundingChoice(models.TextChoices):
    """How shares are rounded in this report."""

    NEAREST = Rounding.NEAREST.value, _("To the nearest whole")
    CUT = Rounding.CUT.value, _("Cut off")


class Origin(models.TextChoices):
    """Where a paragraph comes from; decides what regenerating may do to it."""

    TEMPLATE = "template", _("From the outline")
    ADOPTED = "adopted", _("From a project's remark")
    WRITTEN = "written", _("Written here")


IMPLICATIONS = (
    *("strategic_objective", "main_outcome", "policy_implications"),
    *("legal_implications", "financial_implications", "follow_up"),
)


def implication(label: Any) -> "models.CharField[str, str]":
    """A line of the box on a decision paper's cover; empty is printed as "None."."""
    return models.CharField(label, max_length=300, blank=True)


@tracked
class Report(models.Model):
    """A progress report on one year of a strategy, in all its languages.

    `cut_off` is the day as of which the data are taken; `known_at`, set when the report is locked,
    the moment of knowledge. `outline` holds the sections and their opening paragraphs
    (`reports.outline` documents and checks its form).
    """

    strategy = models.ForeignKey(
        Strategy, on_delete=models.PROTECT, related_name="reports", verbose_name=_("strategy")
    )
    slug = models.SlugField(_("short name in addresses"), unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    profile = models.CharField(
        _("profile"), max_length=12, choices=Profile.choices, default=Profile.INFORMATION
    )
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    agenda_item = models.PositiveSmallIntegerField(
        _("item on the agenda"),
        null=True,
        blank=True,
        help_text=_("Its number; a decision paper prints it in words."),
    )
    strategic_objective = implication(_("relevant strategic objective"))
    main_outcome = implication(_("main relevant outcome"))
    policy_implications = implication(_("policy implications"))
    legal_implications = implication(_("legal implications"))
    financial_implications = implication(_("financial implications"))
    follow_up = implication(_("follow-up action required"))
    decision = models.TextField(
        _("draft decision"),
        blank=True,
        help_text=_(
            "The last paragraph of a decision paper; lines that begin with “- ” are its points."
        ),
    )
    symbol = models.CharField(_("symbol"), max_length=60)
    session_number = models.PositiveSmallIntegerField(_("session"))
    session_place = models.CharField(_("place"), max_length=80)
    session_dates = models.CharField(_("dates of the session"), max_length=80)
    section = models.CharField(
        pgettext_lazy("of the Governing Body", "section"), max_length=120, blank=True
    )
    section_code = models.CharField(_("code of the section"), max_length=10, blank=True)
    segment = models.CharField(_("segment"), max_length=120, blank=True)
    dated = models.DateField(_("date of the document"))
    original_language = models.CharField(
        _("original language"), max_length=5, choices=LANGUAGE_CHOICES, default="en"
    )
    author_unit = models.CharField(_("author unit"), max_length=200, blank=True)
    file_tag = models.CharField(_("unit in file names"), max_length=12, blank=True)
    related_documents = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("related documents"),
        default=list,
        blank=True,
    )
    cut_off = models.DateField(_("data as of"))
    known_at = models.DateTimeField(_("as known at"), null=True, blank=True)
    rounding = models.CharField(
        _("shares are rounded"),
        max_length=8,
        choices=RoundingChoice.choices,
        default=RoundingChoice.NEAREST,
    )
    outline = models.JSONField(_("outline"), default=list)
    word_template = models.ForeignKey(
        WordTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("Word template"),
    )
    i18n = TranslationField(
        fields=(
            "title",
            "summary",
            *IMPLICATIONS,
            "decision",
            "session_place",
            "session_dates",
            "section",
            "segment",
            "author_unit",
        )
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "slug")
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The report's page."""
        return reverse("reports:report-detail", args=[self.slug])

    @property
    def number_context(self) -> NumberContext:
        """For what the live numbers of this report are computed."""
        return NumberContext(
            strategy=self.strategy.slug, year=self.year, at=self.cut_off, known_at=self.known_at
        )


@tracked
class ReportTemplate(models.Model):
    """How the reports of a strategy are built: what a new one takes where it says nothing itself.

    It comes with the strategy's file (`load_strategy`) or is written on its page; a report keeps its
    own copy of the outline.
    """

    strategy = models.OneToOneField(
        Strategy,
        on_delete=models.CASCADE,
        related_name="report_template",
        verbose_name=_("strategy"),
    )
    profile = models.CharField(
        _("profile"), max_length=12, choices=Profile.choices, default=Profile.INFORMATION
    )
    languages = ArrayField(
        models.CharField(max_length=5, choices=LANGUAGE_CHOICES),
        verbose_name=_("editions"),
        default=list,
        blank=True,
    )
    outline = models.JSONField(_("outline"), default=list)
    word_template = models.ForeignKey(
        WordTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="report_templates",
        verbose_name=_("Word template"),
    )

    objects = ReportTemplateQuerySet.as_manager()

    class Meta:
        ordering = ("strategy",)
        verbose_name = _("template of reports")
        verbose_name_plural = _("templates of reports")

    def __str__(self) -> str:
        return str(self.strategy)

    def get_absolute_url(self) -> str:
        """Where it can be read."""
        return reverse("templates:outline-detail", args=[self.strategy.slug])

    def get_outline_display(self) -> str:
        """The outline as people edit it."""
        from reports.outlines.text import outline_text

        return outline_text(self.outline)


@tracked
class Edition(models.Model):
    """The report in one language."""

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="editions", verbose_name=_("report")
    )
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES)

    class Meta:
        ordering = ("report", "id")
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("report", "language"),
                name="one_edition_a_language",
                violation_error_message=_("This report has an edition in that language already."),
            )
        ]

    def __str__(self) -> str:
        return self.language


@tracked
class Section(models.Model):
    """A heading and what stands under it. `key` is its natural key in the outline."""

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="sections", verbose_name=_("report")
    )
    key = models.CharField(_("key"), max_length=120)
    position = models.PositiveIntegerField(_("position"))
    level = models.PositiveSmallIntegerField(_("level"))
    # Of the paper: `reports.outline.Part`.
    part = models.PositiveSmallIntegerField(_("part of the paper"), default=0)
    heading = models.CharField(_("heading"), max_length=300)
    i18n = TranslationField(fields=("heading",))

    class Meta:
        ordering = ("report", "position", "id")
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("report", "key"), name="section_once"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=3), name="section_level_1_to_3"
            ),
        ]

    def __str__(self) -> str:
        return self.heading


@tracked
class Paragraph(models.Model):
    """One numbered paragraph, the same in every edition; its number is computed."""

    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="paragraphs", verbose_name=_("section")
    )
    key = models.CharField(_("key"), max_length=120)
    position = models.PositiveIntegerField(_("position"))
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    figure = models.CharField(_("figure after it"), max_length=60, blank=True)

    class Meta:
        ordering = ("section", "position", "id")
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("section", "key"), name="paragraph_once")
        ]

    def __str__(self) -> str:
        return self.key


# What search finds and an index holds: every text by the stems of its own language.
PARAGRAPH_WORDS = words_in_its_language("text", "language")


@tracked
class ParagraphText(models.Model):
    """The words of a paragraph in one edition.

    `generated` is what the source gave when the text was last taken from it; `text` is what the
    paper says. They differ once a person has edited, and then regenerating leaves `text` alone.
    """

    paragraph = models.ForeignKey(
        Paragraph, on_delete=models.CASCADE, related_name="texts", verbose_name=_("paragraph")
    )
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES)
    text = models.TextField(_("text"))
    generated = models.TextField(_("as generated"), blank=True)

    class Meta:
        ordering = ("paragraph", "language")
        verbose_name = _("text of a paragraph")
        verbose_name_plural = _("texts of paragraphs")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("paragraph", "language"), name="one_text_a_language")
        ]
        indexes: ClassVar = [GinIndex(PARAGRAPH_WORDS, name="paragraph_words")]

    def __str__(self) -> str:
        return f"{self.paragraph} ({self.language})"

    @property
    def is_edited(self) -> bool:
        """Whether a person has changed what the source gave."""
        return self.text != self.generated


class Draft(models.Model):
    """One run of the report: what it said, and the numbers it said it with. Never changed.

    `numbers` maps each signature to its exact value, whole and row ids; `notes` is what the author
    must know (silent outputs, missing translations, sources that changed under an edit).
    `fingerprint` is of what the paper says and its rows, so that an equal run is recognised; the Word
    file also depends on the template it was written in, kept by its hash (empty: our own look).
    """

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="drafts", verbose_name=_("report")
    )
    number = models.PositiveIntegerField(_("draft"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
        verbose_name=_("made by"),
    )
    job = models.ForeignKey(
        Job,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="drafts",
        db_constraint=False,
    )
    at = models.DateField(_("data as of"))
    known_at = models.DateTimeField(_("as known at"), null=True, blank=True)
    rounding = models.CharField(_("shares are rounded"), max_length=8)
    fingerprint = models.CharField(max_length=64)
    word_template = models.ForeignKey(
        WordTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
        verbose_name=_("Word template"),
    )
    template_sha256 = models.CharField(max_length=64, blank=True)
    numbers = models.JSONField(default=dict)
    notes = models.JSONField(default=list)

    class Meta:
        ordering = ("report", "-number")
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("report", "number"), name="draft_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.report.slug} {self.number}"


class DraftEdition(models.Model):
    """The document tree of a draft in one language."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="editions")
    language = models.CharField(_("language"), max_length=5)
    tree = models.JSONField()
    missing = models.PositiveIntegerField(_("texts not translated"), default=0)

    class Meta:
        ordering = ("draft", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("draft", "language"), name="draft_language_once")
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.language}"


class Export(models.Model):
    """A file of a draft edition, as it was rendered then."""

    edition = models.ForeignKey(DraftEdition, on_delete=models.PROTECT, related_name="exports")
    format = models.CharField(_("format"), max_length=10)
    name = models.CharField(_("file name"), max_length=200)
    file = models.FileField(max_length=300)  # named by its content: `reports.services._path`
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ("edition", "format")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("edition", "format"), name="one_file_a_format")
        ]

    def __str__(self) -> str:
        return self.name
