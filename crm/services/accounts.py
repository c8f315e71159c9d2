"""Accounts: added, changed."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import Account
from organizations.events import record
from organizations.lazy_words import gettext_lazy
from organizations.models import Membership
from organizations.plain_names import on_one_line

from .changes import check, refuse_blank, set_fields

EDITABLE = frozenset({"name", "kind", "industry", "country", "website", "phone", "parent", "owner"})
NAMELESS = gettext_lazy("Type the name of the company or person.")


def create_account(
    *, name: str, by: Membership | None, now: datetime, owner: Membership | None = None, **details: Any
) -> Account:
    """Add an account. Without an owner everybody here sees it."""
    refuse_blank("name", name, NAMELESS)
    account = Account(name=on_one_line(name), owner=owner, created_at=now, **details)
    check(account)
    with transaction.atomic():
        account.save()
        record("account_created", account, by=by, now=now, owner=account.owner_id)
    return account


def change_account(*, account: Account, by: Membership | None, now: datetime, **changes: Any) -> Account:
    """Change an account: rename it, give it to someone else, say that it is a customer. Refuses circles of parents."""
    refuse_blank("name", changes.get("name", account.name), NAMELESS)
    with transaction.atomic():
        refuse_circle(account, changes.get("parent"))
        difference = set_fields(account, changes, EDITABLE)
        if difference["after"]:
            record("account_changed", account, by=by, now=now, **difference)
    return account


def refuse_circle(account: Account, parent: Account | None) -> None:
    above, seen = parent, {account.pk}
    while above is not None:
        if above.pk in seen:
            raise ValidationError(
                {"parent": _("An account can't be a subsidiary of itself. Choose another parent.")}
            )
        seen.add(above.pk)
        above = above.parent
