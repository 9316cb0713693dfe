"""The form that people sign in with."""

import logging
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import ngettext

from core.requests.addresses import client_address
from core.sign_in.throttle import sign_in_attempt

logger = logging.getLogger(__name__)


class SignInForm(AuthenticationForm):
    """User name and password; a wrong pair is one message that tells neither apart."""

    def clean(self) -> dict[str, Any]:
        """Whoever guesses has to wait; an incomplete form is no try."""
        account, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if self.request is None or not account or not password:
            return super().clean()
        attempt = sign_in_attempt(account=account, address=client_address(self.request))
        if attempt.wait:
            logger.warning("Signing in was refused: too many tries")
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
        cleaned: dict[str, Any] = super().clean()
        attempt.succeeded()
        return cleaned
