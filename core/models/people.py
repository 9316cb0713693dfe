"""Who works here: units, users, and the roles that users hold for a time."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from core.access import Access, Action, Held, Limit, Role, limit_of, limited_to
from core.addresses import address_of
from core.codes import CODE_IN_ADDRESS, code_in_address, printed
from core.history import involvement
from core.history.tracking import event_model_of, tracked, tracked_without
from core.kept import kept
from core.kept_queries import kept_count, kept_rows
from core.languages import LANGUAGES
from core.languages.search_words import Words, translated
from core.prepared import prepared
from core.time import rights_day, working_date
from core.written_fields import DayField, PrintedField
from core.zones import known_zone

# A limit that means nothing for a role would be believed and hold nobody back.
NOT_FOR_A_UNIT = _("This role cannot be limited to a unit: leave the unit empty.")
NOT_FOR_AN_EDITION = _("This role cannot be limited to an edition: leave the edition empty.")
UNIT_WORDS = Words("code", titles=translated("name"))
PERSON_WORDS = Words("full_name")
LANGUAGE_CHOICES = [(code, code) for code in LANGUAGES]


class UnitQuerySet(models.QuerySet["Unit"]):
    """Sentences about units."""

    def visible_to(self, user: "User") -> "UnitQuerySet":
        """All of them, for whoever holds any role."""
        return self if user.access.may(Action.VIEW_PEOPLE) else self.none()


@tracked
class Unit(models.Model):
    """A part of the organization, such as a department or a branch of it."""

    code = models.CharField(_("code"), max_length=20, unique=True, validators=[CODE_IN_ADDRESS])
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

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("code__sort_key", "code")
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        indexes: ClassVar = UNIT_WORDS.indexes("unit")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="unit_not_its_own_part",
                violation_error_message=_("A unit cannot be a part of itself."),
            ),
            code_in_address("unit_code_in_address"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """The page of this unit."""
        return address_of("people:unit-detail", self.code)

    def clean(self) -> None:
        """A unit is no part of itself, nor of one of its parts."""
        parents = dict(Unit.objects.values_list("pk", "parent_id"))
        above, seen = self.parent_id, set[int | None]()
        while above is not None and above not in seen:
            if above == self.pk:
                message = _("A unit cannot be a part of itself or of its parts.")
                raise ValidationError({"parent": message})
            seen.add(above)
            above = parents.get(above)


class UserQuerySet(models.QuerySet["User"]):
    """Sentences about people."""

    def visible_to(self, user: "User") -> "UserQuerySet":
        """All of them, for whoever holds any role; what is shown of each depends on it."""
        return self if user.access.may(Action.VIEW_PEOPLE) else self.none()

    def active(self) -> "UserQuerySet":
        """Those who may sign in."""
        return self.filter(is_active=True)

    def holding(self, *roles: str, at: date) -> "UserQuerySet":
        """Those who hold one of `roles` on the day `at`, lent ones included."""
        held = RoleAssignment.objects.effective(at).filter(user=OuterRef("pk"), role__in=roles)
        return self.filter(Exists(held))

    def for_list(self, at: date) -> "UserQuerySet":
        """With what a line of the list shows: unit, and `roles_now` as of the day `at`."""
        held = RoleAssignment.objects.effective(at).select_related("unit", "lent_by")
        return self.select_related("unit").prefetch_related(
            models.Prefetch("assignments", queryset=held, to_attr="roles_now")
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
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


@tracked_without("password", "last_login")
class User(AbstractBaseUser):
    """Somebody who signs in. What they may do comes from their role assignments alone.

    The history keeps neither the hash of a password nor every signing in.
    """

    username = PrintedField(_("user name"), max_length=60, unique=True)
    full_name = PrintedField(_("full name"), max_length=120)
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
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="Europe/Zurich", validators=[known_zone]
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["full_name"]

    class Meta:
        ordering = ("full_name__sort_key", "id")
        verbose_name = _("user")
        verbose_name_plural = _("users")
        indexes: ClassVar = PERSON_WORDS.indexes("person")
        constraints: ClassVar = [
            printed("user_name_printed", "username"),
            models.UniqueConstraint(
                Lower("username"),
                name="user_name_once_however_written",
                violation_error_message=_("Somebody has this user name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        """The page of this person."""
        return address_of("people:person-detail", self.pk)

    @cached_property
    def access(self) -> Access:
        """What this user may do on the working date: in two queries, kept while they stand."""
        return kept("access", (), self._access, self.pk, self.is_active)

    @cached_property
    def deciding_as(self) -> frozenset[int]:
        """Whose hand in a row counts as this person's: theirs, and that of whom they stand in for.

        Or stood in for lately (`involvement.span`): giving a role back wipes nothing out.
        """
        lenders = kept("lenders", (), self._lenders_lately, self.pk, involvement.span())
        return self.access.selves | lenders

    @property
    def reach(self) -> tuple[Hashable, ...]:
        """All of a person that a row gate asks for: what is built of nothing else holds as long as this
        stays the same, whatever is written about people."""
        # Another access may be put in its place: what they take along, what a role would give.
        of, told = self.__dict__.get("_told", (None, None))
        if of is not self.access:
            told = _told(self.access)
            self.__dict__["_told"] = self.access, told
        return self.pk, self.unit_id, told, self.deciding_as, involvement.span()

    def _lenders_lately(self) -> frozenset[int]:
        today = rights_day()
        lent = Q(user=self.pk, lent_by__isnull=False, starts_on__lte=today)
        rows = RoleAssignment.objects.filter(lent, ends_on__gte=today - involvement.span())
        # What was lent and taken back on one day has no row any more, but events.
        events = event_model_of(RoleAssignment)._default_manager.filter(lent)
        lately = events.filter(pgh_created_at__gte=involvement.since())
        ids = rows.order_by().values_list("lent_by_id", flat=True)
        return frozenset(ids.union(lately.values_list("lent_by_id", flat=True)))

    def reach_for_files(self) -> None:
        """From here on, this user reaches what they may take along in files."""
        self.access = self.access.files()

    def _access(self) -> Access:
        held = self.assignments.effective(working_date()).order_by()
        columns = ("role", "unit_id", "language", "lent_by_id")
        return Access.of(
            user_id=self.pk,
            held=[Held(Role(role), *scope) for role, *scope in held.values_list(*columns)]
            if self.is_active
            else [],
            unit_parents=dict(Unit.objects.order_by().values_list("id", "parent_id")),
        )


def _told(access: Access) -> Hashable:
    """Equal for two only where both may do the same with the same rows."""
    return tuple(_told_of(getattr(access, each.name)) for each in fields(access))


def _told_of(value: object) -> Hashable:
    if isinstance(value, Access):
        return _told(value)
    if isinstance(value, Mapping):
        return frozenset(value.items())
    return value


@prepared
def _people(*, ids: list[int]) -> UserQuerySet:
    return User.objects.filter(pk__in=ids).order_by()


def people_by_id(ids: Iterable[int | None]) -> dict[int, User]:
    """The people of these ids; one query, none where nobody is named."""
    wanted = sorted({pk for pk in ids if pk is not None})
    return {user.pk: user for user in _people(ids=wanted)} if wanted else {}


def name_people(rows: Iterable[tuple[models.Model, tuple[str, ...]]]) -> None:
    """Put people into the named relations of rows, in one query for all of them together.

    Postgres takes longer to plan a join with the same table three times than to run it.
    """
    ids = [(row, name, getattr(row, f"{name}_id")) for row, names in rows for name in names]
    people = people_by_id(pk for _row, _name, pk in ids)
    for row, name, pk in ids:
        if pk is not None:
            # What `prefetch_related` does: the id is there already, and is what was asked by.
            field = row._meta.get_field(name)
            assert isinstance(field, models.ForeignKey)
            field.set_cached_value(row, people[pk])


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    """Sentences about roles held."""

    def visible_to(self, user: User) -> "RoleAssignmentQuerySet":
        """All of them, for whoever holds any role."""
        return self if user.access.may(Action.VIEW_PEOPLE) else self.none()

    def in_force(self, at: date) -> "RoleAssignmentQuerySet":
        """Those whose time includes the day `at` (both ends count)."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=at),
            Q(ends_on__isnull=True) | Q(ends_on__gte=at),
        )

    def not_over(self) -> "RoleAssignmentQuerySet":
        """Those that have not ended, on the day that rights end by."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=rights_day()))

    def effective(self, at: date) -> "RoleAssignmentQuerySet":
        """Those in force that give rights: not over, and lent only as long as the lender has it.

        A day `at` in the past revives nothing that has ended.
        """
        source = RoleAssignment.objects.in_force(at).not_over().annotate(scope=Coalesce("unit", 0))
        source = source.filter(
            scope=Coalesce(OuterRef("unit"), 0),
            user=OuterRef("lent_by"),
            user__is_active=True,
            role=OuterRef("role"),
            language=OuterRef("language"),
            lent_by__isnull=True,
        )
        return self.in_force(at).not_over().filter(Q(lent_by__isnull=True) | Exists(source))

    def lent(self) -> "RoleAssignmentQuerySet":
        """Those that somebody stands in with."""
        return self.filter(lent_by__isnull=False)

    def held(self) -> "RoleAssignmentQuerySet":
        """Those that are a person's own."""
        return self.filter(lent_by__isnull=True)


@tracked
class RoleAssignment(models.Model):
    """A role held by a user: everywhere, in a unit, or for one language; perhaps for a time.

    Which of the two limits a role can have, if any, is said in `core.access`.
    """

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
    starts_on = DayField(_("from"), null=True, blank=True)
    ends_on = DayField(_("until"), null=True, blank=True)
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
                fields=("user", "role", "unit", "language", "starts_on", "lent_by"),
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
            models.CheckConstraint(
                condition=Q(lent_by__isnull=True) | ~Q(lent_by=F("user")),
                name="nobody_stands_in_for_themselves",
                violation_error_message=_("Nobody stands in for themselves."),
            ),
            models.CheckConstraint(
                condition=Q(lent_by__isnull=True)
                | Q(starts_on__isnull=False, ends_on__isnull=False),
                name="lent_roles_have_an_end",
                violation_error_message=_("A lent role needs a first and a last day."),
            ),
            models.CheckConstraint(
                condition=Q(lent_by__isnull=True) | ~Q(role="administrator"),
                name="administrator_is_never_lent",
                violation_error_message=_("The administrator's role is given, never lent."),
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(role__in=limited_to(Limit.UNIT)),
                name="role_can_be_limited_to_a_unit",
                violation_error_message=NOT_FOR_A_UNIT,
            ),
            models.CheckConstraint(
                condition=Q(language="") | Q(role__in=limited_to(Limit.EDITION)),
                name="role_can_be_limited_to_an_edition",
                violation_error_message=NOT_FOR_AN_EDITION,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    def clean(self) -> None:
        """What the constraints say of limits, at the field where it can be mended."""
        limit, wrong = limit_of(self.role), {}
        if self.unit_id is not None and limit != Limit.UNIT:
            wrong["unit"] = NOT_FOR_A_UNIT
        if self.language and limit != Limit.EDITION:
            wrong["language"] = NOT_FOR_AN_EDITION
        if wrong:
            raise ValidationError(wrong)

    @property
    def label(self) -> str:
        """The role with its scope, such as "Manager (TMS)"."""
        scope = ", ".join(filter(None, (self.unit.code if self.unit else "", self.language)))
        return f"{self.get_role_display()} ({scope})" if scope else self.get_role_display()


# The tables that the reach of a person is made of: what is kept for somebody hangs on them.
REACH = (User, RoleAssignment, Unit)


def rows_for(user: User, name: str, build: Callable[[], Any], *needs: Hashable) -> list[Any]:
    """The rows that a queryset finds now which hangs on the reach of a person, on tables and on `needs`.

    It is built once (`core.kept_queries`); `name` says whose it is.
    """
    return kept_rows(name, build, *user.reach, *needs)


def count_for(user: User, name: str, build: Callable[[], Any], *needs: Hashable) -> int:
    """How many such rows there are now."""
    return kept_count(name, build, *user.reach, *needs)
