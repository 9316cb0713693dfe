"""The form that people sign in with."""

import logging
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpRequest
from django.utils.translation import ngettext

from core.requests.addresses import client_address
from core.sign_in.throttle import Attempt, sign_in_attempt

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
