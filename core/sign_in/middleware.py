"""Whoever must have a second factor comes no further without."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.models import User
from core.second_factor.services import has_factor, is_required
from core.sign_in.sessions import SessionStore
from core.sign_in.steps import PASSED, first_step_done

# What needs no second factor: the ways in and out.
OPEN = {
    "core:second-step",
    "core:sign-in",
    "core:sign-in-as",
    "core:sign-out",
    "core:first-person",
    "core:language",
    "core:healthz",
    "core:readyz",
    "core:metrics",
}
# The way to a first one.
SET_UP = {
    "account:security",
    "account:app-add",
    "account:passkey-add",
    "account:confirm",
}


class SecondFactorMiddleware:
    """Sends people whose role asks for a second factor to set one up, or to show theirs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.session, SessionStore) and request.user.is_authenticated:
            request.session.note_seen()
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Before any page: also for a session from before the role was given."""
        if not settings.MFA_ROLES or not isinstance(request.user, User):
            return None
        page = request.resolver_match.view_name if request.resolver_match else ""
        if request.session.get(PASSED) or page in OPEN or not is_required(request.user):
            return None
        if not has_factor(request.user):
            return None if page in SET_UP else redirect("account:security")
        next_url = request.get_full_path() if request.method == "GET" else ""
        first_step_done(request, request.user, next_url)
        return redirect("core:second-step")
