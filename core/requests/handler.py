"""Where requests enter: read as UTF-8 whatever they say of themselves, so that all reach the checks."""

from collections.abc import Mapping

from django.core.exceptions import BadRequest
from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters


class ReadAsUtf8:
    """A request whose own word on its charset is checked (`input_check`), but never read by.

    Django reads the address by that charset while the request is made, before any middleware; one
    that encodes no text (hex, base64, idna …) would end there in an error.
    """

    content_type: str | None
    content_params: dict[str, str] | None

    def _set_content_type_params(self, meta: Mapping[str, str]) -> None:
        try:
            kind, params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (ValueError, LookupError):
            # A part of the header is itself written in a charset that encodes no text.
            kind, params = "", {"charset": "unreadable"}
        self.content_type, self.content_params = kind, params

    def _load_post_and_files(self) -> None:
        """What was posted; names and values written in no text encoding are a bad request."""
        try:
            super()._load_post_and_files()  # type: ignore[misc]
        except (LookupError, UnicodeError) as error:
            self._mark_post_parse_error()  # type: ignore[attr-defined]
            raise BadRequest("A part of the request is written in no text encoding.") from error


class WebRequest(ReadAsUtf8, WSGIRequest):
    """A request of the web server."""


class AsyncRequest(ReadAsUtf8, ASGIRequest):
    """A request of a server that speaks ASGI."""


class WebHandler(WSGIHandler):
    """What the web server calls."""

    request_class = WebRequest


class AsyncHandler(ASGIHandler):
    """What a server that speaks ASGI calls."""

    request_class = AsyncRequest
