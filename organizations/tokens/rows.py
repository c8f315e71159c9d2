"""The lines on "You" and "Settings" that lead to tokens."""

from django.utils.translation import gettext_lazy as _

from organizations.hubs import SETTINGS, YOU, Row, add_row


def add_rows() -> None:
    """Called when the app starts."""
    why = _("What programs open the API with, in your name.")
    add_row(YOU, Row("security", _("Tokens"), why, "organizations:tokens", rank=60))
    everyone = _("Which programs open the API, whose they are, and when they last did.")
    add_row(SETTINGS, Row("security", _("Tokens of everyone"), everyone, "organizations:all_tokens", rank=60))
