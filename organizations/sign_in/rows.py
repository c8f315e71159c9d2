"""The line on "You" that leads to what opens the account."""

from django.utils.translation import gettext_lazy as _

from organizations.hubs import YOU, Row, add_row


def add_rows() -> None:
    add_row(
        YOU,
        Row(
            "security",
            _("Password, passkeys and devices"),
            _("What opens your account, in every organization."),
            "security",
            inside=False,
            rank=10,
        ),
    )
