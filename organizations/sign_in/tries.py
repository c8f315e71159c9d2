"""How often a password or a code may be tried, so that guessing is hopeless and nobody can lock somebody else out.

Whoever guesses uses up a limit of their own: it counts for the person and the place (internet address) together. A
device the person has signed in from before has limits of its own that no stranger can use up. What holds for a
person wherever it is tried from never closes the door: the right password is then followed by a code from the mail,
and a second factor can still be given on a known device, with a passkey, or after choosing a new password.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest

from organizations.addresses import spelled
from organizations.limits import Limit

from .devices import device_of


@dataclass(frozen=True)
class Limits:
    """`on_device`: on a known device. Elsewhere: `here` for this person and place, `from_place` for everybody from
    there together, `anywhere` for this person from all unknown devices together."""

    on_device: Limit
    here: Limit
    anywhere: Limit
    from_place: Limit | None = None


PASSWORDS = Limits(
    on_device=Limit("passwords on a known device", 10, timedelta(minutes=10)),
    here=Limit("passwords for an address from a place", 5, timedelta(minutes=5)),
    from_place=Limit("passwords from a place", 30, timedelta(minutes=10)),
    anywhere=Limit("passwords for an address", 50, timedelta(days=1)),
)
SECOND_FACTORS = Limits(
    on_device=Limit("second factors on a known device", 10, timedelta(minutes=10)),
    here=Limit("second factors of a person from a place", 5, timedelta(minutes=5)),
    anywhere=Limit("second factors of a person", 30, timedelta(hours=1)),
)
CODES = Limits(
    on_device=Limit("codes for a known device", 8, timedelta(hours=1)),
    here=Limit("codes for an address from a place", 3, timedelta(minutes=5)),
    from_place=Limit("codes from a place", 20, timedelta(minutes=10)),
    anywhere=Limit("codes for an address", 8, timedelta(hours=1)),
)


@dataclass
class Try:
    """One try, counted. `allowed` is whether its own limits had room, `closing` whether it is the first one of a
    window that had none; `contested` whether the person's limit, wherever it is tried from, is used up."""

    allowed: bool = True
    closing: bool = False
    contested: bool = False
    counted: list[tuple[Limit, str]] = field(default_factory=list)

    def give_back(self) -> None:
        """It was right, so it was no guess."""
        for limit, key in self.counted:
            limit.give_back(key)


def count_try(limits: Limits, request: HttpRequest, email: str, now: datetime) -> Try:
    if device := device_of(request, email):
        return count(Try(), limits.on_device, device, now)
    place, person = get_ip(request), spelled(email)
    tried = Try()
    if limits.from_place is not None:
        tried = count(tried, limits.from_place, place, now)
    if tried.allowed:
        tried = count(tried, limits.here, f"{person} {place}", now)
    if tried.allowed:
        tried.contested = not limits.anywhere.take(person, now)
        tried.counted.append((limits.anywhere, person))
    return tried


def count(tried: Try, limit: Limit, key: str, now: datetime) -> Try:
    number = limit.count(key, now)
    tried.allowed, tried.closing = number <= limit.most, number == limit.most + 1
    tried.counted.append((limit, key))
    return tried


def forget_tries(email: str) -> None:
    """Somebody proved that the address is theirs and chose a new password: what was guessed before is of no use."""
    for limits in (PASSWORDS, SECOND_FACTORS):
        limits.anywhere.forget(spelled(email))
