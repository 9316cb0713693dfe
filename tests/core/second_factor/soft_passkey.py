"""A passkey made of software, which does what a browser and a key do together."""

import hashlib
import json
import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

FLAGS = AuthenticatorData.FLAG


@dataclass
class SoftPasskey:
    """One key for one site; `counter` is what it says of how often it was used."""

    origin: str = "http://localhost"
    host: str = "localhost"
    counter: int = 0
    id: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def made(self, question: str) -> str:
        """The answer to a question for a new passkey."""
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        known = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        data = self._data(FLAGS.UP | FLAGS.UV | FLAGS.AT, known)
        attestation = AttestationObject.create("none", data, {})
        return self._answer(question, "webauthn.create", attestationObject=bytes(attestation))

    def signed(self, question: str) -> str:
        """The answer to a question for a signature."""
        data = self._data(FLAGS.UP | FLAGS.UV)
        client = self._client(question, "webauthn.get")
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            question, "webauthn.get", authenticatorData=bytes(data), signature=signature
        )

    def _data(self, flags: FLAGS, known: AttestedCredentialData | None = None) -> AuthenticatorData:
        host = hashlib.sha256(self.host.encode()).digest()
        return AuthenticatorData.create(host, flags, self.counter, known or b"")

    def _client(self, question: str, kind: str) -> bytes:
        challenge = json.loads(question)["publicKey"]["challenge"]
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _answer(self, question: str, kind: str, **parts: bytes) -> str:
        client = websafe_encode(self._client(question, kind))
        response = {name: websafe_encode(part) for name, part in parts.items()}
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {"clientDataJSON": client, **response},
            }
        )
