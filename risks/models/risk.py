"""Risks, and the dated rows that say how serious they were and what was done about them."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modeltrans.fields import TranslationField

from core.addresses import address_of
from core.codes import KeyConstraint, code_in_address
from core.history.tracking import tracked
from core.languages.search_words import Words, in_any_language, translated
from core.languages.translated import text_of
from core.lengths import SENTENCES
from core.models import Unit
from core.written_fields import DayField, LongTextField
from outcomes.models import FixedStep, Outcome, OwnSubject, OwnValues, Strategy, ends_after_start
from portfolio.models import Project
from risks.choices import IMPACT_WORDS, LIKELIHOOD_WORDS, Impact, Likelihood, Register
from risks.models.querysets import (
    AcceptanceQuerySet,
    AssessmentQuerySet,
    MitigationQuerySet,
    RiskQuerySet,
)

# What search finds of a row: the same expression makes the index and asks it.
RISK_WORDS = Words("code", titles=translated("event"), texts=translated("cause", "consequence"))
MEASURE_WORDS = Words(titles=translated("what"), texts=translated("effect"))
# Notes are written in either language of the interface.
ASSESSMENT_WORDS = Words(texts=in_any_language("note"))
ACCEPTANCE_WORDS = Words(texts=in_any_language("reason"))
CODE = RegexValidator(
    r"^[A-Z][A-Z0-9.\-]*[0-9]\Z",
    _("A code is capital letters and figures and ends with a figure, as in R-15."),
)


def person_field(related_name: str, label: Any, **more: Any) -> Any:
    """Somebody who may be unknown; people are never deleted from under a record."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name=related_name,
        verbose_name=label,
        **more,
    )


@tracked
class Risk(models.Model):
    """Something that may happen: because of a cause, an event, with a consequence.

    A risk of the strategy as a whole has neither outcome nor project. `illustrative` names what is
    invented for the demonstration.
    """

    strategy = models.ForeignKey(
        Strategy, on_delete=models.PROTECT, related_name="risks", verbose_name=_("strategy")
    )
    code = models.CharField(_("code"), max_length=20, validators=[CODE])
    register = models.CharField(
        pgettext_lazy("of risks", "list"),
        max_length=10,
        choices=Register.choices,
        default=Register.REGISTER,
    )
    cause = LongTextField(pgettext_lazy("of a risk", "cause"), blank=True, max_length=SENTENCES)
    event = models.CharField(pgettext_lazy("of a risk", "event"), max_length=300)
    consequence = LongTextField(
        pgettext_lazy("of a risk", "consequence"), blank=True, max_length=SENTENCES
    )
    outcome = models.ForeignKey(
        Outcome,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="risks",
        verbose_name=_("outcome"),
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="risks",
        verbose_name=_("project"),
    )
    owner = person_field("owned_risks", _("risk owner"))
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="risks",
        verbose_name=_("unit"),
    )
    identified_on = DayField(_("identified on"))
    closed_on = DayField(_("closed on"), null=True, blank=True)
    closing_note = models.CharField(_("why it was closed"), max_length=300, blank=True)
    illustrative = models.BooleanField(
        _("illustrative"), default=False, help_text=_("Invented for the demonstration.")
    )
    own = OwnValues(_("own fields"))
    i18n = TranslationField(fields=("cause", "event", "consequence"))

    # What `RiskQuerySet.with_assessment` adds: None without an assessment.
    assessed_on: date | None
    inherent_likelihood: int | None
    inherent_impact: int | None
    inherent_score: int | None
    residual_likelihood: int | None
    residual_impact: int | None
    residual_score: int | None
    target_likelihood: int | None
    target_impact: int | None
    target_score: int | None
    # What `with_limits` adds.
    low_until: int
    medium_until: int
    high_until: int
    tolerance: int

    objects = RiskQuerySet.as_manager()
    own_subject = OwnSubject.RISK

    class Meta:
        ordering = ("code__sort_key", "id")
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        constraints: ClassVar = [
            code_in_address("risk_code_in_address"),
            KeyConstraint(
                fields=("strategy", "code"),
                name="risk_code_once",
                violation_error_message=_("This strategy has a risk of that code already."),
            ),
            ends_after_start("risk_closed_after_identified", "identified_on", "closed_on"),
        ]
        indexes: ClassVar = RISK_WORDS.indexes("risk")

    def __str__(self) -> str:
        return f"{self.code} {text_of(self, 'event')}"

    def get_absolute_url(self) -> str:
        """The risk's page."""
        return address_of("risks:risk-detail", self.strategy.slug, self.code)

    @property
    def row_title(self) -> str:
        """What lists call it: the event, in the reader's language."""
        return text_of(self, "event")

    def is_open(self, at: date) -> bool:
        """Whether it was known and not closed on the day `at`."""
        return self.identified_on <= at and (self.closed_on is None or self.closed_on > at)

    def is_closed(self, at: date) -> bool:
        """Whether its closing day had come by `at`; what comes only later is not closed."""
        return self.closed_on is not None and self.closed_on <= at


def _likelihood(label: Any, **more: Any) -> FixedStep:
    return _step(label, Likelihood.choices, LIKELIHOOD_WORDS, **more)


def _impact(label: Any, **more: Any) -> FixedStep:
    return _step(label, Impact.choices, IMPACT_WORDS, **more)


def _step(label: Any, choices: Any, vocabulary: str, **more: Any) -> FixedStep:
    return FixedStep(
        label, choices=choices, vocabulary=vocabulary, strategy="risk.strategy_id", **more
    )


_FROM_1_TO_5 = _("Likelihood and impact go from 1 to 5.")


def _on_scale(name: str, *fields: str) -> models.CheckConstraint:
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__gte": 1, f"{field}__lte": 5})
    return models.CheckConstraint(
        condition=condition, name=name, violation_error_message=_FROM_1_TO_5
    )


@tracked
class Assessment(models.Model):
    """How serious a risk was on a day: without controls, with them, and where it is to end.

    A residual score above the inherent one is allowed, for it can be meant; pages warn of it.
    """

    risk = models.ForeignKey(
        Risk, on_delete=models.CASCADE, related_name="assessments", verbose_name=_("risk")
    )
    on = DayField(_("assessed on"))
    inherent_likelihood = _likelihood(_("inherent likelihood"))
    inherent_impact = _impact(_("inherent impact"))
    residual_likelihood = _likelihood(_("residual likelihood"))
    residual_impact = _impact(_("residual impact"))
    target_likelihood = _likelihood(_("target likelihood"), null=True, blank=True)
    target_impact = _impact(_("target impact"), null=True, blank=True)
    note = LongTextField(_("note"), blank=True, max_length=SENTENCES)
    assessed_by = person_field("risk_assessments", _("assessed by"))

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("risk", "-on", "id")
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("risk", "on"),
                name="one_assessment_a_day",
                violation_error_message=_("This risk has been assessed on that day already."),
            ),
            _on_scale("inherent_from_1_to_5", "inherent_likelihood", "inherent_impact"),
            _on_scale("residual_from_1_to_5", "residual_likelihood", "residual_impact"),
            models.CheckConstraint(
                condition=Q(target_likelihood__isnull=True, target_impact__isnull=True)
                # Without the two "not null" an unknown comparison would let half a target pass.
                | Q(
                    target_likelihood__isnull=False,
                    target_impact__isnull=False,
                    target_likelihood__gte=1,
                    target_likelihood__lte=5,
                    target_impact__gte=1,
                    target_impact__lte=5,
                ),
                name="target_whole_and_from_1_to_5",
                violation_error_message=_(
                    "A target needs likelihood and impact, both from 1 to 5."
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(F("risk"), F("on").desc(), name="assessment_latest"),
            *ASSESSMENT_WORDS.indexes("assessment"),
        ]

    def __str__(self) -> str:
        return f"{self.risk.code} {self.on}"

    def get_absolute_url(self) -> str:
        """The page of its risk."""
        return self.risk.get_absolute_url()

    @property
    def inherent_score(self) -> int:
        """Likelihood times impact without controls."""
        return self.inherent_likelihood * self.inherent_impact

    @property
    def residual_score(self) -> int:
        """Likelihood times impact with the controls there are."""
        return self.residual_likelihood * self.residual_impact

    @property
    def target_score(self) -> int | None:
        """Likelihood times impact it is to come to; None when no target is set."""
        if self.target_likelihood is None or self.target_impact is None:
            return None
        return self.target_likelihood * self.target_impact

    @property
    def is_residual_above_inherent(self) -> bool:
        """Controls that make it worse: mostly a slip of the pen."""
        return self.residual_score > self.inherent_score


@tracked
class Mitigation(models.Model):
    """Something done about a risk, by somebody until a day, and what it brought."""

    risk = models.ForeignKey(
        Risk, on_delete=models.CASCADE, related_name="mitigations", verbose_name=_("risk")
    )
    what = models.CharField(_("measure"), max_length=300)
    owner = person_field("risk_mitigations", _("responsible"))
    due_on = DayField(_("due on"), null=True, blank=True)
    done_on = DayField(_("done on"), null=True, blank=True)
    effect = LongTextField(_("effect"), blank=True, max_length=SENTENCES)
    i18n = TranslationField(fields=("what", "effect"))

    objects = MitigationQuerySet.as_manager()

    class Meta:
        ordering = ("risk", "due_on", "id")
        verbose_name = _("mitigation")
        verbose_name_plural = _("mitigations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("risk", "what"),
                name="mitigation_once",
                violation_error_message=_("This risk has that measure already."),
            )
        ]
        indexes: ClassVar = MEASURE_WORDS.indexes("measure")

    def __str__(self) -> str:
        return text_of(self, "what")

    def get_absolute_url(self) -> str:
        """The page of its risk."""
        return self.risk.get_absolute_url()

    def is_overdue(self, at: date) -> bool:
        """Not done on the day `at` although its day had passed."""
        is_done = self.done_on is not None and self.done_on <= at
        return not is_done and self.due_on is not None and self.due_on < at


@tracked
class Acceptance(models.Model):
    """Somebody answers, for a time, for a residual risk above the tolerance.

    `score` is what was accepted: a risk that has grown since is not covered. `risk_owner` is whose
    risk it was on that day, so that the database itself can refuse an acceptance of one's own.
    """

    risk = models.ForeignKey(
        Risk, on_delete=models.CASCADE, related_name="acceptances", verbose_name=_("risk")
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="accepted_risks",
        verbose_name=_("accepted by"),
    )
    risk_owner = person_field("risks_accepted_for", _("risk owner on that day"))
    on = DayField(_("accepted on"))
    until = DayField(_("accepted until"))
    score = models.PositiveSmallIntegerField(_("accepted score"))
    reason = LongTextField(_("reason"), max_length=SENTENCES)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        ordering = ("risk", "-on", "id")
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("risk", "on"),
                name="one_acceptance_a_day",
                violation_error_message=_("This risk has been accepted on that day already."),
            ),
            models.CheckConstraint(
                condition=Q(risk_owner__isnull=True) | ~Q(accepted_by=F("risk_owner")),
                name="nobody_accepts_their_own_risk",
                violation_error_message=_("Nobody accepts their own risk."),
            ),
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=25),
                name="accepted_score_is_a_score",
                violation_error_message=_("A score lies between 1 and 25."),
            ),
            ends_after_start("acceptance_ends_after_start", "on", "until"),
        ]
        indexes: ClassVar = ACCEPTANCE_WORDS.indexes("acceptance")

    def __str__(self) -> str:
        return f"{self.risk.code} {self.on}–{self.until}"

    def get_absolute_url(self) -> str:
        """The page of its risk."""
        return self.risk.get_absolute_url()

    def covers(self, points: int | None, at: date) -> bool:
        """Whether it holds on the day `at` for a residual score of `points`."""
        return self.on <= at <= self.until and points is not None and points <= self.score
