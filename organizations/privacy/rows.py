"""The lines of the two hubs that lead to pages about data."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from organizations.hubs import SETTINGS, YOU, Row, add_row
from organizations.privacy import keeping


def kept_months(request: Any) -> str:
    """How long the trail is kept: "36 months"."""
    return keeping.how_long(keeping.RULES[0], request.organization.retention_months)


def add_rows() -> None:
    """Called when the app starts."""
    add_row(
        SETTINGS,
        Row("data", _("Audit"), _("Who did what, when and from where."), "organizations:audit", rank=10),
    )
    add_row(
        SETTINGS,
        Row(
            "data", _("Data"), _("A file of everything, erasing people, and the end."),
            "organizations:data", rank=20,
        ),
    )  # fmt: skip
    add_row(
        SETTINGS,
        Row(
            "data", _("How long things are kept"), _("The trail, who looked, words of mails, files of data."),
            "organizations:set_keeping", kept_months, rank=15,
        ),
    )  # fmt: skip
    add_row(
        YOU,
        Row(
            "data", _("What is recorded about you"), _("What and why, who looked, and a file of all of it."),
            "organizations:about_me", rank=10,
        ),
    )  # fmt: skip
