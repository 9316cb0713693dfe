"""Addresses of pieces: hundreds on a page, all alike but for the end."""

from collections.abc import Callable
from urllib.parse import quote

from django.urls import reverse

_ANY = "para/x"
# As `reverse` leaves them.
_PLAIN = "/~:@!$&'()*+,;="


def piece_addresses(name: str, *args: str) -> Callable[[str], str]:
    """What gives the address of a piece by its target, under a name whose last argument is the target."""
    start, end = reverse(name, args=[*args, _ANY]).split(_ANY)
    return lambda target: start + quote(target, safe=_PLAIN) + end
