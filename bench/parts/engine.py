"""Counting: the engine beside the same figures by hand."""

from functools import partial

from bench.by_hand import METRICS, ByHand
from bench.data import LAST_WEEK, NOW, Data, forget_the_close
from bench.report import Result, once, side_by_side, timed
from metrics.engine import Tally, tally
from metrics.models import Metric
from organizations.models import Membership, Organization
from organizations.periods import Period
from organizations.tenancy.scope import organization_scope
from scorecards.services import close_cards


def measure(data: Data) -> list[Result]:
    people, weeks = data.size.people, min(13, data.size.weeks)
    quarter = Period(LAST_WEEK.shift(-7 * (weeks - 1)).start, LAST_WEEK.end)
    with organization_scope(data.large.pk):
        hand, metrics = ByHand(data.large.pk), metrics_at_hand()
        week = pair(data.large, metrics, hand, LAST_WEEK, 9)
        months = pair(data.large, metrics, hand, quarter, 3, weekly=True)
        member = Membership.objects.reps().order_by("pk")[data.size.people // 2]
        alone = one_person(data.large, metrics, hand, member)
    return [
        Result(f"count one week of {people:,} people, 8 metrics", *week, "ms", 1.5),
        Result(f"count {weeks} weeks of {people:,} people, 8 metrics", *months, "ms", 1.5),
        Result("count one week of one person, 8 metrics", alone, None, "ms", 5),
        all_organizations(data),
    ]


def metrics_at_hand() -> list[Metric]:
    """Pages and cards have them before they count."""
    found = {metric.key: metric for metric in Metric.objects.filter(key__in=METRICS)}
    return [found[key] for key in METRICS]


def pair(
    organization: Organization,
    metrics: list[Metric],
    hand: ByHand,
    period: Period,
    times: int,
    *,
    weekly: bool = False,
) -> tuple[float, float]:
    """Engine and SQL by turns, once they have given the same figures."""
    every = "week" if weekly else None
    ours = partial(tally, metrics, period, by="person", every=every, organization=organization)
    floor = partial(hand.figures, period, weekly=weekly)
    demand_equal(ours(), floor(), period)
    return side_by_side(ours, floor, times)


def demand_equal(counted: Tally, by_hand: dict, period: Period) -> None:
    """Every figure of everybody; who has none in the SQL has zeros in the tally."""
    buckets = [one.start for one in counted.buckets] or [None]
    nothing = (0,) * len(METRICS)
    for person in counted.people:
        for number, bucket in enumerate(buckets):
            ours = tuple(counted.value(metric, person.id, bucket) for metric in METRICS)
            floor = by_hand.pop((person.id, number), nothing)
            if ours != floor:
                raise AssertionError(f"{person.name} in {bucket or period.start}: {ours} is not {floor}")
    if by_hand:
        raise AssertionError(f"The engine has nobody for {sorted(by_hand)[:5]}")


def one_person(organization: Organization, metrics: list[Metric], hand: ByHand, member: Membership) -> float:
    ours = partial(tally, metrics, LAST_WEEK, by="person", organization=organization, people=[member])
    demand_equal(ours(), hand.figures(LAST_WEEK, member=member.pk), LAST_WEEK)
    return timed(ours, 50)


def all_organizations(data: Data) -> Result:
    """Each organization's week one after the other: counted, scored, and its cards stored."""
    forget_the_close(data.many)
    spent = once(partial(close_them, data.many)) / 1000
    forget_the_close(data.many)
    name = f"{len(data.many)} organizations of {data.size.many_people} one by one: a week's cards stored"
    return Result(name, spent, None, "s", 10)


def close_them(organizations: list[Organization]) -> None:
    for organization in organizations:
        with organization_scope(organization.pk):
            close_cards(members=list(Membership.objects.reps().order_by("pk")), week=LAST_WEEK, now=NOW)
