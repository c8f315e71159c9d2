"""The lines of the two hubs that lead to observers."""

from django.utils.translation import gettext_lazy as _

from organizations.hubs import SETTINGS, YOU, Row, add_row

ROUTE = "scorecards:observers"


def add_rows() -> None:
    """Called when the app starts."""
    why = _("Mentors, board members, partners: they get a weekly card by mail, without a login.")
    add_row(SETTINGS, Row("people", _("Observers"), why, ROUTE, rank=80))
    own = _("Someone outside who gets your weekly card by mail.")
    add_row(YOU, Row("mail", _("Observers of my card"), own, ROUTE, sees=lambda me: me.is_rep, rank=80))
