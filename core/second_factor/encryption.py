"""What must be read again is encrypted at rest, with a key made of the secret key."""

import base64
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


class Unreadable(Exception):
    """It was encrypted with a secret key that is none of ours any more."""


def encrypted(text: str) -> str:
    """For the database and for sessions."""
    return _box().encrypt(text.encode()).decode()


def decrypted(text: str) -> str:
    """What was `encrypted`, also with an earlier secret key. Raises `Unreadable`."""
    from cryptography.fernet import InvalidToken

    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def _box() -> "MultiFernet":
    """The newest key encrypts; each of them decrypts."""
    from cryptography.fernet import Fernet, MultiFernet  # loaded only where somebody needs it

    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(each)) for each in keys])


def _key(secret: str) -> bytes:
    made = salted_hmac("core.second_factor", "encryption", secret=secret, algorithm="sha256")
    return base64.urlsafe_b64encode(made.digest())
