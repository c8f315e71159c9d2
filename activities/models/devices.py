"""What a device needs of us to keep what it may not show."""

from django.db import models

from organizations.models import Membership
from organizations.tenancy.models import Link, Owned


class DeviceKey(Owned):
    """The key with which a member's unsent entries are locked on a device after sign-out.

    It is made by us and kept here, so that the entries are nobody's without signing in as that member again, and
    never lost with a device's own key. 256 random bits, base64.
    """

    membership = Link(Membership, related_name="device_keys")
    secret = models.CharField(max_length=44)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "membership"], name="one_device_key_per_member"),
        ]

    def __str__(self) -> str:
        return f"of {self.membership_id}"
