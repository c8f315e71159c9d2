"""Who may make an account without being invited."""

from django.conf import settings

from organizations.models import Organization

OPEN, INVITED, FIRST = "open", "invited", "first"
WAYS = (OPEN, INVITED, FIRST)


def sign_up_is_open() -> bool:
    """Whether somebody nobody knows may make an account now, and with it start an organization.

    SIGN_UP says so: `open` to everybody, `invited` to nobody but those an admin invites, `first` to everybody
    until there is an organization. The demo does not count: it is nobody's.
    """
    if settings.SIGN_UP == FIRST:
        return not Organization.objects.filter(is_demo=False).exists()
    return settings.SIGN_UP == OPEN
