"""The language of what is about an account, its mails and its pages: nobody's organization is open there."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import activate, get_language

from organizations.languages import complete_languages
from organizations.models import User


def language_of_account(user: User | None, address: str) -> str:
    """As they read their organization; for an account that is in none, and for an address that nobody has, the
    language that is open, which is the browser's.

    Where they read two organizations in two languages it is the one their browser asks for, else that of the older.
    The address is looked up the same way whether somebody has it or not.
    """
    opened = get_language() or settings.LANGUAGE_CODE
    read = languages_read(user.pk if user else None, address)
    return opened if not read or opened in read else read[0]


def read_as_account(request: Any) -> None:
    """From here on in the language of whoever is signed in: for pages that lie outside an organization."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        activate(language_of_account(user, user.email))


def languages_read(user_id: int | None, address: str) -> list[str]:
    """The languages chosen in their organizations; where nothing was chosen in any, the installation's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT language FROM languages_of_account(%s, %s)", [user_id, address])
        rows = [row[0] for row in cursor.fetchall()]
    known = dict(complete_languages())
    chosen = [language for language in rows if language in known]
    return chosen or ([settings.LANGUAGE_CODE] if rows else [])
