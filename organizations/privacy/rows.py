"""The lines of the two hubs that lead to pages about data."""

from django.utils.translation import gettext_lazy as _

from organizations.hubs import SETTINGS, Row, add_row


def add_rows() -> None:
    """Called when the app starts."""
    add_row(
        SETTINGS,
        Row("data", _("Audit"), _("Who did what, when and from where."), "organizations:audit", rank=10),
    )
