"""Addresses of pages, each made once: a list asks for those of a hundred rows."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def address_of(name: str, *arguments: str | int) -> str:
    """The address of the page `name`, as `reverse` gives it."""
    return _address(name, arguments, get_urlconf(), get_script_prefix())


@lru_cache(maxsize=10_000)
def _address(name: str, arguments: tuple[str | int, ...], urlconf: str | None, _prefix: str) -> str:
    return reverse(name, urlconf, args=arguments)
