"""Addresses of pages, each made once: a list asks for those of a hundred rows."""

from collections.abc import Callable
from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def addresses_of(name: str) -> Callable[..., str]:
    """`address_of` for many pages of one kind: takes the arguments alone. For one request."""
    urlconf, prefix = get_urlconf(), get_script_prefix()
    return lambda *arguments: _address(name, arguments, urlconf, prefix)


def address_of(name: str, *arguments: str | int) -> str:
    """The address of the page `name`, as `reverse` gives it."""
    return _address(name, arguments, get_urlconf(), get_script_prefix())


@lru_cache(maxsize=10_000)
def _address(name: str, arguments: tuple[str | int, ...], urlconf: str | None, _prefix: str) -> str:
    return reverse(name, urlconf, args=arguments)
