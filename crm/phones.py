"""Phone numbers as people type them, as they are dialled, and as they are read."""

from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

DIALLED = "+0123456789*#,;"


def parsed(text: str, country: str) -> PhoneNumber | None:
    """What this text means where `country` (two letters, or empty) dials; None for what is no number."""
    try:
        return phonenumbers.parse(text, country.upper() or None)
    except NumberParseException:
        return None


@lru_cache(maxsize=4096)
def dialled(text: str, country: str) -> str:
    """The number as a phone dials it: international where it is understood, else its digits; empty without any.

    `country` is where numbers without a prefix are at home: the organization's.
    """
    number = parsed(text, country)
    if number is not None and phonenumbers.is_possible_number(number):
        plain = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        return f"{plain};ext={number.extension}" if number.extension else plain
    kept = "".join(letter for letter in text if letter in DIALLED)
    return kept if any(letter.isdigit() for letter in kept) else ""
