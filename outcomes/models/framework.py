"""The framework's tables: strategy, outcome, output, driver.

Numbers such as "1.1" name an output and an indicator alike, so they are never a key by themselves;
what levels are called belongs to the strategy.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from core.addresses import address_of
from core.codes import code_in_address, printed
from core.history.tracking import tracked
from core.languages.search_words import Words, translated
from core.languages.translated import text_of
from core.lengths import TEXT
from core.written_fields import DayField, LongTextField, PrintedField
from outcomes.models.querysets import InForceQuerySet, StrategyQuerySet
from outcomes.models.thresholds import OwnThresholds, within_bounds

# What levels, and the rows that papers count, are called where a strategy has no names of its own.
LEVELS = {
    "strategy": _("Strategy"),
    "outcome": _("Outcome"),
    "output": _("Output"),
    "driver": _("Cross-cutting driver"),
    "deliverable": _("Deliverable"),
    "indicator": _("Indicator"),
    "project": _("Project"),
    "projects": _("Projects"),
    "risks": _("Risks"),
    "governing_body": _("Governing Body"),
}


def ends_after_start(name: str, start: str, end: str) -> models.CheckConstraint:
    """A period may be open at either end, but must not end before it begins."""
    return models.CheckConstraint(
        condition=Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__isnull": True})
        | Q(**{f"{end}__gte": F(start)}),
        name=name,
        violation_error_message=_("The end lies before the start."),
    )


STRATEGY_WORDS = Words("symbol", titles=translated("title", "short_title"))
TITLE_WORDS = Words(titles=translated("title"))
NUMBERED_WORDS = Words("number", titles=translated("title"))
HEADED_WORDS = Words("number", titles=translated("title", "subtitle"))


class RoundsEvery(models.IntegerChoices):
    """How many months lie between two rounds of status."""

    MONTH = 1, _("Every month")
    QUARTER = 3, _("Every quarter")


@tracked
class Strategy(OwnThresholds):
    """A strategy of several years. Several may live side by side and overlap.

    `level_names` maps the keys of `LEVELS` to their names per language, as in {"output": {"en": "Output",
    "de": "Zu erbringende Leistung"}, "projects": {"en": "IT projects"}}.
    """

    slug = models.SlugField(_("short name in addresses"), unique=True)
    title = models.CharField(_("title"), max_length=300)
    short_title = models.CharField(_("short title"), max_length=80)
    symbol = PrintedField(_("symbol of the document"), max_length=60, blank=True)
    starts_on = DayField(_("first day"))
    ends_on = DayField(_("last day"))
    original_language = models.CharField(_("original language"), max_length=5, default="en")
    rounds_every = models.PositiveSmallIntegerField(
        _("rounds of status"), choices=RoundsEvery.choices, default=RoundsEvery.MONTH
    )
    level_names = models.JSONField(_("names of the levels"), default=dict, blank=True)
    i18n = TranslationField(fields=("title", "short_title"))

    objects = StrategyQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "slug")
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        indexes: ClassVar = STRATEGY_WORDS.indexes("strategy")
        constraints: ClassVar = [
            ends_after_start("strategy_ends_after_start", "starts_on", "ends_on"),
            code_in_address("strategy_slug_in_address", "slug"),
            within_bounds(),
        ]

    def __str__(self) -> str:
        return text_of(self, "short_title")

    def get_absolute_url(self) -> str:
        """The strategy's tree."""
        return address_of("outcomes:strategy-detail", self.slug)

    def level_name(self, level: str) -> str:
        """What this strategy calls a level, in the active language, else in its original one."""
        names = self.level_names.get(level, {})
        language = (translation.get_language() or "")[:2]
        return names.get(language) or names.get(self.original_language) or str(LEVELS[level])

    def printed_name(self, level: str) -> str:
        """The same for a paper: a sentence of one language takes no word of another."""
        language = (translation.get_language() or "")[:2]
        return self.level_names.get(level, {}).get(language) or str(LEVELS[level])

    @property
    def years(self) -> range:
        """The years whose work plans it has."""
        return range(self.starts_on.year, self.ends_on.year + 1)

    def year_number(self, year: int) -> int | None:
        """Which year of the strategy `year` is, from 1; None outside it."""
        if not self.starts_on.year <= year <= self.ends_on.year:
            return None
        return year - self.starts_on.year + 1

    def contains(self, day: date) -> bool:
        """Whether the strategy is in force on `day`."""
        return self.starts_on <= day <= self.ends_on


class InForce(models.Model):
    """A part of a framework with the time in which it holds."""

    in_force_from = DayField(_("in force from"), null=True, blank=True)
    in_force_until = DayField(_("in force until"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds(self, at: date) -> bool:
        """Whether it is in force on the day `at`; both ends count."""
        begun = self.in_force_from is None or self.in_force_from <= at
        return begun and (self.in_force_until is None or self.in_force_until >= at)


@tracked
class Outcome(InForce):
    """What the strategy wants to be different. Its `opening` begins its chapter of the report.

    A `subtitle` is its second line, under the heading.
    """

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="outcomes", verbose_name=_("strategy")
    )
    number = PrintedField(_("number"), max_length=10)
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=300, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    opening = LongTextField(_("opening paragraph of its chapter"), blank=True, max_length=TEXT)
    i18n = TranslationField(fields=("title", "subtitle", "opening"))

    objects = InForceQuerySet.as_manager()

    class Meta:
        ordering = ("strategy", "position", "id")
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        indexes: ClassVar = HEADED_WORDS.indexes("outcome")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("strategy", "number", "in_force_from"),
                name="outcome_number_once",
                nulls_distinct=False,
                violation_error_message=_("This strategy has an outcome of that number already."),
            ),
            ends_after_start("outcome_ends_after_start", "in_force_from", "in_force_until"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {text_of(self, 'title')}".strip()

    def get_absolute_url(self) -> str:
        """Its page within the strategy."""
        return address_of("outcomes:part-detail", self.strategy.slug, "outcome", self.pk)

    def called(self, level: str) -> str:
        """ "1 A more efficient house"; without a title what its strategy calls it: "Outcome 1"."""
        title = text_of(self, "title")
        return f"{self.number} {title}" if title else f"{level} {self.number}"


@tracked
class Output(InForce):
    """What is delivered towards an outcome; projects are placed under it. It may have a `subtitle`."""

    outcome = models.ForeignKey(
        Outcome, on_delete=models.CASCADE, related_name="outputs", verbose_name=_("outcome")
    )
    number = PrintedField(_("number"), max_length=10)
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    i18n = TranslationField(fields=("title", "subtitle"))

    objects = InForceQuerySet.as_manager()

    class Meta:
        ordering = ("outcome", "position", "id")
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        indexes: ClassVar = HEADED_WORDS.indexes("output")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("outcome", "number", "in_force_from"),
                name="output_number_once",
                nulls_distinct=False,
                violation_error_message=_("This outcome has an output of that number already."),
            ),
            ends_after_start("output_ends_after_start", "in_force_from", "in_force_until"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {text_of(self, 'title')}"

    def get_absolute_url(self) -> str:
        """Its page within the strategy."""
        return address_of("outcomes:part-detail", self.outcome.strategy.slug, "output", self.pk)


@tracked
class Driver(InForce):
    """A cross-cutting driver: work that serves every outcome, such as information security."""

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="drivers", verbose_name=_("strategy")
    )
    slug = models.SlugField(_("short name in addresses"))
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=300)
    i18n = TranslationField(fields=("title",))

    objects = InForceQuerySet.as_manager()

    class Meta:
        ordering = ("strategy", "position", "id")
        verbose_name = _("cross-cutting driver")
        verbose_name_plural = _("cross-cutting drivers")
        indexes: ClassVar = TITLE_WORDS.indexes("driver")
        constraints: ClassVar = [
            printed("driver_slug_printed", "slug"),
            models.UniqueConstraint(
                fields=("strategy", "slug"),
                name="driver_once",
                violation_error_message=_("This strategy has a driver of that name already."),
            ),
            ends_after_start("driver_ends_after_start", "in_force_from", "in_force_until"),
        ]

    def __str__(self) -> str:
        return text_of(self, "title")

    def get_absolute_url(self) -> str:
        """Its page within the strategy."""
        return address_of("outcomes:part-detail", self.strategy.slug, "driver", self.pk)
