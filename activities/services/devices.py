"""The key that locks what waits on a member's devices."""

import base64
import secrets
from datetime import datetime

from activities.models import DeviceKey
from organizations.events import record
from organizations.models import Membership

BITS = 256


def device_key(*, membership: Membership, by: Membership | None, now: datetime) -> DeviceKey:
    """The member's key; made when it is first asked for, the same for ever after."""
    secret = base64.b64encode(secrets.token_bytes(BITS // 8)).decode()
    key, made = DeviceKey.objects.get_or_create(
        membership=membership, defaults={"secret": secret, "created_at": now}
    )
    if made:
        record("device_key_made", membership, by=by, now=now)
    return key
