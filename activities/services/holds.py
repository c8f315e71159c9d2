"""Why a prospect or an open opportunity has no next date: said, and lifted."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.models import Hold
from crm.models import Contact, Opportunity
from organizations.events import record
from organizations.models import Membership

LONGEST_REASON = 300


def hold(
    *,
    by: Membership,
    now: datetime,
    reason: str,
    contact: Contact | None = None,
    opportunity: Opportunity | None = None,
    until_on: date | None = None,
) -> Hold:
    """Say why there is no next date, until a day or until it is lifted. What was said before is replaced."""
    words = " ".join(reason.replace("\0", "").split())
    if not words:
        raise ValidationError({"reason": _("Say why, in a few words.")})
    if len(words) > LONGEST_REASON:
        raise ValidationError({"reason": _("Keep it to %(n)s characters.") % {"n": LONGEST_REASON}})
    if until_on is not None and until_on <= by.today(now):
        raise ValidationError({"until_on": _("Choose a day after today.")})
    with transaction.atomic():
        Hold.objects.filter(contact=contact, opportunity=opportunity, lifted_at__isnull=True).update(
            lifted_at=now
        )
        said = Hold.objects.create(
            contact=contact, opportunity=opportunity, reason=words, until_on=until_on, said_by=by, said_at=now
        )
        record("held", said, by=by, now=now, **ids(said), until_on=until_on and str(until_on))
    return said


def lift_hold(*, hold: Hold, by: Membership | None, now: datetime) -> bool:
    """It is to have a next date again. False if it was lifted before."""
    with transaction.atomic():
        lifted = bool(Hold.objects.filter(pk=hold.pk, lifted_at__isnull=True).update(lifted_at=now))
        if lifted:
            record("hold_lifted", hold, by=by, now=now, **ids(hold))
    return lifted


def ids(hold: Hold) -> dict[str, int | None]:
    return {"contact": hold.contact_id, "opportunity": hold.opportunity_id}
