"""Where a link of a paper may lead, in every format."""

from urllib.parse import urlsplit

_SCHEMES = {"http", "https", "mailto"}
ADDRESSES = "https://, http:// or mailto:"


def safe_address(href: str) -> str:
    """`href` if a reader may be led there, else "": http, https, mailto, or a bare www. address."""
    address = href.strip()
    if address.lower().startswith("www."):
        address = "https://" + address
    if any(character <= " " or character == "\x7f" for character in address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    leads_somewhere = bool(parts.path if parts.scheme == "mailto" else parts.netloc)
    return address if parts.scheme in _SCHEMES and leads_somewhere else ""
