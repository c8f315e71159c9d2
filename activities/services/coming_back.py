"""Moving what came due while somebody was away, once a day, before they look."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from activities.after_days_off import Due, moved
from activities.models import FollowUp
from organizations.calendars import calendars_of
from organizations.events import record
from organizations.models import Membership, Organization
from organizations.periods import Period
from organizations.working_days import Calendar

# Who was away for longer finds what is older overdue.
LOOK_BACK, LOOK_AHEAD = timedelta(days=120), timedelta(days=60)


def move_after_days_off(*, organization: Organization, now: datetime) -> int:
    """Spread what came due on days off over the days that its owners work now; how many were moved.

    Safe to run again: what is moved is due today or later. Three queries and one for each that moves.
    """
    with transaction.atomic():
        waiting: dict[int, list[FollowUp]] = defaultdict(list)
        for one in overdue(now):
            if one.due_on < one.member.today(now):
                waiting[one.member_id].append(one)
        members = {found[0].member_id: found[0].member for found in waiting.values()}
        period = Period(now.date() - LOOK_BACK, now.date() + LOOK_AHEAD)
        calendars = calendars_of(list(members.values()), organization, period)
        load = load_of(list(members), now.date() - timedelta(days=1))
        return sum(move(waiting[pk], member, calendars[pk], load[pk], now) for pk, member in members.items())


def overdue(now: datetime):
    """Everything that may be overdue somewhere on earth, of who is here."""
    found = FollowUp.objects.open().filter(due_on__lte=now.date(), due_on__gt=now.date() - LOOK_BACK)
    present = found.filter(member__deactivated_at__isnull=True)
    return present.select_related("member").select_for_update(of=("self",))


def load_of(members: Sequence[int], since: date) -> dict[int, Counter[date]]:
    load: dict[int, Counter[date]] = defaultdict(Counter)
    ahead = FollowUp.objects.open().filter(member__in=members, due_on__gte=since)
    for member_id, day in ahead.values_list("member", "due_on"):
        load[member_id][day] += 1
    return load


def move(
    waiting: Sequence[FollowUp], member: Membership, calendar: Calendar, there: Counter[date], now: datetime
) -> int:
    today = member.today(now)
    due = [Due(one.pk, one.due_on, one.priority) for one in waiting]
    new = moved(due, there, today, calendar)
    for one in waiting:
        if one.pk in new:
            before = one.due_on
            one.moved_from, one.due_on = one.moved_from or before, new[one.pk]
            one.save(update_fields=["due_on", "moved_from"])
            record(
                "follow_up_moved",
                one,
                by=None,
                now=now,
                before=str(before),
                after=str(one.due_on),
                member=member.pk,
            )
    return len(new)
