"""Reading one cell as a value: each reader takes the cleaned text and its column, and refuses with a reason."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from organizations.zones import known_zones

if TYPE_CHECKING:
    from .mapping import Column

Reader = Callable[[str, "Column"], Any]
EARLIEST, LATEST = 1900, 2200


class Unreadable(ValueError):
    """The text is not such a value; the message says what was expected."""


def clean(raw: str) -> str:
    """Without white space around it, ideographic spaces and stray byte order marks included."""
    return raw.strip().strip("\ufeff").strip()


def text(longest: int) -> Reader:
    def read(raw: str, column: "Column") -> str:
        if len(raw) > longest:
            raise Unreadable(f"It is longer than {longest} characters.")
        return raw

    return read


def money(raw: str, column: "Column") -> Decimal:
    """An exact amount of at most two decimals and twelve digits before them."""
    plain = raw.replace(column.thousands, "") if column.thousands else raw
    plain = plain.replace(column.decimal, ".")
    for sign in column.signs:
        plain = plain.replace(sign, "")
    try:
        amount = Decimal(plain.strip())
    except InvalidOperation:
        raise Unreadable("It is not an amount.") from None
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 12:
        raise Unreadable("It is not an amount that can be kept.")
    if amount != amount.quantize(Decimal("0.01")):
        raise Unreadable("It has more than two decimals.")
    return amount.quantize(Decimal("0.01"))


def whole(raw: str, column: "Column") -> int:
    if not (raw.isascii() and raw.isdigit()) or len(raw) > 9:
        raise Unreadable("It is not a whole number from 0 up.")
    return int(raw)


def day(raw: str, column: "Column") -> date:
    return parsed(raw, column.format or "%Y-%m-%d").date()


def instant(raw: str, column: "Column") -> datetime:
    """With its zone when the mapping or the format names one; else as a clock showed it, for the owner's zone."""
    found = parsed(raw, column.format or "%Y-%m-%d %H:%M:%S")
    return found.replace(tzinfo=ZoneInfo(column.zone)) if column.zone and found.tzinfo is None else found


def parsed(raw: str, form: str) -> datetime:
    try:
        found = datetime.strptime(raw, form)  # noqa: DTZ007 - the zone is put on afterwards
    except ValueError:
        raise Unreadable(f"It is not a date of the form {form}.") from None
    if not EARLIEST <= found.year <= LATEST:
        raise Unreadable(f"The year {found.year} can't be right.")
    return found


def flag(raw: str, column: "Column") -> bool:
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if raw.lower() not in known:
        raise Unreadable("It is neither yes nor no.")
    return known[raw.lower()]


def zone(raw: str, column: "Column") -> str:
    if raw not in known_zones():
        raise Unreadable("It is not a time zone such as Europe/Berlin.")
    return raw


def email(raw: str, column: "Column") -> str:
    try:
        validate_email(raw)
    except ValidationError:
        raise Unreadable("It is not an e-mail address.") from None
    return text(254)(raw, column)
