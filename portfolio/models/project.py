"""Projects and the dated rows that say what was true of them when."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from core.access import Action, Grant, RowAction
from core.addresses import address_of
from core.codes import CODE_IN_ADDRESS, KeyConstraint, code_in_address, printed
from core.history.tracking import tracked
from core.languages.search_words import Words, translated
from core.languages.sorting import SortKey
from core.languages.translated import text_of
from core.lengths import TEXT
from core.models import Unit, User
from core.written_fields import DayField, LongTextField, YearField
from outcomes.models import (
    Driver,
    FixedWord,
    Output,
    OwnSubject,
    OwnValues,
    Strategy,
    TermField,
    Vocabulary,
    ends_after_start,
)
from portfolio.choices import STAGE_WORDS, USUAL_KIND, Stage
from portfolio.models.querysets import ProjectQuerySet, ProjectRowQuerySet, WorkPlanQuerySet
from portfolio.rules.separation import PROJECT_DECISION, SIGN_OFF, SIGNER_NAMING

# What search finds of a row: the same expression makes the index and asks it.
PROJECT_WORDS = Words("code", titles=translated("name"), texts=translated("description"))
REMARK_WORDS = Words(texts=translated("text"))


def illustrative_field() -> "ArrayField[list[str], list[str]]":
    """Names what of a row is invented for the demonstration: "all", or "category", "dates", …"""
    return ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("illustrative"),
        default=list,
        blank=True,
        help_text=_("What is invented here: all, category, dates, size, unit, people."),
    )


@tracked
class Project(models.Model):
    """A line of the work plan: a project, or a service, training, partnership or funding.

    What changes with time (stage, work plan, status) stands in dated rows beside it.
    """

    strategy = models.ForeignKey(
        Strategy, on_delete=models.PROTECT, related_name="projects", verbose_name=_("strategy")
    )
    code = models.CharField(_("code"), max_length=20, validators=[CODE_IN_ADDRESS])
    name = models.CharField(_("name"), max_length=200)
    description = LongTextField(_("description"), blank=True, max_length=TEXT)
    kind = TermField(_("kind"), vocabulary=Vocabulary.KIND, default=USUAL_KIND)
    category = TermField(_("category"), vocabulary=Vocabulary.CATEGORY, blank=True)
    output = models.ForeignKey(
        Output,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("output"),
    )
    driver = models.ForeignKey(
        Driver,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("cross-cutting driver"),
    )
    lead_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="projects", verbose_name=_("lead unit")
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_projects",
        verbose_name=_("project manager"),
    )
    business_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_projects",
        verbose_name=_("business owner"),
    )
    size = TermField(_("size"), vocabulary=Vocabulary.SIZE, blank=True)
    baseline_start = DayField(_("planned start"), null=True, blank=True)
    baseline_finish = DayField(_("planned finish"), null=True, blank=True)
    forecast_finish = DayField(_("forecast finish"), null=True, blank=True)
    actual_finish = DayField(_("finished on"), null=True, blank=True)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signed_off_projects",
        verbose_name=_("signed off by"),
    )
    signed_off_on = DayField(_("signed off on"), null=True, blank=True)
    own = OwnValues(_("own fields"))
    illustrative = illustrative_field()
    i18n = TranslationField(fields=("name", "description"))

    objects = ProjectQuerySet.as_manager()
    own_subject = OwnSubject.PROJECT

    class Meta:
        ordering = ("code__sort_key", "id")
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints: ClassVar = [
            KeyConstraint(
                fields=("strategy", "code"),
                name="project_code_once",
                violation_error_message=_("This strategy has a project of that code already."),
            ),
            code_in_address("project_code_in_address"),
            models.CheckConstraint(
                condition=Q(output__isnull=False, driver__isnull=True)
                | Q(output__isnull=True, driver__isnull=False),
                name="project_placed_once",
                violation_error_message=_(
                    "Place the project under exactly one output or one cross-cutting driver."
                ),
            ),
            ends_after_start("project_planned_order", "baseline_start", "baseline_finish"),
            ends_after_start("project_finished_after_start", "baseline_start", "actual_finish"),
            models.CheckConstraint(
                condition=Q(signed_off_by__isnull=True, signed_off_on__isnull=True)
                | Q(signed_off_by__isnull=False, signed_off_on__isnull=False),
                name="signed_off_by_somebody",
                violation_error_message=_("A sign-off has a person and a day."),
            ),
            models.CheckConstraint(
                condition=Q(signed_off_by__isnull=True)
                | Q(manager__isnull=True)
                | ~Q(signed_off_by=F("manager")),
                name="nobody_signs_off_their_own",
                violation_error_message=_("Nobody signs off a project that they manage."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(SortKey("code"), "id", name="project_by_code"),  # how lists are ordered
            *PROJECT_WORDS.indexes("project"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {text_of(self, 'name')}"

    def get_absolute_url(self) -> str:
        """The project's page."""
        return address_of("portfolio:project-detail", self.strategy.slug, self.code)

    def is_within(self, grant: Grant) -> bool:
        """Whether a grant reaches it: the row gate of `ProjectQuerySet`, for one row."""
        return grant.reaches(self.lead_unit_id, self.manager_id, self.business_owner_id)

    def is_reached_by(self, user: User, action: RowAction) -> bool:
        """Whether `user` may do `action` with it."""
        return self.is_within(user.access.to(action))

    def shows_history_to(self, user: User) -> bool:
        """Whether `user` may read who changed what about it."""
        return self.is_reached_by(user, Action.VIEW_HISTORY)

    def is_decided_by(self, user: User) -> bool:
        """Whether `user` may record what the committee decides about it (as `decidable_by`)."""
        return _records(user) and not PROJECT_DECISION.involvement(self, user.deciding_as)

    def is_signed_by(self, user: User) -> bool:
        """Whether `user` may sign off its completion (as `signable_by`)."""
        return self.is_owned_by(user) and not SIGN_OFF.involvement(self, user.deciding_as)

    def is_owned_by(self, user: User) -> bool:
        """Whether `user` would sign it off as its owner, or in the owner's place (as `owned_by`)."""
        return self.business_owner_id in user.access.to(Action.SIGN_OFF).people

    def has_signer_named_by(self, user: User) -> bool:
        """Whether `user` may say who signs it off: the PMO does, and not whoever manages it."""
        return _records(user) and not SIGNER_NAMING.involvement(self, user.deciding_as)

    @property
    def place(self) -> Output | Driver:
        """The output or the driver under which it stands."""
        placed = self.output or self.driver
        assert placed is not None  # project_placed_once
        return placed


def _records(user: User) -> bool:
    return user.access.may(Action.RECORD_DECISION)


@tracked
class StageChange(models.Model):
    """From this day on the project is in this stage."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="stages", verbose_name=_("project")
    )
    stage = FixedWord(
        _("stage"),
        max_length=12,
        choices=Stage.choices,
        vocabulary=STAGE_WORDS,
        strategy="project.strategy_id",
    )
    on = DayField(_("from"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        ordering = ("project", "on", "id")
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("project", "on"),
                name="one_stage_a_day",
                violation_error_message=_("The project has changed its stage on that day already."),
            )
        ]
        indexes: ClassVar = [
            models.Index(F("project"), F("on").desc(), name="stage_latest", include=("stage",))
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.on}"


@tracked
class WorkPlanEntry(models.Model):
    """A project's place in the work plan of a year: the population that a report counts."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="work_plans", verbose_name=_("project")
    )
    year = YearField(_("year"))
    joined_on = DayField(_("joined on"))
    left_on = DayField(_("left on"), null=True, blank=True)
    carried_over_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_over_to",
        verbose_name=_("carried over from"),
    )
    merged_into = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_entries",
        verbose_name=_("merged into"),
    )

    objects = WorkPlanQuerySet.as_manager()

    class Meta:
        ordering = ("project", "year", "id")
        verbose_name = _("work-plan entry")
        verbose_name_plural = _("work-plan entries")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("project", "year"),
                name="once_in_a_work_plan",
                violation_error_message=_("The project is in the work plan of that year already."),
            ),
            ends_after_start("work_plan_left_after_joined", "joined_on", "left_on"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("project")),
                name="not_merged_into_itself",
                violation_error_message=_("A project cannot be merged into itself."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=("year", "project"),
                name="work_plan_of_year",
                include=("joined_on", "left_on"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.project.code} {self.year}"


@tracked
class Quantity(models.Model):
    """Something counted or measured about a project in a year, with its source.

    An empty value means "said without a number" (the qualifier tells: "hundreds of") and is never
    0. Parts should add up to their whole; `portfolio.rules.gaps` says where they do not.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="quantities", verbose_name=_("project")
    )
    key = models.SlugField(_("key"))
    year = YearField(_("year"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=60, blank=True)
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    part_of = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    i18n = TranslationField(fields=("unit", "qualifier"))

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        ordering = ("project", "key__sort_key", "id")
        verbose_name = _("quantity")
        verbose_name_plural = _("quantities")
        constraints: ClassVar = [
            printed("quantity_key_printed", "key"),
            models.UniqueConstraint(
                fields=("project", "key", "year"),
                name="quantity_once_a_year",
                violation_error_message=_("This quantity stands there for that year already."),
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="quantity_not_its_own_part",
                violation_error_message=_("A quantity cannot be a part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.key


@tracked
class Remark(models.Model):
    """What a project wants the report on a year to say, with its live numbers as tokens."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="remarks", verbose_name=_("project")
    )
    year = YearField(_("year"))
    text = LongTextField(_("text for the report"), max_length=TEXT)
    i18n = TranslationField(fields=("text",))

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        ordering = ("project", "year")
        verbose_name = _("remark for the report")
        verbose_name_plural = _("remarks for the report")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("project", "year"),
                name="one_remark_a_year",
                violation_error_message=_("The project has a remark for that year already."),
            )
        ]
        indexes: ClassVar = REMARK_WORDS.indexes("remark")

    def __str__(self) -> str:
        return f"{self.project.code} {self.year}"
