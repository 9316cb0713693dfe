"""Who really asks: the address behind the proxies that are ours, and the request's number from them."""

import re
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

# What proxies add to a request that they hand on; besides all that begins with X-Forwarded.
_HANDED_ON = {
    "Forwarded", "Via", "X-Real-Ip", "X-Client-Ip", "X-Cluster-Client-Ip", "X-Original-Host",
    "X-Original-Forwarded-For", "True-Client-Ip", "Cf-Connecting-Ip", "Client-Ip", "X-Proxied-For",
}  # fmt: skip
_SANE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks, as the outermost of our proxies saw it.

    Each of them adds one address on the right of X-Forwarded-For; what stands further left was
    sent by the client itself and says nothing.
    """
    near: str = request.META.get("REMOTE_ADDR", "")
    told = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    return told[-proxies] if 0 < proxies <= len(told) and told[-proxies] else near


def network(address: str) -> str:
    """What one household or office has: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or ":".join(found.exploded.split(":")[:4]))


def came_directly(request: HttpRequest) -> bool:
    """Whether a program on this very machine asks, with no proxy in between."""
    names = {name.title() for name in request.headers}
    if settings.TRUSTED_PROXIES or names & _HANDED_ON:
        return False
    if any(name.startswith("X-Forwarded") for name in names):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def given_id(request: HttpRequest) -> str:
    """The X-Request-ID of a proxy of ours, if it looks like one; else empty."""
    given = request.headers.get("X-Request-ID", "") if settings.TRUSTED_PROXIES else ""
    return given if _SANE_ID.fullmatch(given) else ""
