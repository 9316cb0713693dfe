"""The yardstick: the least that a Django page with 50 rows of 8 columns can be.

One query, one plain template without a shell, and none of our middleware, so that a faster program
does not shorten it. It takes turns with whatever is measured.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.urls import path

from bench.measure import Act, Taken, in_turns
from portfolio.models import Project

ROWS = 50
COLUMNS = (
    *("code", "name", "kind", "category", "size", "lead_unit__code", "manager__full_name"),
    "baseline_finish",
)
# A single run is short beside what the operating system counts by.
RUNS = 5
HTML = """<!doctype html>
<html lang="en"><head><title>Projects</title></head><body><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table></body></html>
"""


def rows_page(_request: HttpRequest) -> HttpResponse:
    """The page itself; the same projects whatever their number."""
    plain: QuerySet[Project] = QuerySet(Project)
    rows = plain.order_by("pk").values_list(*COLUMNS)[:ROWS]
    return HttpResponse(_template().render({"rows": rows}))


@cache
def _template() -> Any:
    return engines["django"].from_string(HTML)


urlpatterns = [path("", rows_page)]


def only_this_page(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware in place of all of ours: the addresses of this module."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__  # type: ignore[attr-defined]
        return get_response(request)

    return answer


@cache
def browser() -> Client:
    """Asks for the yardstick at `/`."""
    client = Client()
    with override_settings(MIDDLEWARE=[f"{__name__}.{only_this_page.__name__}"]):
        client.handler.load_middleware()
    return client


def measured(*acts: Act, times: int = 7) -> tuple[list[Taken], float]:
    """What each act takes, and the work of one yardstick between them."""
    *taken, yardsticks = in_turns(*acts, _yardsticks, times=times)
    return taken, yardsticks.work / RUNS


def _yardsticks() -> None:
    for _ in range(RUNS):
        assert browser().get("/").status_code == 200
