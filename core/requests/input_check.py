"""What no page can read is refused before any page sees it: signs without meaning, odd charsets."""

import codecs
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse

NUL = "\0"


class InputCheckMiddleware:
    """Answers 400 to cookies and charsets that cannot be read, 404 to addresses with a NUL.

    PostgreSQL keeps no NUL: each query that asks with one would end in an error. A form tells its
    person of it, so that what is posted is left to the forms.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = request.content_params.get("charset") if request.content_params else None
        if charset is not None and not _is_utf8(charset):
            raise BadRequest("The charset of a request is UTF-8.")
        if any(NUL in name or NUL in value for name, value in request.COOKIES.items()):
            raise BadRequest("A cookie holds a NUL.")
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, arguments: Any, named: dict[str, object]
    ) -> None:
        """The address: its path as the routes read it, and what is asked behind the “?”."""
        asked = (one for name, values in request.GET.lists() for one in (name, *values))
        if any(NUL in str(one) for one in (*arguments, *named.values(), *asked)):
            raise Http404("an address with a NUL")


def plain_text(value: str) -> str:
    """What was posted outside any form; a NUL, which no row holds, finds nothing (404)."""
    if NUL in value:
        raise Http404("a value with a NUL")
    return value


def _is_utf8(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):
        return False
