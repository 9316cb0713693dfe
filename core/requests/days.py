"""Days in an address are ISO, so that it means the same to everybody whom it is sent to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from core.days_typed import day_typed

Handler = Callable[[HttpRequest], HttpResponse]
# Under these names addresses ask for days.
NAMES = ("at", "known_at", "since", "until")


class TypedDaysMiddleware:
    """Leads from a day as somebody typed it into a filter to the address with that day in ISO.

    What is no day is left as it is: the page says so (`core.pages.looking_back.day_problem`).
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "GET" and (plain := with_plain_days(request.GET)) is not None:
            return HttpResponseRedirect(f"?{plain.urlencode()}")
        return self.get_response(request)


def with_plain_days(asked: QueryDict) -> QueryDict | None:
    """The same query with its days in ISO; None where they are so already."""
    plain = None
    for name in NAMES:
        given = asked.getlist(name)
        days = [(day.isoformat() if (day := day_typed(text)) else text) for text in given]
        if days != given:
            plain = plain or asked.copy()
            plain.setlist(name, days)
    return plain
