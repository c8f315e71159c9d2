"""What an organization asks of those who sign in."""

from datetime import datetime

from django.db import transaction

from organizations.events import record
from organizations.models import Membership, Organization


def require_second_factor(
    *, organization: Organization, required: bool, by: Membership | None, now: datetime
) -> None:
    """Let members in only with a second factor from their next page on, or no longer. Tokens are not asked for one."""
    with transaction.atomic():
        before = organization.second_factor_required
        if before == required:
            return
        organization.second_factor_required = required
        organization.save(update_fields=["second_factor_required"])
        record("second_factor_rule_changed", organization, by=by, now=now, before=before, after=required)
