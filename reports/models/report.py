"""A report and its language editions."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modeltrans.fields import TranslationField

from core.access import Action
from core.addresses import address_of
from core.codes import code_in_address, printed
from core.figures.declared import Declarations, declarations
from core.history.tracking import tracked
from core.languages.rounding import Rounding
from core.languages.search_words import Words, translated
from core.languages.translated import text_of
from core.lengths import SENTENCES, TEXT
from core.numbers.printing import Style
from core.numbers.registry import NumberContext
from core.written_fields import DayField, LongTextField, PrintedField, YearField
from core.years import Years
from outcomes.models import Strategy
from reports.models.choices import LANGUAGE_CHOICES, InWords, Profile, RoundingChoice
from reports.models.outline_yaml import plain_text
from reports.models.word_template import WordTemplate

if TYPE_CHECKING:
    from core.models import User
    from reports.models.draft import Draft

IMPLICATIONS = (
    *("strategic_objective", "main_outcome", "policy_implications"),
    *("legal_implications", "financial_implications", "follow_up"),
)


def implication(label: Any) -> "models.CharField[str, str]":
    """A line of the box on a decision paper's cover; empty is printed as "None."."""
    return models.CharField(label, max_length=300, blank=True)


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, behind the row gate."""

    def visible_to(self, user: "User") -> "ReportQuerySet":
        """Those that `user` may read."""
        return self if user.access.may(Action.VIEW_REPORT) else self.none()

    def regenerable_by(self, user: "User") -> "ReportQuerySet":
        """Those of which `user` may make a new draft."""
        return self if user.access.may(Action.REGENERATE_REPORT) else self.none()

    def in_drafting(self) -> "ReportQuerySet":
        """Those that are not locked."""
        return self.filter(known_at__isnull=True)


REPORT_WORDS = Words("symbol", titles=translated("title"))


@tracked
class Report(models.Model):
    """A progress report on one year of a strategy, or on those from `since` to `year`, in all languages.

    `cut_off` is the day as of which the data are taken; `known_at`, set when the report is locked,
    the moment of knowledge. `outline` holds the sections and their opening paragraphs
    (`reports.outline.plan` documents and checks its form); `own_figures` and `own_tables` are those that
    this report declares for itself (`core.figures.declared`).
    """

    strategy = models.ForeignKey(
        Strategy, on_delete=models.PROTECT, related_name="reports", verbose_name=_("strategy")
    )
    slug = models.SlugField(_("short name in addresses"), unique=True)
    since = YearField(
        _("first year"),
        null=True,
        blank=True,
        help_text=_("Of a report on several years; a project counts once. Empty: it is on one."),
    )
    year = YearField(_("year"))
    profile = models.CharField(
        _("profile"), max_length=12, choices=Profile.choices, default=Profile.INFORMATION
    )
    title = models.CharField(_("title"), max_length=300)
    summary = LongTextField(_("summary"), blank=True, max_length=TEXT)
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
    decision = LongTextField(
        _("draft decision"),
        blank=True,
        help_text=_(
            "The last paragraph of a decision paper; lines that begin with “- ” are its points."
        ),
        max_length=TEXT,
    )
    symbol = PrintedField(_("symbol"), max_length=60)
    session_number = models.PositiveSmallIntegerField(_("session"))
    session_place = models.CharField(_("place"), max_length=80)
    session_dates = models.CharField(_("dates of the session"), max_length=80)
    section = models.CharField(
        pgettext_lazy("of the Governing Body", "section"), max_length=120, blank=True
    )
    section_code = PrintedField(_("code of the section"), max_length=10, blank=True)
    segment = models.CharField(_("segment"), max_length=120, blank=True)
    dated = DayField(_("date of the document"))
    original_language = models.CharField(
        _("original language"), max_length=5, choices=LANGUAGE_CHOICES, default="en"
    )
    cover_alone = models.BooleanField(_("text begins on the page after the cover"), default=False)
    word_budget = models.PositiveIntegerField(
        _("word budget"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1_000_000)],
        help_text=_("How many words an edition may have, headings and notes included."),
    )
    author_unit = models.CharField(_("author unit"), max_length=200, blank=True)
    file_tag = PrintedField(_("unit in file names"), max_length=12, blank=True)
    related_documents = ArrayField(
        PrintedField(max_length=60),
        verbose_name=_("related documents"),
        default=list,
        blank=True,
    )
    cut_off = DayField(_("data as of"))
    known_at = models.DateTimeField(_("as known at"), null=True, blank=True)
    final_reason = LongTextField(
        _("reason of calling it final, or of opening it again"), blank=True, max_length=SENTENCES
    )
    rounding = models.CharField(
        _("shares are rounded"),
        max_length=8,
        choices=RoundingChoice.choices,
        default=RoundingChoice.NEAREST,
    )
    in_words = models.CharField(
        _("numbers in words"), max_length=8, choices=InWords.choices, default=InWords.TEN
    )
    outline = models.JSONField(_("outline"), default=list)
    own_figures = models.JSONField(_("figures of its own"), default=list, blank=True)
    own_tables = models.JSONField(_("tables of its own"), default=list, blank=True)
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
        indexes: ClassVar = REPORT_WORDS.indexes("report")
        constraints: ClassVar = [
            code_in_address("report_slug_in_address", "slug"),
            printed("report_file_tag_printed", "file_tag"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(since__lt=F("year")),
                name="report_since_before_year",
                violation_error_message=_("The first year lies before the last one."),
            ),
        ]

    def __str__(self) -> str:
        return text_of(self, "title")

    def get_absolute_url(self) -> str:
        """The report's page."""
        return address_of("reports:report-detail", self.slug)

    @property
    def is_in_drafting(self) -> bool:
        """Whether it is not locked (as `ReportQuerySet.in_drafting`)."""
        return self.known_at is None

    @property
    def latest_draft(self) -> "Draft | None":
        """The draft that was made last, asked for anew each time."""
        return self.drafts.order_by("-number").first()

    @property
    def number_context(self) -> NumberContext:
        """For what the live numbers of this report are computed."""
        return NumberContext(
            strategy=self.strategy.slug,
            year=self.year,
            since=self.since,
            at=self.cut_off,
            known_at=self.known_at,
        )

    @property
    def style(self) -> Style:
        """How it writes live numbers wherever they stand."""
        most = InWords(self.in_words).most
        return Style(rounding=Rounding(self.rounding), most_in_words=most)

    @property
    def years(self) -> Years:
        """What it reports on."""
        return Years(self.since or self.year, self.year)

    @property
    def declared(self) -> Declarations:
        """The figures and tables that it declares for itself."""
        return declarations(self.own_figures, self.own_tables)

    def get_own_figures_display(self) -> str:
        """The figures of its own as people write them."""
        return plain_text(self.own_figures)

    def get_own_tables_display(self) -> str:
        """The tables of its own as people write them."""
        return plain_text(self.own_tables)


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
