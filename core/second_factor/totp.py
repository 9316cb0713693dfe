"""Codes of an authenticator app (RFC 6238): six digits, a new one every thirty seconds."""

import io
import time

from django.utils import timezone

from core.models import SecondFactor, User
from core.models.second_factor import FactorKind
from core.second_factor.encryption import Unreadable, decrypted

ISSUER = "Outturn"
SECONDS, FIGURES = 30, 6
# A clock may be half a minute off either way.
DRIFT = 1


def new_secret() -> str:
    """160 random bits, in base32."""
    import pyotp

    return pyotp.random_base32()


def address(user: User, secret: str) -> str:
    """What the QR code says: the address that apps understand."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER)


def qr_code(text: str) -> str:
    """`text` as an SVG element: dark on light in either scheme, which cameras need."""
    import segno

    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, border=4, light="white", omitsize=True,
        svgclass="qr-code", lineclass=None,
    )  # fmt: skip
    return out.getvalue().decode()


def step_now() -> int:
    """The half minute that it is."""
    return int(time.time()) // SECONDS


def step_of(secret: str, code: str, *, after: int = 0) -> int | None:
    """The half minute that `code` belongs to, if it is one of now and later than `after`.

    A code is good once: whoever looked over a shoulder comes too late.
    """
    import pyotp
    from pyotp.utils import strings_equal

    made, now = pyotp.TOTP(secret), step_now()
    for step in range(now - DRIFT, now + DRIFT + 1):
        if step > after and strings_equal(made.generate_otp(step), code):
            return step
    return None


def code_taken(user: User, code: str) -> bool:
    """Whether `code` is one of the person's app; it is used up then, at the same moment for all."""
    for app in SecondFactor.objects.filter(user=user, kind=FactorKind.APP):
        try:
            step = step_of(decrypted(app.secret), code, after=app.counter)
        except Unreadable:
            continue
        # Of two with the same code only one changes the row.
        unused = SecondFactor.objects.filter(pk=app.pk, counter__lt=step or 0)
        if step and unused.update(counter=step, used_at=timezone.now()):
            return True
    return False
