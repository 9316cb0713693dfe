"""Who may open a view: who is asking, and a 404 for whoever may not."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from core.access import NOBODY, Access, Action
from core.models import User

Params = ParamSpec("Params")
View = Callable[Concatenate[HttpRequest, Params], HttpResponseBase]


def current_user(request: HttpRequest) -> User:
    """The signed-in user of a view behind `requires`."""
    assert isinstance(request.user, User)
    return request.user


def access_of(request: HttpRequest) -> Access:
    """What whoever asks may do; nothing when nobody is signed in."""
    return request.user.access if isinstance(request.user, User) else NOBODY


def take_along(request: HttpRequest, action: Action = Action.EXPORT) -> None:
    """From here on whoever asks reaches what they may take along in files.

    404 where that is nothing of what `action` is for. It comes before any row is looked for: a role
    that may read and not take along does not count.
    """
    if not access_of(request).files().opens(action):
        raise Http404
    current_user(request).reach_for_files()


def requires(*actions: Action) -> "Callable[[View[Params]], View[Params]]":
    """Sign-in first; then 404 for people without any reach for one of the `actions`.

    Which rows they reach is the queryset's business (`visible_to`).
    """

    def decorate(view: "View[Params]") -> "View[Params]":
        @wraps(view)
        def guarded(
            request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs
        ) -> HttpResponseBase:
            access = access_of(request)
            if not any(access.opens(action) for action in actions):
                raise Http404
            return view(request, *args, **kwargs)

        behind: Any = login_required(guarded)
        return behind

    return decorate
