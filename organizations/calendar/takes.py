"""What time off would take: which own days, how many, and what it meets. For the preview of a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from organizations.calendars import calendars_of
from organizations.models import Membership, TimeOff
from organizations.periods import Period
from organizations.working_days import as_fraction, day_weight, exact_sum


@dataclass(frozen=True)
class Takes:
    """`days` are own days with how much of each is taken; `over` says that some lie in weeks that are over."""

    days: Sequence[tuple[date, Fraction]]
    also_away: Sequence[TimeOff]
    over: bool

    @property
    def total(self) -> Fraction:
        return exact_sum(share for _, share in self.days)


def takes_of(
    member: Membership, starts_on: date, ends_on: date, share: Decimal, *, viewer: Membership, today: date
) -> Takes:
    """Leave that stands already on these days is taken off first, as the calendar does."""
    period = Period(starts_on, ends_on)
    calendar = calendars_of([member], member.organization, period)[member.pk]
    taken = [(day, as_fraction(share) * day_weight(day, calendar)) for day in period.days()]
    return Takes(
        [(day, part) for day, part in taken if part],
        also_away(member, period, viewer),
        starts_on < member.organization.week_of(today).start,
    )


def also_away(member: Membership, period: Period, viewer: Membership) -> list[TimeOff]:
    """Others whom the viewer leads and who are off then; nobody for who leads nobody. One query."""
    others = TimeOff.objects.approved().during(period.start, period.end).exclude(membership=member)
    seen = others.filter(membership__in=Membership.objects.present().led_by(viewer))
    return list(seen.with_people().order_by("starts_on", "membership__plain_name"))
