"""Who works here: units, users, and the roles that users hold for a time."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from core.access import Access, Held, Role
from core.history import tracked
from core.languages import LANGUAGES
from core.time import working_date

LANGUAGE_CHOICES = [(code, code) for code in LANGUAGES]


@tracked
class Unit(models.Model):
    """A part of the organization, such as a department or a branch of it."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    i18n = TranslationField(fields=("name",))

    class Meta:
        ordering = ("code",)
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="unit_not_its_own_part",
                violation_error_message=_("A unit cannot be a part of itself."),
            )
        ]

    def __str__(self) -> str:
        return self.code


class UserManager(BaseUserManager["User"]):
    """Makes users; the natural key is the name they sign in with."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """A user who can sign in with `password`, or cannot with None."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Names are compared without regard to case."""
        return self.get(username__iexact=username)


@tracked
class User(AbstractBaseUser):
    """Somebody who signs in. What they may do comes from their role assignments alone."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("unit"),
    )
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES, default="en")
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Zurich")
    is_active = models.BooleanField(_("active"), default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["full_name"]

    class Meta:
        ordering = ("full_name", "id")
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def access(self) -> Access:
        """What this user may do on the working date. Two queries, once per request."""
        return Access.of(
            user_id=self.pk,
            held=[
                Held(role=Role(row.role), unit_id=row.unit_id, language=row.language)
                for row in self.assignments.in_force(working_date())
            ]
            if self.is_active
            else [],
            unit_parents=dict(Unit.objects.values_list("id", "parent_id")),
        )


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    """Sentences about roles held."""

    def in_force(self, at: date) -> "RoleAssignmentQuerySet":
        """Those whose time includes the day `at` (both ends count)."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=at),
            Q(ends_on__isnull=True) | Q(ends_on__gte=at),
        )


@tracked
class RoleAssignment(models.Model):
    """A role held by a user: everywhere, in a unit, or for one language; perhaps for a time."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("only in unit"),
    )
    language = models.CharField(
        _("only for edition"), max_length=5, choices=LANGUAGE_CHOICES, blank=True
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    lent_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lent_assignments",
        verbose_name=_("stands in for"),
    )

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("user", "role", "id")
        verbose_name = _("role assignment")
        verbose_name_plural = _("role assignments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("user", "role", "unit", "language", "starts_on"),
                name="role_held_once",
                nulls_distinct=False,
                violation_error_message=_("This person already holds this role there."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="role_ends_after_start",
                violation_error_message=_("A role cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
