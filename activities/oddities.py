"""Oddities: patterns in the log that are worth a question, and no more than that.

Neutral by design. None of them changes a figure, and none is shown to others than who leads the person and admins.
That they looked stands on the person's page of what is recorded about them. Reads only: one query for each kind,
whatever the number of people.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt
from typing import Any

from django.db.models import Count, DateTimeField, F, Func, Max, Q, Window
from django.db.models.functions import ExtractHour, Lag
from django.utils.translation import gettext as _

from activities.models import Activity, ActivityQuerySet, OddityAside
from organizations.models import Membership

LOOK_BACK = timedelta(days=14)
BURST, BURST_LASTS = 8, timedelta(minutes=5)
SAME = 15
LATE_BATCH, LATE_BY = 10, timedelta(days=2)
NIGHT, NIGHT_FROM, NIGHT_TO = 10, 22, 5
# Conversations against one's own half year before: at least so many attempts then and now, and beyond three sigma.
HISTORY, ATTEMPTS_BEFORE, ATTEMPTS_NOW, SIGMA = timedelta(days=182), 100, 20, 3


@dataclass(frozen=True)
class Oddity:
    """One pattern of one person on one day. `key` is its identity, for putting it aside."""

    member_id: int
    key: str
    day: date
    words: str


def oddities(people: Sequence[Membership], now: datetime) -> list[Oddity]:
    """What is odd in the last two weeks of these people, the latest first; what was put aside is left out."""
    since = now - LOOK_BACK
    log = Activity.objects.kept().filter(member__in=people, logged_at__gte=since)
    log = log.exclude(evidence__in=["imported", "tally"])
    found = [one for kind in KINDS for one in kind(log)]
    found += unlike_before(people, now)
    aside = set(OddityAside.objects.filter(member__in=people).values_list("member", "key"))
    kept = [one for one in found if (one.member_id, one.key) not in aside]
    return sorted(kept, key=lambda one: (one.day, one.key), reverse=True)


def bursts(log: ActivityQuerySet) -> Iterable[Oddity]:
    """Many entries within a few minutes: somebody catching up, or somebody filling in."""
    order = [F("logged_at").asc(), F("pk").asc()]
    eighth = Window(Lag("logged_at", offset=BURST - 1), partition_by=F("member"), order_by=order)
    quick = log.annotate(began=eighth).filter(began__gte=F("logged_at") - BURST_LASTS)
    days = quick.order_by().values_list("member", "occurred_on").distinct()
    for member_id, day in days:
        words = _("%(n)s or more entries within five minutes") % {"n": BURST}
        yield Oddity(member_id, f"burst/{day}", day, words)


def all_the_same(log: ActivityQuerySet) -> Iterable[Oddity]:
    """A day on which everything ended the same way."""
    days = log.filter(outcome__isnull=False).order_by().values("member", "occurred_on")
    same = days.annotate(n=Count("pk"), kinds=Count("outcome", distinct=True), name=Max("outcome__name"))
    for row in same.filter(n__gte=SAME, kinds=1):
        words = _("All %(n)s entries ended the same: %(name)s") % {"n": row["n"], "name": row["name"]}
        yield Oddity(row["member"], f"same/{row['occurred_on']}", row["occurred_on"], words)


def late_batches(log: ActivityQuerySet) -> Iterable[Oddity]:
    """Many entries written down days later."""
    late = log.filter(logged_at__gt=F("occurred_at") + LATE_BY)
    days = late.order_by().values("member", "occurred_on").annotate(n=Count("pk")).filter(n__gte=LATE_BATCH)
    for row in days:
        words = _("%(n)s entries logged more than two days later") % {"n": row["n"]}
        yield Oddity(row["member"], f"late/{row['occurred_on']}", row["occurred_on"], words)


def nights(log: ActivityQuerySet) -> Iterable[Oddity]:
    """Many entries at hours at which few people answer, on the clock of whoever made them."""
    wall = Func(F("member__zone"), F("occurred_at"), function="timezone", output_field=DateTimeField())
    hour = ExtractHour(
        Func(wall, template="(%(expressions)s AT TIME ZONE 'UTC')", output_field=DateTimeField())
    )
    at_night = log.annotate(hour=hour).filter(Q(hour__gte=NIGHT_FROM) | Q(hour__lt=NIGHT_TO))
    days = at_night.order_by().values("member", "occurred_on").annotate(n=Count("pk")).filter(n__gte=NIGHT)
    for row in days:
        words = _("%(n)s entries between %(from)s and %(to)s at night") % {
            "n": row["n"], "from": f"{NIGHT_FROM}:00", "to": f"0{NIGHT_TO}:00",
        }  # fmt: skip
        yield Oddity(row["member"], f"night/{row['occurred_on']}", row["occurred_on"], words)


def unlike_before(people: Sequence[Membership], now: datetime) -> Iterable[Oddity]:
    """Far more conversations among the attempts than in one's own half year before."""
    split, first = (now - LOOK_BACK).date(), (now - LOOK_BACK - HISTORY).date()
    tried = Activity.objects.kept().filter(
        member__in=people, outcome__is_attempt=True, occurred_on__gte=first
    )
    talked = Q(outcome__is_conversation=True)
    lately = Q(occurred_on__gte=split)
    counted = tried.order_by().values("member").annotate(
        n=Count("pk", filter=lately), k=Count("pk", filter=lately & talked), n0=Count("pk", filter=~lately),
        k0=Count("pk", filter=~lately & talked), day=Max("occurred_on"),
    )  # fmt: skip
    for row in counted.filter(n__gte=ATTEMPTS_NOW, n0__gte=ATTEMPTS_BEFORE):
        if is_unlikely(row["k"], row["n"], row["k0"], row["n0"]):
            words = _("%(k)s conversations in %(n)s attempts, against %(k0)s in %(n0)s before") % row
            yield Oddity(row["member"], f"rate/{row['day']:%G-W%V}", row["day"], words)


def is_unlikely(k: int, n: int, k0: int, n0: int) -> bool:
    """Whether k of n lies more than three standard deviations above the rate k0 of n0 (normal approximation)."""
    rate = k0 / n0
    spread = sqrt(max(rate * (1 - rate), 1e-9) / n)
    return k / n - rate > SIGMA * spread


KINDS: list[Callable[[Any], Iterable[Oddity]]] = [bursts, all_the_same, late_batches, nights]
