"""What people see while the database, a disk or the file store cannot do it: the truth, and a 503."""

import sys

import psycopg
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.defaults import server_error

from core.files.store import FULL, WHAT_TO_DO, FileStoreError, is_full

# It may have gone between the commit and the answer: then it is saved, and nobody can tell.
DATABASE = _(
    "The database could not do this just now. What you sent was probably not saved: look before you "
    "send it again. If it stays like this, tell your administrator."
)
TRY_AGAIN_AFTER = "5"
# Django wraps what a cursor says while it is asked, but not while it is closed.
LOST = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)


def outage(error: BaseException | None) -> str:
    """What is the matter and what to do, for errors that pass or that an administrator ends.

    Empty for every other error: those are mistakes of the program.
    """
    if isinstance(error, FileStoreError):
        return str(error)
    if isinstance(error, LOST):
        return str(DATABASE)
    return f"{FULL} {WHAT_TO_DO}" if error and is_full(error) else ""


def error_page(request: HttpRequest) -> HttpResponse:
    """Django's handler of uncaught errors: 503 with words for an outage, else 500.

    Django calls it while it handles the error, so the error is at hand; the page asks no database.
    """
    words = outage(sys.exc_info()[1])
    if not words:
        return server_error(request)
    page = render_to_string("503.html", {"words": words})
    return HttpResponse(page, status=503, headers={"Retry-After": TRY_AGAIN_AFTER})
