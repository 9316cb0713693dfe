"""The form that people sign in with."""

import logging
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.models import User
from core.requests.addresses import client_address
from core.second_factor import passkeys, totp
from core.second_factor.services import recovery_code_use, step_failed
from core.sign_in.devices import device
from core.sign_in.throttle import SECOND_STEP, Attempt, sign_in_attempt

logger = logging.getLogger(__name__)


def attempt_of(request: HttpRequest, account: str) -> Attempt:
    """Begin a try for a password of `account`; whoever guesses has to wait (`ValidationError`)."""
    attempt = sign_in_attempt(account=account, address=client_address(request))
    if attempt.wait:
        logger.warning("A password was not looked at: too many tries")
        raise forms.ValidationError(
            ngettext(
                "Too many wrong passwords. Wait %(minutes)s minute, then try again. If you have "
                "forgotten yours, ask your administrator for a link to set a new one.",
                "Too many wrong passwords. Wait %(minutes)s minutes, then try again. If you have "
                "forgotten yours, ask your administrator for a link to set a new one.",
                attempt.minutes,
            ),
            code="throttled",
            params={"minutes": attempt.minutes},
        )
    return attempt


class SignInForm(AuthenticationForm):
    """User name and password; a wrong pair is one message that tells neither apart."""

    def clean(self) -> dict[str, Any]:
        """Whoever guesses has to wait; an incomplete form is no try."""
        account, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if self.request is None or not account or not password:
            return super().clean()
        attempt = attempt_of(self.request, account)
        cleaned: dict[str, Any] = super().clean()
        attempt.succeeded()
        return cleaned


class OwnPasswordForm(PasswordChangeForm):
    """A new password for one who knows the old; guessing the old one counts as at the door."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        """A wrong one is a try that failed."""
        attempt = attempt_of(self.request, self.user.username)
        old: str = super().clean_old_password()
        attempt.succeeded()
        return old


class CodeInput(forms.TextInput):
    """A code is good once: what was typed does not come back."""

    def format_value(self, value: object) -> str | None:
        """Always empty."""
        return None


class AnswerInput(forms.HiddenInput):
    """Where a passkey's answer goes, to one question; the next one needs another."""

    def format_value(self, value: object) -> str | None:
        """Always empty."""
        return None


class SecondStepForm(forms.Form):
    """A code of the app, a recovery code, or what a passkey has answered."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("Six figures from your app, or one of your recovery codes."),
        widget=CodeInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )
    passkey = forms.CharField(
        max_length=passkeys.LONGEST_ANSWER, required=False, widget=AnswerInput
    )

    def __init__(
        self,
        *args: Any,
        request: HttpRequest,
        user: User,
        state: passkeys.State | None,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.request, self.user, self.state = request, user, state
        self.fields["code"].required = not self.data.get("passkey")

    def clean(self) -> None:
        """Whoever guesses has to wait; nothing typed is no try."""
        super().clean()
        if self.errors:
            return
        code, answer = self.cleaned_data["code"], self.cleaned_data["passkey"]
        attempt = second_attempt_of(self.request, self.user)
        if not (self._passkey_is_right(answer) if answer else self._code_is_right(code)):
            address = client_address(self.request)
            agent = self.request.headers.get("User-Agent", "")
            step_failed(user=self.user, where=f"{device(agent)}, {address}"[:200])
            raise forms.ValidationError(
                _("The passkey was not accepted. Try again, or type a code.")
                if answer
                else _("The code is wrong, too old, or was used already. Wait for the next one."),
                code="wrong",
            )
        attempt.succeeded()

    def _passkey_is_right(self, answer: str) -> bool:
        if self.state is None:
            return False
        try:
            passkeys.passkey_taken(self.request, self.user, self.state, answer)
        except passkeys.Refused as refused:
            logger.info("A passkey was refused: %s", refused)
            return False
        return True

    def _code_is_right(self, code: str) -> bool:
        figures = "".join(code.split())
        if len(figures) == totp.FIGURES and figures.isascii() and figures.isdecimal():
            return totp.code_taken(self.user, figures)
        return recovery_code_use(user=self.user, code=code)


def second_attempt_of(request: HttpRequest, user: User) -> Attempt:
    """Begin a try for the second step; whoever guesses has to wait (`ValidationError`)."""
    attempt = sign_in_attempt(
        account=user.username, address=client_address(request), step=SECOND_STEP
    )
    if attempt.wait:
        logger.warning("A second step was not looked at: too many tries")
        raise forms.ValidationError(
            ngettext(
                "Too many wrong codes. Wait %(minutes)s minute, then try again.",
                "Too many wrong codes. Wait %(minutes)s minutes, then try again.",
                attempt.minutes,
            ),
            code="throttled",
            params={"minutes": attempt.minutes},
        )
    return attempt


class ConfirmForm(forms.Form):
    """One's password once more."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, *args: Any, request: HttpRequest, user: User, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.request, self.user = request, user

    def clean_password(self) -> str:
        """A wrong one is a try that failed, as at the door."""
        attempt = attempt_of(self.request, self.user.username)
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("The password is wrong."), code="wrong")
        attempt.succeeded()
        return password
