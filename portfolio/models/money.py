"""Money: the lines it comes from, and what projects plan, commit and spend."""

from typing import ClassVar

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from core.addresses import address_of
from core.codes import KeyConstraint, printed
from core.history.tracking import tracked
from core.languages.search_words import Words, translated
from core.languages.translated import text_of
from core.written_fields import PrintedField, YearField
from outcomes.models import InForce, Strategy, ends_after_start
from outcomes.models.querysets import InForceQuerySet
from portfolio.choices import CostKind
from portfolio.models.project import Project
from portfolio.models.querysets.rows import CostQuerySet

BIENNIUM = 2
# What tells one cost from another (docs/formats/costs.md).
COST_KEY = ("project_id", "funding_line_id", "year", "kind", "currency", "note")
COST_STANDS_ALREADY = _(
    "That stands there already. If it is another one, tell the two apart by a note."
)

# A unique index would refuse the tables of those who have twins from before, and no twin is to be
# merged or marked for them. So the key is asked for whenever a row gets it (decision 036).
_COST_KEY_IS_FREE = """
IF TG_OP = 'UPDATE' THEN
    IF (OLD.project_id, OLD.funding_line_id, OLD.year, OLD.kind, OLD.currency, OLD.note)
        IS NOT DISTINCT FROM
        (NEW.project_id, NEW.funding_line_id, NEW.year, NEW.kind, NEW.currency, NEW.note)
    THEN RETURN NEW; END IF;
END IF;
-- Who adds the same at this moment has to end first. One lock for all: an import would need thousands.
PERFORM pg_advisory_xact_lock(hashtextextended('cost_once', 0));
IF EXISTS (
    SELECT FROM portfolio_cost
    WHERE project_id = NEW.project_id AND year = NEW.year AND kind = NEW.kind
        AND funding_line_id IS NOT DISTINCT FROM NEW.funding_line_id
        AND currency = NEW.currency AND note = NEW.note AND id <> NEW.id
) THEN
    RAISE unique_violation USING CONSTRAINT = 'cost_once', TABLE = TG_TABLE_NAME,
        MESSAGE = 'a cost of this project, line, year, kind, currency and note stands there already';
END IF;
RETURN NEW;
"""


def currency_field() -> "models.CharField[str, str]":
    """A currency by its code in ISO 4217."""
    return models.CharField(
        _("currency"), max_length=3, default="USD", help_text=_("Three capital letters: USD, CHF.")
    )


def currency_is_a_code(name: str) -> models.CheckConstraint:
    """Two amounts are only ever added when their currency is spelt alike."""
    return models.CheckConstraint(
        condition=Q(currency__regex=r"^[A-Z]{3}$"),
        name=name,
        violation_error_message=_("Write the currency as three capital letters, such as USD."),
    )


LINE_WORDS = Words("code", "source", titles=translated("title"))


@tracked
class FundingLine(InForce):
    """A source of money of a strategy, with what it gives in each biennium."""

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="funding_lines", verbose_name=_("strategy")
    )
    code = PrintedField(_("code"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    amount = models.DecimalField(_("amount per biennium"), max_digits=16, decimal_places=2)
    currency = currency_field()
    biennium_start = YearField(
        _("first year"), help_text=_("The first year of its first biennium.")
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    i18n = TranslationField(fields=("title",))

    objects = InForceQuerySet.as_manager()

    class Meta:
        ordering = ("strategy", "code__sort_key", "id")
        verbose_name = _("funding line")
        verbose_name_plural = _("funding lines")
        indexes: ClassVar = LINE_WORDS.indexes("funding_line")
        constraints: ClassVar = [
            printed("funding_line_code_printed", "code"),
            KeyConstraint(
                fields=("strategy", "code"),
                name="funding_line_once",
                violation_error_message=_("This strategy has a funding line of that code already."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="funding_not_negative",
                violation_error_message=_("An amount of money is not negative."),
            ),
            currency_is_a_code("funding_currency_code"),
            ends_after_start("funding_ends_after_start", "in_force_from", "in_force_until"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {text_of(self, 'title')}"

    def get_absolute_url(self) -> str:
        """The line's page."""
        return address_of("portfolio:line-detail", self.pk)

    def biennium_of(self, year: int) -> tuple[int, int]:
        """First and last year of the biennium in which `year` lies."""
        first = year - (year - self.biennium_start) % BIENNIUM
        return first, first + BIENNIUM - 1


@tracked
class Cost(models.Model):
    """Money of a project in a year. Several of one kind are told apart by their notes."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="costs", verbose_name=_("project")
    )
    funding_line = models.ForeignKey(
        FundingLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="costs",
        verbose_name=_("funding line"),
    )
    year = YearField(_("year"))
    kind = models.CharField(_("kind"), max_length=9, choices=CostKind.choices)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    currency = currency_field()
    note = models.CharField(_("note"), max_length=300, blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = CostQuerySet.as_manager()

    class Meta:
        ordering = ("project", "year", "kind", "id")
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="cost_not_negative",
                violation_error_message=_("An amount of money is not negative."),
            ),
            currency_is_a_code("cost_currency_code"),
        ]
        indexes: ClassVar = [
            models.Index(fields=("year", "kind", "funding_line"), name="cost_by_year_and_line")
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="cost_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_COST_KEY_IS_FREE,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}: {self.amount} {self.currency}"

    def clean(self) -> None:
        """Refuse a key that another cost has, unless this is one of twins from before the rule."""
        key = {name: getattr(self, name) for name in COST_KEY}
        if Cost.objects.filter(pk=self.pk, **key).exists():
            return
        if Cost.objects.filter(**key).exists():
            raise ValidationError({"note": COST_STANDS_ALREADY})
