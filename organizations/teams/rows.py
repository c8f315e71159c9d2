"""The lines of the settings that lead to pages about teams."""

from django.utils.translation import gettext_lazy as _

from organizations.hubs import SETTINGS, Row, add_row


def add_rows() -> None:
    """Called when the app starts."""
    add_row(
        SETTINGS,
        Row("people", _("Teams"), _("The tree, and who leads what."), "organizations:team_tree", rank=10),
    )
    add_row(
        SETTINGS,
        Row(
            "people",
            _("People for each leader"),
            _("How many one leader has before it is said to be too many."),
            "organizations:most_reports",
            lambda request: request.organization.most_reports,
            rank=20,
        ),
    )
