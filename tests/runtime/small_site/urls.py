import os

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.runtime.small_site.models import Note
from tests.runtime.small_site.tasks import note


def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok")


def echo(_request: HttpRequest, number: int) -> HttpResponse:
    """`number` by way of the database, after a wait that lets requests overlap."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::bigint, pg_sleep(0.002)", [number])
        return HttpResponse(f"{cursor.fetchone()[0]} {os.getpid()}")


def notes(_request: HttpRequest, text: str) -> HttpResponse:
    """How many notes say `text`."""
    return HttpResponse(str(Note.objects.filter(text=text).count()))


def ask(_request: HttpRequest, text: str, seconds: int) -> HttpResponse:
    """Have the worker write a note."""
    note.delay(text, seconds)
    return HttpResponse("asked")


urlpatterns = [
    path("healthz", healthz),
    path("echo/<int:number>", echo),
    path("notes/<str:text>", notes),
    path("ask/<str:text>/<int:seconds>", ask),
]
