"""Sign-in, language, home, health: pages that belong to no other floor."""

from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from core import metrics
from core.access import Action, Role
from core.forms import SignInForm
from core.gate import access_of, person, requires
from core.middleware import LANGUAGE_COOKIE
from core.models import Heartbeat, User
from core.pages import entries_for, is_demonstration, query
from core.search import search as find
from core.search import sources

SEARCH_SHOWN, SEARCH_PAGE = 5, 25
TICKS_MISSED = 6  # so many of beat's ticks without a sign of life, and no worker is there


def one_click_allowed(request: HttpRequest) -> bool:
    """Signing in without a password: demonstration data, embedded servers and loopback, all three."""
    if not (settings.EMBEDDED and is_demonstration()):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


class SignIn(LoginView):
    """User name and password; in the demonstration also one click for each role."""

    template_name = "core/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Adds the people of the demonstration where one click is allowed, or that there are none."""
        context = super().get_context_data(**kwargs)
        context["demo_people"] = demo_people() if one_click_allowed(self.request) else []
        context["is_deserted"] = not User.objects.exists()
        return context


class SignOut(LogoutView):
    """By POST only."""


def demo_people() -> list[dict[str, object]]:
    """Everybody who can be tried, in the order of the roles."""
    order = {role: index for index, role in enumerate(Role.values)}
    people = []
    for user in User.objects.filter(is_active=True).prefetch_related("assignments__unit"):
        held = sorted(user.assignments.all(), key=lambda each: order[each.role])
        people.append(
            {
                "username": user.username,
                "full_name": user.full_name,
                "roles": [str(each.get_role_display()) for each in held],
                "order": order[held[0].role] if held else len(order),
            }
        )
    return sorted(people, key=lambda each: (each["order"], each["full_name"]))


@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """One click in the demonstration; anywhere else the address does not exist."""
    if not one_click_allowed(request):
        raise Http404
    user = get_object_or_404(User, username=request.POST.get("username"), is_active=True)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(_safe_next(request))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the interface; remembered with the person, or in a cookie."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(_safe_next(request))
    if chosen in settings.INTERFACE_LANGUAGES:
        if isinstance(request.user, User):
            User.objects.filter(pk=request.user.pk).update(language=chosen)
        response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=31_536_000, samesite="Lax")
    return response


def _safe_next(request: HttpRequest) -> str:
    """Where to go on: the page asked for if it is ours, else home."""
    target = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed else reverse("core:home")


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page a person may see, or a friendly word to those who may see none."""
    entries = entries_for(access_of(request))
    if entries:
        return redirect(entries[0].url_name)
    return render(request, "core/home.html", {"person": person(request)})


@requires(Action.SEARCH)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Everything a person may see that has the words; with `kind`, all of one source by pages."""
    text, kind = request.GET.get("q", "").strip()[:200], request.GET.get("kind", "")
    if kind and kind not in sources:
        raise Http404
    given = request.GET.get("page", "1")
    number = max(int(given), 1) if given.isdecimal() and len(given) < 5 else 1
    size = SEARCH_PAGE if kind else SEARCH_SHOWN
    found = find(person(request), text, kind=kind, offset=(number - 1) * size, limit=size)
    if not found and number > 1:  # past the end: not "nothing found", but the first page
        number, found = 1, find(person(request), text, kind=kind, limit=size)
    groups = [
        {
            **vars(group),
            "more_url": "" if kind or group.total <= size else f"?{query(q=text, kind=group.key)}",
        }
        for group in found
    ]
    total = sum(group.total for group in found)
    context: dict[str, object] = {"q": text, "kind": kind, "groups": groups, "total": total}
    if kind:
        context["page_of"] = Paginator(range(total), size).get_page(number)
        context["all_url"] = f"?{query(q=text)}"
    return render(request, "core/search.html", context)


@login_required
@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component with sample content."""
    return render(request, "core/style_guide.html")


@never_cache
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_GET
def metrics_page(request: HttpRequest) -> HttpResponse:
    """For Prometheus: with the token, or from this machine; to everybody else it does not exist."""
    if not metrics.may_read(request):
        raise Http404
    return HttpResponse(metrics.exposition(), content_type=CONTENT_TYPE_PLAIN_0_0_4)


@never_cache
@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """Database there, migrations done, a worker seen of late; 503 and which is missing."""
    checks = {"database": False, "migrations": False, "worker": False}
    try:
        executor = MigrationExecutor(connection)
        checks["database"] = True
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        seen = Heartbeat.objects.filter(part="worker").first()
        within = timedelta(seconds=TICKS_MISSED * settings.JOB_REAP_SECONDS)
        # Both ways: after the clock was set back, a sign from the future is no sign.
        checks["worker"] = bool(seen and abs(timezone.now() - seen.seen_at) < within)
    except DatabaseError:
        pass
    ready = all(checks.values())
    response = JsonResponse(
        {"status": "ok" if ready else "not ready", **checks}, status=200 if ready else 503
    )
    # An answer, not an error of the program: Django would log each 503 as one.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
