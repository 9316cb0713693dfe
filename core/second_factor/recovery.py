"""Recovery codes: ten words for the day on which the phone is gone; each is good once."""

import secrets

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string

from core.models import RecoveryCodes, User

HOW_MANY = 10
LENGTH, GROUP = 12, 4
# Without letters that look like others.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
# A code has 59 random bits already; this makes each guess at a stolen digest dear as well.
ITERATIONS = 20_000


def codes_make(*, user: User) -> list[str]:
    """New codes in place of all old ones. Nobody can read them again."""
    codes = [get_random_string(LENGTH, SIGNS) for _ in range(HOW_MANY)]
    salt = secrets.token_hex(16)
    RecoveryCodes.objects.update_or_create(
        user=user,
        defaults={
            "salt": salt,
            "digests": [_digest(code, salt) for code in codes],
            "left": len(codes),
            "made_at": timezone.now(),
        },
    )
    return ["-".join(code[i : i + GROUP] for i in range(0, LENGTH, GROUP)) for code in codes]


def code_use(*, user: User, code: str) -> bool:
    """Whether `code` is one that is left; it is gone then, and of two at once one gets it."""
    typed = "".join(sign for sign in code.lower() if sign.isalnum())
    if len(typed) != LENGTH:
        return False
    with transaction.atomic():
        row = RecoveryCodes.objects.select_for_update().filter(user=user).first()
        if row is None:
            return False
        digest = _digest(typed, row.salt)
        rest = [each for each in row.digests if not constant_time_compare(each, digest)]
        if len(rest) == len(row.digests):
            return False
        row.digests, row.left = rest, len(rest)
        row.save(update_fields=["digests", "left"])
    return True


def _digest(code: str, salt: str) -> str:
    return PBKDF2PasswordHasher().encode(code, salt, ITERATIONS).rpartition("$")[2]
