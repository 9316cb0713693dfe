"""Language profiles: house style of Governing Body papers on top of CLDR.

``profile("de")`` knows how German prints numbers, shares, money, dates, ranges, references and the
fixed words of a paper. Pure functions of their arguments: nothing here asks the user's language or
the clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.languages.base import Gender, LanguageProfile, NotSpelled
from core.languages.de import German
from core.languages.en import English
from core.languages.es import Spanish
from core.languages.fr import French

__all__ = ["LANGUAGES", "Gender", "LanguageProfile", "NotSpelled", "UnknownLanguage", "profile"]

# The order of the interface and of editions.
LANGUAGES: tuple[str, ...] = ("en", "de", "fr", "es")

_PROFILES: Mapping[str, LanguageProfile] = MappingProxyType(
    {one.code: one for one in (English(), German(), French(), Spanish())}
)


class UnknownLanguage(ValueError):
    """No profile exists for a language code."""


def profile(code: str) -> LanguageProfile:
    """Return the profile of a code of ``LANGUAGES``; raise ``UnknownLanguage`` for any other."""
    try:
        return _PROFILES[code]
    except KeyError:
        known = ", ".join(LANGUAGES)
        raise UnknownLanguage(f"No language profile for {code!r}; known are: {known}.") from None
