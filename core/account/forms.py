"""Forms of one's own account."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms.row_form import RowForm
from core.models import SecondFactor
from core.second_factor import passkeys, totp
from core.sign_in.forms import AnswerInput, CodeInput


class AppForm(forms.Form):
    """The first code of an app: it shows that the app holds the secret."""

    code = forms.CharField(
        label=gettext_lazy("Code from the app"),
        max_length=12,
        help_text=gettext_lazy("Six figures; the app shows new ones every half minute."),
        widget=CodeInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, secret: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.secret = secret

    def clean_code(self) -> str:
        """As figures without a gap."""
        code = "".join(self.cleaned_data["code"].split())
        if totp.step_of(self.secret, code) is None:
            raise forms.ValidationError(
                _("This is not the code that the app shows now. Is the clock of your phone right?")
            )
        return code


class PasskeyForm(forms.Form):
    """What a passkey is called; the browser adds what it has made."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("So that you know it again: “laptop”, “blue key”."),
    )
    passkey = forms.CharField(
        max_length=passkeys.LONGEST_ANSWER, required=False, widget=AnswerInput
    )


class FactorNameForm(RowForm[SecondFactor]):
    """What a passkey or an app is called."""

    class Meta:
        model = SecondFactor
        fields = ("name",)
