"""Writes about second factors and sessions, each with its notice; and who must have a factor."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.access import Action
from core.models import PersonSession, RecoveryCodes, SecondFactor, SecurityEvent, User
from core.models.second_factor import FactorKind, SecurityEventKind
from core.second_factor import recovery, totp
from core.second_factor.encryption import encrypted
from core.second_factor.notices import person_tell

# With the third wrong code within a quarter of an hour the person is told.
TOLD_AT, WITHIN = 3, timedelta(minutes=15)
MOST_FACTORS = 20


class NotAllowed(Exception):
    """What is asked for would leave an account less safe than its roles demand, or is not theirs."""


def is_required(user: User) -> bool:
    """Whether a role that the person holds today asks for a second factor."""
    return not user.access.roles.isdisjoint(settings.MFA_ROLES)


def has_factor(user: User) -> bool:
    """Whether the person has set one up."""
    return SecondFactor.objects.filter(user=user).exists()


def app_add(*, user: User, secret: str, code: str, session_key: str) -> SecondFactor | None:
    """Add the app that shows `code`; None when that is no code of `secret` now."""
    step = totp.step_of(secret, code)
    if step is None:
        return None
    row = SecondFactor(
        kind=FactorKind.APP, name=totp.ISSUER, secret=encrypted(secret), counter=step
    )
    return factor_add(user=user, factor=row, session_key=session_key)


def factor_add(*, user: User, factor: SecondFactor, session_key: str) -> SecondFactor:
    """Keep a new factor; sessions other than `session_key` end. Raises `NotAllowed` for too many.

    Too many are a second app, a passkey that is there already, and more than anybody carries.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        mine = SecondFactor.objects.filter(user=user)
        app_there = factor.kind == FactorKind.APP and mine.filter(kind=FactorKind.APP).exists()
        known = SecondFactor.objects.filter(
            credential=factor.credential, credential__isnull=False
        ).exists()
        if app_there or known or mine.count() >= MOST_FACTORS:
            raise NotAllowed
        factor.user = user
        factor.save()
        sessions_drop(user=user, but=session_key)
        person_tell(user=user, event="added", what=str(factor))
    return factor


def factor_remove(*, user: User, factor: SecondFactor, session_key: str) -> None:
    """Remove one of the person's own; with the last one the recovery codes go.

    Raises `NotAllowed` for the last one of somebody who must have one.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        others = SecondFactor.objects.filter(user=user).exclude(pk=factor.pk)
        if factor.user_id != user.pk or (is_required(user) and not others.exists()):
            raise NotAllowed
        what = str(factor)
        factor.delete()
        if not others.exists():
            RecoveryCodes.objects.filter(user=user).delete()
        sessions_drop(user=user, but=session_key)
        person_tell(user=user, event="removed", what=what)


def factors_reset(*, by: User, user: User) -> None:
    """Remove all of somebody else's, who has lost them, and end their sessions."""
    if not by.access.may(Action.MANAGE_PEOPLE) or by.pk == user.pk:
        raise NotAllowed
    factors_drop(user=user)


def factors_drop(*, user: User) -> None:
    """Remove all that the person signs in with besides the password, and tell them."""
    with transaction.atomic():
        SecondFactor.objects.filter(user=user).delete()
        RecoveryCodes.objects.filter(user=user).delete()
        sessions_drop(user=user)
        person_tell(user=user, event="reset")


def recovery_codes_make(*, user: User) -> list[str]:
    """New codes in place of the old. Raises `NotAllowed` for one without any second factor."""
    with transaction.atomic():
        if not has_factor(user):
            raise NotAllowed
        codes = recovery.codes_make(user=user)
        person_tell(user=user, event="codes_made")
    return codes


def recovery_code_use(*, user: User, code: str) -> bool:
    """Sign in with a recovery code, once."""
    with transaction.atomic():
        used = recovery.code_use(user=user, code=code)
        if used:
            left = RecoveryCodes.objects.values_list("left", flat=True).get(user=user)
            person_tell(user=user, event="code_used", what=str(left))
    return used


def step_failed(*, user: User, where: str) -> None:
    """Write a wrong second step down; the third soon after another is told to the person."""
    with transaction.atomic():
        kind = SecurityEventKind.STEP_FAILED
        SecurityEvent.objects.create(user=user, kind=kind, detail=where)
        recent = SecurityEvent.objects.filter(
            user=user, kind=kind, at__gt=timezone.now() - WITHIN
        ).count()
        if recent == TOLD_AT:
            person_tell(user=user, event="step_failed", what=where)


def session_end(*, user: User, number: uuid.UUID, what: str) -> bool:
    """End one of the person's sessions; False when there is none of that number."""
    with transaction.atomic():
        gone, _ = PersonSession.objects.filter(user=user, number=number).delete()
        if gone:
            kind = SecurityEventKind.SESSION_ENDED
            SecurityEvent.objects.create(user=user, kind=kind, detail=what)
            person_tell(user=user, event="session_ended", what=what)
    return bool(gone)


def other_sessions_end(*, user: User, session_key: str) -> int:
    """End all of the person's sessions but one; how many they were."""
    with transaction.atomic():
        gone = sessions_drop(user=user, but=session_key)
        if gone:
            kind = SecurityEventKind.SESSION_ENDED
            SecurityEvent.objects.create(user=user, kind=kind, detail=f"× {gone}")
            person_tell(user=user, event="sessions_ended")
    return gone


def password_was_set(*, user: User, session_key: str | None) -> None:
    """The person has a new password: other sessions end, and they are told."""
    with transaction.atomic():
        sessions_drop(user=user, but=session_key)
        SecurityEvent.objects.create(user=user, kind=SecurityEventKind.PASSWORD_SET)
        person_tell(user=user, event="password_set")


def sessions_forget() -> int:
    """Remove sessions that are over, and with them where they came from. Returns how many."""
    gone, _ = PersonSession.objects.filter(expire_date__lt=timezone.now()).delete()
    return gone


def sessions_drop(*, user: User, but: str | None = None) -> int:
    """End the person's sessions, perhaps all but one, since how they sign in has changed."""
    gone, _ = PersonSession.objects.filter(user=user).exclude(session_key=but).delete()
    return gone
