"""Passkeys (WebAuthn): asking a browser for one, and checking what it answers.

A passkey belongs to the name under which the program is reached; browsers refuse them for bare
addresses such as 127.0.0.1, and without TLS for all but localhost.
"""

import json
from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils import timezone

from core.models import SecondFactor, User
from core.models.second_factor import FactorKind

if TYPE_CHECKING:
    from fido2.server import Fido2Server
    from fido2.webauthn import AttestedCredentialData

# Nothing that a browser sends is longer, or has more objects and lists in it.
LONGEST_ANSWER, MOST_OPENINGS = 20_000, 100
State = Mapping[str, str]


class Refused(Exception):
    """The answer is not one to our question, or not of a passkey that we know."""


def are_possible(request: HttpRequest) -> bool:
    """Whether browsers allow passkeys for the name under which we are asked."""
    name = _host(request)
    try:
        ip_address(name)
    except ValueError:
        return request.is_secure() or name == "localhost"
    return False


def question_for_new(request: HttpRequest, user: User) -> tuple[str, State]:
    """What the browser is asked so that it makes a passkey, as JSON; and what to keep until then."""
    from fido2.webauthn import (
        PublicKeyCredentialUserEntity,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    entity = PublicKeyCredentialUserEntity(
        name=user.username, id=str(user.pk).encode(), display_name=user.full_name
    )
    options, state = _server(request).register_begin(
        entity,
        _keys(_of(user)),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return json.dumps(dict(options)), state


def passkey_from(request: HttpRequest, state: State, answer: str) -> SecondFactor:
    """The passkey that a browser has made, not yet anybody's. Raises `Refused`."""
    from fido2.utils import websafe_encode

    try:
        data = _server(request).register_complete(state, _parsed(answer))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(str(error)) from error
    key = data.credential_data
    assert key is not None
    return SecondFactor(
        kind=FactorKind.PASSKEY,
        credential=websafe_encode(key.credential_id),
        public_key=websafe_encode(bytes(key)),
        counter=data.counter,
    )


def question(request: HttpRequest, user: User) -> tuple[str, State] | None:
    """What the browser is asked so that one of the person's passkeys signs; None without any."""
    from fido2.webauthn import UserVerificationRequirement

    known = _of(user)
    if not known or not are_possible(request):
        return None
    options, state = _server(request).authenticate_begin(
        _keys(known), user_verification=UserVerificationRequirement.PREFERRED
    )
    return json.dumps(dict(options)), state


def passkey_taken(request: HttpRequest, user: User, state: State, answer: str) -> None:
    """Check the answer of one of the person's passkeys. Raises `Refused`."""
    from fido2.utils import websafe_encode
    from fido2.webauthn import AuthenticationResponse

    known = _of(user)
    try:
        response = AuthenticationResponse.from_dict(_parsed(answer))
        used = _server(request).authenticate_complete(state, _keys(known), response)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(str(error)) from error
    counter = response.response.authenticator_data.counter
    row = SecondFactor.objects.filter(user=user, credential=websafe_encode(used.credential_id))
    # One that counts never counts backwards: a copy of it would.
    fresh = row.filter(counter__lt=counter) if counter else row.filter(counter=0)
    if not fresh.update(counter=counter, used_at=timezone.now()):
        raise Refused("The passkey has counted backwards.")


def _of(user: User) -> list[SecondFactor]:
    return list(SecondFactor.objects.filter(user=user, kind=FactorKind.PASSKEY))


def _keys(rows: Sequence[SecondFactor]) -> "list[AttestedCredentialData]":
    from fido2.utils import websafe_decode
    from fido2.webauthn import AttestedCredentialData

    return [AttestedCredentialData(websafe_decode(row.public_key)) for row in rows]


def _parsed(answer: str) -> Mapping[str, object]:
    """What a browser sends, as an object; anything else is a `ValueError`."""
    # Nested deeply it would exhaust the parser, and all that walks through it.
    if len(answer) > LONGEST_ANSWER or answer.count("[") + answer.count("{") > MOST_OPENINGS:
        raise ValueError("The answer is too long or too deep.")
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise ValueError("The answer is no object.")
    return found


def _server(request: HttpRequest) -> "Fido2Server":
    from fido2.server import Fido2Server  # 15 MB that only who needs a passkey loads
    from fido2.webauthn import PublicKeyCredentialRpEntity

    own = f"{request.scheme}://{request.get_host()}"
    return Fido2Server(
        PublicKeyCredentialRpEntity(name="Outturn", id=_host(request)),
        verify_origin=lambda origin: origin == own,
    )


def _host(request: HttpRequest) -> str:
    """The name without its port."""
    return urlsplit(f"//{request.get_host()}").hostname or ""
