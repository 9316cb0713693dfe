"""The rows of "Who can do what": each role held, with who gave it and what it gives."""

from collections.abc import Mapping
from datetime import date

from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, TruncDate

from core.access import Action, Limit, Role
from core.history.tracking import INSERT, event_model_of
from core.models import RoleAssignment, User
from core.models.people import RoleAssignmentQuerySet
from core.rights.extents import RoleShape, given, shapes
from core.rights.wording import Extent


def assignments_seen_by(user: User) -> RoleAssignmentQuerySet:
    """Every role ever given, for whoever sees the rights of the whole organization.

    With `granted_at`, `granted_by_id` and `granted_by_name` as the history recorded the giving (None:
    a file or a command did), and `since`, the first day, or that on which it was given.
    """
    rows = RoleAssignment.objects.all()
    if not user.access.may(Action.VIEW_PEOPLE_HISTORY):
        return rows.none()
    return _with_granting(rows.visible_to(user)).select_related(
        "user", "user__unit", "unit", "lent_by"
    )


def _with_granting(rows: RoleAssignmentQuerySet) -> RoleAssignmentQuerySet:
    events = event_model_of(RoleAssignment)._default_manager
    given_by = events.filter(pgh_obj_id=OuterRef("pk"), pgh_label=INSERT).order_by("pgh_id")
    person = Cast(KeyTextTransform("user", "pgh_context"), BigIntegerField())
    names = User.objects.filter(pk=OuterRef("granted_by_id")).order_by()
    found: RoleAssignmentQuerySet = rows.annotate(
        granted_at=Subquery(given_by.values("pgh_created_at")[:1], output_field=DateTimeField()),
        granted_by_id=Subquery(given_by.values_list(person)[:1], output_field=BigIntegerField()),
    ).annotate(
        granted_by_name=Subquery(names.values("full_name")[:1]),
        since=Coalesce("starts_on", TruncDate("granted_at"), output_field=DateField()),
    )
    return found


def in_force(rows: RoleAssignmentQuerySet, at: date) -> RoleAssignmentQuerySet:
    """Those that give rights on the day `at`: lent ones with their lender's, nobody's who has left."""
    return rows.effective(at).filter(user__is_active=True)


def giving(rows: RoleAssignmentQuerySet, action: Action) -> RoleAssignmentQuerySet:
    """Those that let somebody do `action`, with their limits."""
    found = Q(pk__in=[])
    for shape in shapes():
        if action in given(shape):
            whole = Q(language="")
            found |= Q(role=shape.role, unit__isnull=shape.limit is not Limit.UNIT) & (
                ~whole if shape.limit is Limit.EDITION else whole
            )
    return rows.filter(found)


def gives(row: RoleAssignment) -> Mapping[Action, Extent]:
    """What a role held lets its holder do, while it is in force."""
    limit = Limit.UNIT if row.unit_id is not None else Limit.EDITION if row.language else None
    return given(RoleShape(Role(row.role), limit))
