"""What a file remembers of a text: its original and its translation as they read when it was made.

Signed, so that nobody slips another original into the program: what a translation must hold is read
from it.
"""

from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer

_SALT = "reports.editions.xliff"


@dataclass(frozen=True)
class Remembered:
    """A text as it read when its file was made."""

    report: str
    language: str
    text: str
    original: str
    translation: str


def sealed(remembered: Remembered) -> str:
    """What the file holds of it."""
    facts = [getattr(remembered, name) for name in Remembered.__dataclass_fields__]
    return Signer(salt=_SALT).sign_object(facts, compress=True)


def unsealed(seal: str) -> Remembered | None:
    """What a file remembers; None where the seal is not ours or not whole."""
    try:
        facts: Any = Signer(salt=_SALT).unsign_object(seal.strip())
        return Remembered(*map(str, facts))
    except (BadSignature, ValueError, TypeError):
        return None
