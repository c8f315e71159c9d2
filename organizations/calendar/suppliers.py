"""What the working calendar puts on a person's Today: requests to answer, and answers to one's own."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from organizations.links import link
from organizations.models import Membership, TimeOff
from organizations.services.time_off import days_in_words
from organizations.today import TodayItem

TO_ANSWER, ANSWERED = 25, 45
# An answer stays on the list for so long; after that it is found in the calendar.
TOLD_FOR = timedelta(days=3)


def today_items(*, membership: Membership, today: date, now: datetime) -> list[TodayItem]:
    """One query: what waits for this member's answer, and what was lately answered to them."""
    waiting = TimeOff.objects.waiting_for(membership).values("pk")
    answered = Q(
        membership=membership, decided_at__gt=now - TOLD_FOR, ends_on__gt=today,
        state__in=[TimeOff.APPROVED, TimeOff.DECLINED],
    ) & ~Q(decided_by=membership)  # fmt: skip
    found = TimeOff.objects.filter(Q(pk__in=waiting) | answered).with_people().order_by("starts_on", "pk")
    return [
        to_answer(off, membership) if off.state == TimeOff.ASKED else answer_to(off, membership)
        for off in found
    ]


def to_answer(off: TimeOff, me: Membership) -> TodayItem:
    return TodayItem(
        rank=TO_ANSWER,
        title=off.membership.name,
        why=_("Asks for time off: %(days)s. Say yes or no.") % {"days": days_in_words(off)},
        href=link(me.organization, "organizations:time_off", pk=off.pk),
        icon="calendar",
    )


def answer_to(off: TimeOff, me: Membership) -> TodayItem:
    facts = {"by": off.decided_by.name if off.decided_by else _("an admin")}
    words = _("Approved by %(by)s.") if off.counts else _("Declined by %(by)s.")
    return TodayItem(
        rank=ANSWERED,
        title=_("Time off, %(days)s") % {"days": days_in_words(off)},
        why=" ".join(part for part in (words % facts, off.answer) if part),
        href=link(me.organization, "organizations:time_off", pk=off.pk),
        icon="calendar",
    )
