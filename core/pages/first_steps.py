"""What a person does first in a house that is still empty; the floor that knows says it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from core.models import User
from core.pages.view_access import current_user


@dataclass(frozen=True)
class FirstStep:
    """What is missing, what to do about it, and the way there for who may (else empty)."""

    title: str | Promise
    text: str | Promise
    label: str | Promise = ""
    url: str = ""


# Set by the app that knows: what comes first for this person, None once there is a strategy.
first_step: list[Callable[[User], FirstStep | None]] = []


def first_step_of(user: User) -> FirstStep | None:
    """What comes first, as long as everything else waits for it."""
    return first_step[0](user) if first_step else None


def first_step_page(
    request: HttpRequest, title: str, step: FirstStep | None = None
) -> HttpResponse:
    """A page that has nothing else to show before `step`, else before there is a strategy."""
    context = {"title": title, "first_step": step or first_step_of(current_user(request))}
    return render(request, "core/pages/first_step.html", context)
