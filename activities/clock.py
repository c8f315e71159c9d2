"""The clock of a device, measured when it sends: how wrong it is, and its times put right (COUNTING §1).

A device says what its clock reads when it sends. What it reads less than it should is added to every time that it
noted. The server's clock is the measure; what is on the way for less than LEEWAY counts as right.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LEEWAY = timedelta(minutes=1)
NONE = timedelta(0)


@dataclass(frozen=True)
class Skew:
    """`offset` is what must be added to the device's times: negative where its clock is ahead."""

    offset: timedelta = NONE

    @property
    def is_wrong(self) -> bool:
        return self.offset != NONE

    def put_right(self, said: datetime, moved: timedelta = NONE) -> datetime:
        """The instant that the device meant. `moved`: how far its clock was set forward since it noted this.

        Added in UTC: on the clock of a zone, adding would take the second pass of a repeated hour for the first.
        """
        try:
            return said.astimezone(UTC) + moved + self.offset
        except OverflowError:
            raise ValidationError(
                {"occurred_at": [_("No clock shows this time. Say when it was.")]}
            ) from None

    @property
    def words(self) -> str:
        """Told to the person whose device it is; empty where the clock is right."""
        if not self.is_wrong:
            return ""
        size = size_in_words(abs(self.offset))
        if self.offset < NONE:
            return _("The clock of this device is %(size)s ahead. Times were put right.") % {"size": size}
        return _("The clock of this device is %(size)s behind. Times were put right.") % {"size": size}


def skew_of(device: datetime | None, received: datetime) -> Skew:
    """What the device's clock is off by, from what it read as it sent. None where it did not say."""
    if device is None:
        return Skew()
    offset = received - device.astimezone(UTC)
    return Skew() if abs(offset) <= LEEWAY else Skew(offset)


def size_in_words(size: timedelta) -> str:
    minutes = round(size.total_seconds() / 60)
    if minutes < 120:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
