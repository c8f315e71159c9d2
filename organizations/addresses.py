"""Which e-mail addresses somebody may sign in with, and when two are the same one."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _


def check_address(address: str) -> None:
    """Refuses what is no address, and every letter beyond ASCII.

    Databases and languages fold such letters differently: `ı` becomes `I`, `ſ` becomes `S`, the sign for Kelvin
    becomes `k`, and a domain in full width is delivered as the plain one. So one mailbox could stand for
    another's account. A domain of another script has a plain form of its own, which is taken.
    """
    validate_email(address)
    if not address.isascii():
        raise ValidationError(
            _("Use plain letters without accents. A domain in another script is written as xn--…"),
            code="invalid",
        )


def is_account_address(text: str) -> bool:
    """Whether somebody may sign in with it."""
    try:
        check_address(text)
    except ValidationError:
        return False
    return True


def is_address(text: str) -> bool:
    """Whether mail can be sent there."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def spelled(address: str) -> str:
    """One spelling of an address: ASCII in small letters. Any other is left as it is, for its letters would fold into
    those of somebody else: the Kelvin sign becomes `k`.
    """
    address = address.strip()
    return address.lower() if address.isascii() else address


def is_same(one: str, other: str) -> bool:
    """Whether both are the address of one mailbox. Those who sign in with one sign in with the other."""
    return spelled(one) == spelled(other)
