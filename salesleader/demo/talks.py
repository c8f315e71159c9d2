"""1:1s and promises at Brightwater: Ruth keeps hers every week, Jonas less so, the Americas have nobody."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coaching.services import (
    add_note,
    decide_commitment,
    hold_one_on_one,
    make_commitment,
    plan_one_on_one,
)
from metrics.models import Metric
from organizations.models import Membership
from salesleader.demo.people import PEOPLE, Person

if TYPE_CHECKING:
    from salesleader.demo.load import Demo

# Weeks back in which a talk was held, by leader.
HELD = {"ruth": range(1, 9), "jonas": (2, 5, 6)}
PROMISES = [
    ("Two call blocks after 16:00", 2, "conversations", True),
    ("Ask customers for a name", 3, "conversations", True),
    ("Replace names with six tries and no answer", 10, "attempts", False),
    ("Confirm meetings the day before", 4, "meetings_held", True),
    ("Call every quote that is older than a week", 5, "meetings_booked", False),
    ("Start with the hardest call of the day", 5, "attempts", True),
]
SHARED = [
    "The talks are good. The hours are not: mornings are production time for bakers.",
    "We listened to two openings. The reason for the call comes too late.",
    "Pipeline is thin for the quarter. Prospecting first, quotes after eleven.",
]
PRIVATE = "Ask next time how the move of house goes."


def hold(demo: "Demo") -> None:
    """Talks of the last two months, their notes and promises, and the next talks."""
    metrics = {metric.key: metric for metric in Metric.objects.all()}
    for leader in (person for person in PEOPLE if person.leads):
        people = [person for person in PEOPLE if person.team == leader.leads and person is not leader]
        for slot, rep in enumerate(people):
            for weeks_back in sorted(HELD[leader.key], reverse=True):
                if weeks_back < rep.since_week:
                    hold_one(demo, leader, rep, weeks_back, slot, metrics)
            plan_next(demo, leader, rep, slot)


def hold_one(
    demo: "Demo", leader: Person, rep: Person, weeks_back: int, slot: int, metrics: dict[str, Metric]
) -> None:
    at = talk_time(demo, leader, -weeks_back, slot)
    boss, member = demo.members[leader.key], demo.members[rep.key]
    before = at - timedelta(days=3)
    talk = plan_one_on_one(
        leader=boss, rep=member, planned_at=at, by=boss, now=before, topic=topic(weeks_back)
    )
    after = at + timedelta(minutes=25)
    hold_one_on_one(one_on_one=talk, by=boss, now=after)
    add_note(one_on_one=talk, body=SHARED[(weeks_back + slot) % 3], is_shared=True, by=boss, now=after)
    if weeks_back == 1 and slot == 0:
        add_note(one_on_one=talk, body=PRIVATE, is_shared=False, by=boss, now=after)
    promise(demo, member, boss, talk, (weeks_back + slot * 2) % len(PROMISES), after, metrics)


def promise(
    demo: "Demo", member: Membership, boss: Membership, talk, number: int, at: datetime, metrics
) -> None:
    text, quantity, metric, kept = PROMISES[number]
    due = member.today(at) + timedelta(days=7)
    made = make_commitment(
        member=member, witness=boss, one_on_one=talk, text=text, quantity=quantity, metric=metrics[metric],
        due_on=due, by=member, now=at,
    )  # fmt: skip
    decided = at + timedelta(days=7)
    if decided < demo.now:
        decide_commitment(commitment=made, kept=kept, by=member, now=decided)


def plan_next(demo: "Demo", leader: Person, rep: Person, slot: int) -> None:
    at = next(
        at
        for weeks in (0, 1)
        if (at := talk_time(demo, leader, weeks, slot)) > demo.now + timedelta(minutes=30)
    )
    boss = demo.members[leader.key]
    plan_one_on_one(leader=boss, rep=demo.members[rep.key], planned_at=at, by=boss, now=demo.now)


def talk_time(demo: "Demo", leader: Person, weeks: int, slot: int) -> datetime:
    """Tuesday to Thursday, 14:00 where the leader is."""
    day = demo.monday + timedelta(weeks=weeks, days=1 + slot % 3)
    return datetime.combine(day, time(14), ZoneInfo(leader.zone))


def topic(weeks_back: int) -> str:
    return ["The hour of the call", "The first sentence", "From talk to meeting"][weeks_back % 3]
