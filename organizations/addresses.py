"""Which e-mail addresses somebody may sign in with."""

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


def is_address(text: str) -> bool:
    """Whether mail can be sent there."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
