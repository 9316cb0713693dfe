"""Signing in and out, and the language that is chosen beside it."""

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.access import Role
from core.models import User
from core.pages.forms import posted
from core.pages.shell import is_demonstration
from core.requests.addresses import came_directly
from core.requests.input_check import plain_text
from core.requests.middleware import LANGUAGE_COOKIE
from core.second_factor import passkeys
from core.sign_in import first_person as first
from core.sign_in.forms import SecondStepForm, SignInForm
from core.sign_in.steps import first_step_done, sign_in, waiting


def one_click_allowed(request: HttpRequest) -> bool:
    """Signing in without a password: demonstration data, embedded servers, and asked from this machine.

    Through a proxy anybody may ask, wherever it stands, so nobody is believed who came through one.
    """
    return bool(settings.EMBEDDED and came_directly(request) and is_demonstration())


class SignIn(LoginView):
    """User name and password; in the demonstration also one click for each role."""

    template_name = "core/sign_in/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Adds the people of the demonstration where one click is allowed, or that there are none."""
        context = super().get_context_data(**kwargs)
        context["demo_people"] = demo_people() if one_click_allowed(self.request) else []
        context["is_deserted"] = not User.objects.exists()
        return context

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """The password was right: in, or to the second step."""
        return _on(self.request, form.get_user(), self.get_redirect_url())


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
    username = plain_text(request.POST.get("username", ""))
    user = get_object_or_404(User, username=username, is_active=True)
    return _on(request, user, _safe_next(request))


def _on(request: HttpRequest, user: User, next_url: str) -> HttpResponse:
    if not first_step_done(request, user, next_url):
        return redirect("core:second-step")
    return HttpResponseRedirect(next_url or reverse(settings.LOGIN_REDIRECT_URL))


@never_cache
@require_http_methods(["GET", "POST"])
def first_person(request: HttpRequest, code: str) -> HttpResponse:
    """The first administrator of an empty house; after that the address does not exist."""
    if not first.opens_first_page(code):
        raise Http404
    form = first.FirstPersonForm(posted(request))
    if form.is_valid():
        try:
            password = form.cleaned_data["password1"]
            first.first_person_create(user=form.instance, unit=form.unit, password=password)
        except first.NotTheFirst:
            raise Http404 from None
        sign_in(request, form.instance, passed=False)
        return redirect(settings.LOGIN_REDIRECT_URL)
    status = 422 if form.errors else 200
    return render(request, "core/sign_in/first_person.html", {"form": form}, status=status)


STATE = "passkey_question"


@never_cache
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """After the password: a code, a passkey or a recovery code."""
    who = waiting(request)
    if who is None:
        return redirect("core:sign-in")
    # A question is asked once: each answer gets a new one.
    state = request.session.pop(STATE, None)
    form = SecondStepForm(posted(request), request=request, user=who.user, state=state)
    if form.is_valid():
        sign_in(request, who.user, passed=True)
        return HttpResponseRedirect(who.next_url or reverse(settings.LOGIN_REDIRECT_URL))
    asked = passkeys.question(request, who.user)
    if asked:
        request.session[STATE] = asked[1]
    context = {"form": form, "question": asked[0] if asked else ""}
    status = 422 if form.errors else 200
    return render(request, "core/sign_in/second_step.html", context, status=status)


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
