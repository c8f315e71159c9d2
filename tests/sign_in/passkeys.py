"""What a browser sends when a device has made a passkey: WebAuthn §7.1, without attestation, as most devices do."""

import hashlib
import json
import re
import secrets
from html import unescape

from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

ADD = "/accounts/2fa/webauthn/add/"
FLAG = AuthenticatorData.FLAG


def add_passkey(client, name: str) -> None:
    """Add one under this name on the page for it."""
    found = re.search(r'data-options="([^"]+)"', client.get(ADD).content.decode())
    options = json.loads(unescape(found[1]))["creation_options"]["publicKey"]
    answer = client.post(ADD, {"name": name, "credential": json.dumps(made(options))})
    assert answer.status_code == 302, answer.content.decode()


def made(options: dict) -> dict:
    site, number = options["rp"]["id"], secrets.token_bytes(16)
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    shown = AuthenticatorData.create(
        hashlib.sha256(site.encode()).digest(), FLAG.UP | FLAG.UV | FLAG.AT, 0,
        AttestedCredentialData.create(b"\0" * 16, number, key),
    )  # fmt: skip
    asked = CollectedClientData.create(
        type=CollectedClientData.TYPE.CREATE, challenge=options["challenge"], origin=f"https://{site}"
    )
    told = {"clientDataJSON": asked, "attestationObject": AttestationObject.create("none", shown, {})}
    response = {name: websafe_encode(data) for name, data in told.items()}
    number = websafe_encode(number)
    return {
        "id": number, "rawId": number, "type": "public-key", "response": response,
        "clientExtensionResults": {}, "authenticatorAttachment": "platform",
    }  # fmt: skip
