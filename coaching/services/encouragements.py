"""One line of encouragement about an entry, right where it is seen."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.models import Activity
from coaching.models import Encouragement
from organizations.events import record
from organizations.models import Membership

LONGEST = 200


def encourage(*, activity: Activity, text: str, by: Membership, now: datetime) -> Encouragement:
    """Say something to whom an entry belongs. Refuses an empty line, a long one, and one to oneself."""
    line = " ".join(text.replace("\0", "").split())
    if not line:
        raise ValidationError({"text": _("Say what went well, in a line.")})
    if len(line) > LONGEST:
        raise ValidationError({"text": _("Keep it to a line of %(n)s characters.") % {"n": LONGEST}})
    if by.pk == activity.member_id:
        raise ValidationError({"text": _("This is for what others did.")})
    with transaction.atomic():
        said = Encouragement.objects.create(
            author=by, member_id=activity.member_id, activity=activity, text=line, said_at=now
        )
        record("encouraged", said, by=by, now=now, member=activity.member_id, activity=activity.pk)
    return said


def withdraw_encouragement(*, encouragement: Encouragement, by: Membership, now: datetime) -> None:
    """Take it back (undo). The trail keeps that there was one, not what it said."""
    with transaction.atomic():
        record(
            "encouragement_withdrawn", encouragement, by=by, now=now, member=encouragement.member_id,
            activity=encouragement.activity_id,
        )  # fmt: skip
        encouragement.delete()
