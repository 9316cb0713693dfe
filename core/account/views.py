"""Pages of one's own account: second factors, recovery codes, sessions.

Whoever changes what one signs in with has shown within the last ten minutes that it is they.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.account.forms import AppForm, FactorNameForm, PasskeyForm
from core.models import PersonSession, RecoveryCodes, SecondFactor, User
from core.models.second_factor import FactorKind
from core.pages.forms import FormPage, posted
from core.pages.view_access import current_user
from core.second_factor import passkeys, services, totp
from core.second_factor.encryption import Unreadable, decrypted, encrypted
from core.sign_in import steps
from core.sign_in.devices import device
from core.sign_in.forms import ConfirmForm

Params = ParamSpec("Params")
View = Callable[Concatenate[HttpRequest, Params], HttpResponse]
# What the session holds while a factor is being set up.
NEW_SECRET, NEW_PASSKEY = "app_secret", "passkey_new"


@dataclass(frozen=True)
class SessionLine:
    """A session as its owner sees it."""

    number: uuid.UUID
    device: str
    address: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool


def confirmed(view: "View[Params]") -> "View[Params]":
    """Asks for the password first, unless that was just done."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        if steps.is_confirmed(request):
            return view(request, *args, **kwargs)
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account:confirm')}?{query}")

    behind: Any = guarded
    return behind


@login_required
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """What one signs in with, and where one is signed in."""
    user = current_user(request)
    factors = list(SecondFactor.objects.filter(user=user))
    context = {
        "factors": factors,
        "has_app": any(each.kind == FactorKind.APP for each in factors),
        "passkeys_possible": passkeys.are_possible(request),
        "codes": RecoveryCodes.objects.filter(user=user).first(),
        "is_required": services.is_required(user),
        "sessions": session_lines(request),
    }
    return render(request, "core/account/security.html", context)


def session_lines(request: HttpRequest) -> list[SessionLine]:
    """The sessions of whoever asks, theirs first, then the one that was used last."""
    rows = PersonSession.objects.filter(
        user=current_user(request), expire_date__gt=timezone.now()
    ).defer("session_data")
    lines = [
        SessionLine(
            number=row.number,
            device=device(row.agent),
            address=row.address,
            begun_at=row.begun_at,
            seen_at=row.seen_at,
            is_this=row.session_key == request.session.session_key,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: not line.is_this)


@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """The password once more, before what one signs in with is changed."""
    user, target = current_user(request), request.GET.get("next", "")
    form = ConfirmForm(posted(request), request=request, user=user)
    if form.is_valid():
        steps.confirm(request)
        safe = url_has_allowed_host_and_scheme(
            target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        return HttpResponseRedirect(target if safe else reverse("account:security"))
    context = {"form": form, "has_password": user.has_usable_password()}
    status = 422 if form.errors else 200
    return render(request, "core/account/confirm.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
@confirmed
def app_add(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app: a picture to scan, or the secret to type, and its first code."""
    user = current_user(request)
    secret = _secret_at_hand(request)
    form = AppForm(posted(request), secret=secret)
    if form.is_valid():
        try:
            added = services.app_add(
                user=user,
                secret=secret,
                code=form.cleaned_data["code"],
                session_key=request.session.session_key or "",
            )
        except services.NotAllowed:
            messages.error(request, _("There is an authenticator app already. Remove it first."))
            return redirect("account:security")
        if added is not None:
            del request.session[NEW_SECRET]
            return _added(request, user, _("The authenticator app has been set up."))
        form.add_error("code", _("The code is too old by now. Type the one that is shown."))
    context = {
        "form": form,
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "qr_code": totp.qr_code(totp.address(user, secret)),
    }
    status = 422 if form.errors else 200
    return render(request, "core/account/app.html", context, status=status)


def _secret_at_hand(request: HttpRequest) -> str:
    """The secret of the app that is being set up, the same until it is."""
    held = request.session.get(NEW_SECRET)
    if held:
        try:
            return decrypted(held)
        except Unreadable:
            pass  # the secret key has changed since: a new one is as good
    secret = totp.new_secret()
    request.session[NEW_SECRET] = encrypted(secret)
    return secret


@login_required
@require_http_methods(["GET", "POST"])
@confirmed
def passkey_add(request: HttpRequest) -> HttpResponse:
    """Add a passkey: a key, a phone or the computer itself."""
    user = current_user(request)
    state = request.session.pop(NEW_PASSKEY, None)
    form = PasskeyForm(posted(request))
    if form.is_valid():
        try:
            if state is None:
                raise passkeys.Refused
            factor = passkeys.passkey_from(request, state, form.cleaned_data["passkey"])
            factor.name = form.cleaned_data["name"]
            services.factor_add(
                user=user, factor=factor, session_key=request.session.session_key or ""
            )
        except (passkeys.Refused, services.NotAllowed):
            form.add_error(None, _("The browser made no passkey that can be used. Try again."))
        else:
            return _added(request, user, _("The passkey has been added."))
    asked, request.session[NEW_PASSKEY] = passkeys.question_for_new(request, user)
    context = {
        "form": form,
        "question": asked,
        "passkeys_possible": passkeys.are_possible(request),
    }
    status = 422 if form.errors else 200
    return render(request, "core/account/passkey.html", context, status=status)


def _added(request: HttpRequest, user: User, message: str) -> HttpResponse:
    """The new factor counts at once; with the first one come the recovery codes."""
    request.session[steps.PASSED] = True
    if RecoveryCodes.objects.filter(user=user).exists():
        messages.success(request, message)
        return redirect("account:security")
    codes = services.recovery_codes_make(user=user)
    return render(request, "core/account/recovery_codes.html", _codes(codes, message))


def _codes(codes: list[str], message: str) -> dict[str, object]:
    text = "Outturn\n\n" + "\n".join(codes) + "\n"
    return {"codes": codes, "text": text, "message": message}


@login_required
@require_http_methods(["GET", "POST"])
@confirmed
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Asks, then makes new recovery codes and shows them, this once."""
    user = current_user(request)
    if not services.has_factor(user):
        messages.error(request, _("Set up an app or a passkey first."))
        return redirect("account:security")
    if request.method != "POST":
        return render(request, "core/account/recovery_codes_new.html")
    codes = services.recovery_codes_make(user=user)
    return render(request, "core/account/recovery_codes.html", _codes(codes, ""))


def _own(request: HttpRequest, pk: int) -> SecondFactor:
    found: SecondFactor = get_object_or_404(SecondFactor, pk=pk, user=current_user(request))
    return found


@login_required
@require_http_methods(["GET", "POST"])
@confirmed
def factor_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a passkey or an app something else."""
    factor = _own(request, pk)
    page = FormPage(
        title=_("Name"),
        subtitle=str(factor),
        back_label=_("Sign-in and security"),
        back_url=reverse("account:security"),
        draft_key=f"factor-{pk}",
        saved=_("The name has been saved."),
        done_url=reverse("account:security"),
    )
    return page.respond(request, FactorNameForm(posted(request), instance=factor))


@login_required
@require_http_methods(["GET", "POST"])
@confirmed
def factor_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then removes a passkey or an app."""
    user, factor = current_user(request), _own(request, pk)
    if request.method != "POST":
        others = SecondFactor.objects.filter(user=user).exclude(pk=pk)
        context = {"factor": factor, "is_last": not others.exists()}
        return render(request, "core/account/factor_remove.html", context)
    try:
        services.factor_remove(
            user=user, factor=factor, session_key=request.session.session_key or ""
        )
    except services.NotAllowed:
        messages.error(
            request,
            _("Your role asks for a second factor: set up another one before you remove it."),
        )
    else:
        messages.success(request, _("Removed. It no longer signs you in."))
    return redirect("account:security")


@login_required
@require_POST
def session_end(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """End one of one's sessions; ending this one is signing out."""
    user = current_user(request)
    line = next((each for each in session_lines(request) if each.number == number), None)
    if line is None:
        messages.info(request, _("This session has ended already."))
        return redirect("account:security")
    services.session_end(user=user, number=number, what=f"{line.device}, {line.address}"[:200])
    if line.is_this:
        request.session.flush()
        return redirect("core:sign-in")
    messages.success(request, _("The session has ended."))
    return redirect("account:security")


@login_required
@require_POST
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's sessions but this one."""
    services.other_sessions_end(
        user=current_user(request), session_key=request.session.session_key or ""
    )
    messages.success(request, _("All other sessions have ended."))
    return redirect("account:security")
