"""Writes about people: roles given and ended, absences, leaving, links to set a password.

Nobody changes their own rights: whoever acts (`by`) is never the one who gains.
"""

import logging
from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import models, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from core.access import Action, Role
from core.history.saving import locked, row_save
from core.models import RoleAssignment, Unit, User
from core.models.people import RoleAssignmentQuerySet
from core.second_factor.services import sessions_drop

logger = logging.getLogger(__name__)
NEVER_LENT = (Role.ADMINISTRATOR,)


class NotAllowed(Exception):
    """The one who acts would change their own rights, or may not act for that person."""


def user_create(*, user: User) -> None:
    """Save somebody new, who cannot sign in before a password is set."""
    user.set_unusable_password()
    row_save(row=user, version=0)


def role_assign(
    *,
    by: User,
    user: User,
    role: str,
    unit: Unit | None = None,
    language: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleAssignment:
    """Give `user` a role. Raises `NotAllowed` for oneself, ValidationError for a doubled one."""
    _must_manage(by, user)
    assignment = RoleAssignment(
        user=user, role=role, unit=unit, language=language, starts_on=starts_on, ends_on=ends_on
    )
    assignment.full_clean()
    assignment.save()
    return assignment


def role_end(*, by: User, assignment: RoleAssignment, on: date) -> None:
    """The role ends at once, and so does whatever was lent of it: yesterday was its last day."""
    _must_manage(by, assignment.user)
    with transaction.atomic():
        lent = RoleAssignment.objects.filter(
            lent_by=assignment.user,
            role=assignment.role,
            unit=assignment.unit,
            language=assignment.language,
        )
        _end(lent, on)
        _end(RoleAssignment.objects.filter(pk=assignment.pk), on)


def user_deactivate(*, by: User, user: User, on: date) -> None:
    """Somebody has left: they cannot sign in, hold no role, stand in for nobody, lend nothing."""
    _must_manage(by, user)
    with transaction.atomic():
        _end(RoleAssignment.objects.filter(models.Q(user=user) | models.Q(lent_by=user)), on)
        current = locked(User, user.pk)
        current.is_active = False
        current.set_unusable_password()
        current.save()
        sessions_drop(user=user)


def user_activate(*, by: User, user: User) -> None:
    """Somebody is back; roles and a password are given anew."""
    _must_manage(by, user)
    User.objects.filter(pk=user.pk).update(is_active=True)


def absence_begin(
    *,
    by: User,
    lender: User,
    stand_in: User,
    starts_on: date,
    ends_on: date,
    roles: Iterable[RoleAssignment],
) -> list[RoleAssignment]:
    """`stand_in` holds the lender's `roles` from `starts_on` to `ends_on`, both days counted.

    Each ends with the lender's own at the latest. Raises `NotAllowed` when `by` may not arrange
    it, would gain by it, or lends what is not the lender's own.
    """
    _must_arrange(by, lender)
    if stand_in in {by, lender} or not stand_in.is_active:
        raise NotAllowed
    lent = []
    with transaction.atomic():
        for own in roles:
            if own.user_id != lender.pk or own.lent_by_id is not None or own.role in NEVER_LENT:
                raise NotAllowed
            first = max(filter(None, (starts_on, own.starts_on)))
            last = min(filter(None, (ends_on, own.ends_on)))
            if last < first:
                continue
            copy = RoleAssignment(
                user=stand_in,
                role=own.role,
                unit=own.unit,
                language=own.language,
                starts_on=first,
                ends_on=last,
                lent_by=lender,
            )
            copy.full_clean()
            copy.save()
            lent.append(copy)
    return lent


def absence_end(*, by: User, assignment: RoleAssignment, on: date) -> None:
    """The lender is back: everything lent to this stand-in with this role's last day ends at once."""
    lender = assignment.lent_by
    if lender is None:
        raise NotAllowed
    _must_arrange(by, lender)
    together = RoleAssignment.objects.filter(
        lent_by=lender, user=assignment.user, ends_on=assignment.ends_on
    )
    with transaction.atomic():
        _end(together, on)


def lendable(user: User, at: date) -> RoleAssignmentQuerySet:
    """The roles that `user` may lend from the day `at` on: their own, the administrator's aside."""
    own = user.assignments.held().exclude(role__in=NEVER_LENT)
    return own.exclude(ends_on__lt=at).select_related("unit")


def may_arrange(by: User, lender: User) -> bool:
    """Everybody for themselves, while they hold a role; some for others."""
    if by.pk == lender.pk:
        return by.access.may(Action.VIEW_PEOPLE)
    return by.access.may(Action.ARRANGE_ABSENCE)


def password_link(*, by: User, user: User) -> str:
    """The path where `user` can set a password, once, for three days."""
    if not by.access.may(Action.MANAGE_PEOPLE) or not user.is_active:
        raise NotAllowed
    logger.info("User %s asked for a link to set the password of user %s.", by.pk, user.pk)
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("core:set-password", args=[key, default_token_generator.make_token(user)])


def password_link_send(*, user: User, link: str) -> None:
    """Mail the whole address `link` to the user, in their language."""
    days = settings.PASSWORD_RESET_TIMEOUT // 86_400
    with translation.override(user.language):
        text = _(
            "%(name)s,\n\nset your password for Outturn here:\n%(link)s\n\n"
            "The link works once, within %(days)s days. Your user name is %(username)s.\n"
        )
        values = {"name": user, "link": link, "days": days, "username": user.username}
        send_mail(_("Your password for Outturn"), text % values, None, [user.email])


def _must_manage(by: User, user: User) -> None:
    if not by.access.may(Action.MANAGE_PEOPLE) or by.pk == user.pk:
        raise NotAllowed


def _must_arrange(by: User, lender: User) -> None:
    if not may_arrange(by, lender):
        raise NotAllowed


def _end(rows: RoleAssignmentQuerySet, on: date) -> None:
    """Yesterday was the last day; what has not begun by then never was."""
    rows.filter(starts_on__gte=on).delete()
    rows.exclude(ends_on__lt=on).update(ends_on=on - timedelta(days=1))
