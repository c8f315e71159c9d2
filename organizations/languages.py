"""The languages that a person can read SalesLeader in, and which one a member reads."""

from django.conf import settings
from django.utils.translation import get_language

from organizations.models import Membership


def complete_languages() -> list[tuple[str, str]]:
    """Code and own name of every language whose texts are all there (docs/translating.md)."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


def language_of(membership: Membership | None) -> str:
    """The member's own choice while that language is complete, else the installation's."""
    if membership is None:
        return settings.LANGUAGE_CODE
    known = dict(settings.LANGUAGES)
    return membership.language if membership.language in known else settings.LANGUAGE_CODE


def language_read() -> str:
    """The language of the page that somebody comes in by, to be kept as theirs; empty for the installation's."""
    read = get_language() or ""
    others = {code for code, _name in complete_languages()} - {settings.LANGUAGE_CODE}
    return read if read in others else ""
