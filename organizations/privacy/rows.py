"""The lines of the two hubs that lead to pages about data."""

from django.utils.translation import gettext_lazy as _

from organizations.hubs import SETTINGS, YOU, Row, add_row


def add_rows() -> None:
    """Called when the app starts."""
    add_row(
        SETTINGS,
        Row("data", _("Audit"), _("Who did what, when and from where."), "organizations:audit", rank=10),
    )
    add_row(
        SETTINGS,
        Row(
            "data", _("Data"), _("A file of everything, how long it is kept, erasing people, the end."),
            "organizations:data", rank=20,
        ),
    )  # fmt: skip
    add_row(
        YOU,
        Row(
            "data", _("What is recorded about you"), _("What and why, who looked, and a file of all of it."),
            "organizations:about_me", rank=10,
        ),
    )  # fmt: skip
