"""From the password to the pages: one step for most, two for whoever has a second factor."""

import time
from dataclasses import dataclass

from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from core.models import User
from core.second_factor.services import has_factor
from core.sign_in.sessions import session_begin

BACKEND = "django.contrib.auth.backends.ModelBackend"
# What the session holds: a password that was right, a second factor that was, and when the person
# last showed that it is they.
WAITING, PASSED, CONFIRMED = "second_step", "second_factor", "confirmed_at"
WAITS_SECONDS, CONFIRMED_SECONDS = 600, 600


@dataclass(frozen=True)
class Waiting:
    """Somebody whose password was right, and where they want to go."""

    user: User
    next_url: str


def first_step_done(request: HttpRequest, user: User, next_url: str) -> bool:
    """The password was right, or none was needed: sign in. False when a second step is to follow."""
    if not has_factor(user):
        sign_in(request, user, passed=False)
        return True
    request.session.cycle_key()
    request.session[WAITING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "at": int(time.time()),
        "next": next_url,
    }
    return False


def waiting(request: HttpRequest) -> Waiting | None:
    """Who may take the second step here; nobody any more after ten minutes, or a new password."""
    held = request.session.get(WAITING)
    if not held or not 0 <= time.time() - held["at"] <= WAITS_SECONDS:
        return None
    user = User.objects.filter(pk=held["user"], is_active=True).first()
    if user is None or not constant_time_compare(held["hash"], user.get_session_auth_hash()):
        return None
    return Waiting(user, held["next"])


def sign_in(request: HttpRequest, user: User, *, passed: bool) -> None:
    """Begin the session; `passed` says whether a second factor was shown."""
    login(request, user, backend=BACKEND)
    request.session.pop(WAITING, None)
    session_begin(request)
    request.session[PASSED] = passed
    confirm(request)


def confirm(request: HttpRequest) -> None:
    """The person has just shown that it is they."""
    request.session[CONFIRMED] = int(time.time())


def is_confirmed(request: HttpRequest) -> bool:
    """Whether they have within ten minutes."""
    at = request.session.get(CONFIRMED)
    return at is not None and 0 <= time.time() - at <= CONFIRMED_SECONDS
