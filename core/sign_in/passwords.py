"""What a password may not be made of: names that whoever guesses it tries first."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.languages import LANGUAGES, profile
from core.models import User

_NAMES_OF_THE_HOUSE = ("organization", "office", "office_abbrev", "infotec")
_SHORTEST_NAME = 3


class NamesValidator:
    """Besides names of the person, of their unit and of the organization enough must be left."""

    def __init__(self, least: int = 8) -> None:
        self.least = least

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise `ValidationError` for a name with little around it, however it is written."""
        left = _folded(password)
        for name in sorted(_names(user), key=lambda name: (-len(name), name)):
            left = left.replace(name, " ")
        if len(re.sub(r"[\W_]", "", left)) < self.least:
            raise ValidationError(
                _(
                    "The password is little more than a name: yours, your unit's or the "
                    "organization's."
                ),
                code="password_of_names",
            )

    def get_help_text(self) -> str:
        """As it stands below the field."""
        return _(
            "Besides names – yours, your unit's, the organization's – your password must have at "
            "least %(least)d letters or figures."
        ) % {"least": self.least}


def _names(user: User | None) -> set[str]:
    """Each word of those names that is no mere particle."""
    texts = ["Outturn"]
    texts += [profile(code).labels[key] for code in LANGUAGES for key in _NAMES_OF_THE_HOUSE]
    if user is not None:
        texts += [user.username, user.full_name, user.email]
        if user.unit is not None:
            texts += [user.unit.code, user.unit.name]
    words = {word for text in texts for word in re.split(r"[\W_]+", _folded(text))}
    return {word for word in words if len(word) >= _SHORTEST_NAME}


def _folded(text: str) -> str:
    """Without capitals and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
