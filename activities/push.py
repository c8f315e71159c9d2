"""Web push (RFC 8030, 8291, 8292): a message that only one browser can read, handed to its push service.

The key that we sign with follows from SECRET_KEY, so there is nothing to set up; a new SECRET_KEY means that browsers
subscribe anew, which they do by themselves when a page is opened.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from activities.models import PushDevice
from organizations.outside import post

# How long a push service keeps the message for a phone that is off: a reminder of the morning is no use at night.
KEPT_FOR, SIGNED_FOR = 4 * 60 * 60, 12 * 60 * 60
# The order of the curve P-256: a private key is a number below it.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
GONE = (404, 410)


@cache
def signing_key() -> ec.EllipticCurvePrivateKey:
    seed = hashlib.sha512(b"salesleader web push" + settings.SECRET_KEY.encode()).digest()
    return ec.derive_private_key(int.from_bytes(seed, "big") % (ORDER - 1) + 1, ec.SECP256R1())


def public_key() -> str:
    """What a browser subscribes with."""
    point = signing_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode()


def send(device: PushDevice, *, title: str, href: str, now: float) -> bool:
    """Hand it to the device's push service. False when that says that the device is gone for good.

    `now` is in seconds since 1970. Raises OutsideRefused when the service can't be reached or refuses.
    """
    # Taken in here: every process would begin a fifth later for what few of them ever do.
    from py_vapid import Vapid02
    from pywebpush import WebPusher

    keys = {"p256dh": device.p256dh, "auth": device.auth}
    message = json.dumps({"title": title, "href": href}).encode()
    encoded: Any = WebPusher({"endpoint": device.address, "keys": keys}).encode(message, "aes128gcm")
    parts = urlsplit(device.address)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(now) + SIGNED_FOR,
        "sub": settings.BASE_URL,
    }
    if not settings.BASE_URL.startswith("https://"):
        claims["sub"] = f"mailto:{settings.DEFAULT_FROM_EMAIL.rsplit('<', 1)[-1].rstrip('>')}"
    headers = Vapid02(signing_key()).sign(claims)
    headers |= {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_FOR),
    }
    return post(device.address, bytes(encoded["body"]), headers) not in GONE
