"""Every change of accounts, contacts and opportunities."""

from .accounts import change_account, create_account
from .contacts import change_contact, create_contact
from .credit import share_credit
from .numbers import restore_number, strike_number
from .opportunities import change_opportunity, create_opportunity, move_opportunity
from .taking import take_accounts, take_contacts, take_opportunities

__all__ = [
    "change_account",
    "change_contact",
    "change_opportunity",
    "create_account",
    "create_contact",
    "create_opportunity",
    "move_opportunity",
    "restore_number",
    "share_credit",
    "strike_number",
    "take_accounts",
    "take_contacts",
    "take_opportunities",
]
