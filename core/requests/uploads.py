"""No request is larger than what any form takes: it is refused before a byte of it is kept.

A proxy in front refuses the same (`deploy/nginx`); where there is none, the program does.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core.requests.limits import MOST_MEGABYTES
from core.requests.middleware import LANGUAGE_COOKIE

MEGABYTE = 1024 * 1024


class UploadLimitMiddleware:
    """Answers 413, in words, to whatever is too large. The rest of the body is not read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or ""
        # A form without files holds texts alone, and no form has as much to write.
        has_files = request.content_type == "multipart/form-data"
        most = MOST_MEGABYTES * MEGABYTE if has_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not (length.isdecimal() and int(length) > most):
            return self.get_response(request)
        # Nobody is signed in yet: the language is that of the browser, or chosen in it.
        chosen = request.COOKIES.get(LANGUAGE_COOKIE)
        with translation.override(chosen or translation.get_language_from_request(request)):
            words = _(
                "What you sent is larger than %(most)s megabytes, which nothing here takes. Nothing "
                "was saved. Go back and choose a smaller file."
            ) % {"most": f"{most / MEGABYTE:g}"}
            return HttpResponse(render_to_string("413.html", {"words": words}), status=413)
