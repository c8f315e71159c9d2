"""Bringing the demo in: Brightwater, its people, and 26 weeks of what they did."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db import transaction

from activities.models import Activity, ActivityType, Outcome
from activities.services import log_history, plan_follow_up
from crm.models import Account, Contact, Opportunity, Stage
from crm.services import create_account, create_contact, create_opportunity, share_credit
from goals.services import set_target
from metrics.models import Metric
from organizations.models import Membership, Organization, Team
from organizations.services import (
    add_member,
    add_own_day,
    ask_time_off,
    create_team,
    place_member,
    set_ramp,
    start_organization,
    take_time_off,
)
from organizations.tenancy.scope import organization_scope
from salesleader.demo import story, talks
from salesleader.demo.names import PRODUCTS
from salesleader.demo.people import (
    DOMAIN,
    LEADER_TARGETS,
    LONDON,
    PASSWORD,
    PEOPLE,
    REGION,
    TARGETS,
    WEEKS,
    Person,
)

NAME, SLUG = "Brightwater", "brightwater"


@dataclass
class Demo:
    """What has been made so far, by the keys of `people` and the numbers of `story`."""

    now: datetime
    organization: Organization
    members: dict[str, Membership] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    contacts: dict[int, Contact] = field(default_factory=dict)
    prospects: list[story.Prospect] = field(default_factory=list)
    log: dict[str, list[story.Deed]] = field(default_factory=dict)
    days_off: dict[str, set[date]] = field(default_factory=dict)

    @property
    def admin(self) -> Membership:
        return self.members["helen"]

    @property
    def monday(self) -> date:
        today = self.now.astimezone(ZoneInfo(LONDON)).date()
        return today - timedelta(days=today.weekday())

    def start_of(self, person: Person) -> date:
        return self.monday - timedelta(weeks=min(person.since_week, WEEKS) - 1)


def load_demo(*, now: datetime) -> Organization:
    """Make Brightwater with its whole history, ending now. All of it or nothing."""
    with transaction.atomic():
        helen = PEOPLE[0]
        began = now - timedelta(weeks=WEEKS)
        organization = start_organization(
            name=NAME, slug=SLUG, zone=LONDON, currency="GBP", country="GB", subdivision="ENG", is_demo=True,
            admin_name=helen.name, admin_email=helen.email, password=PASSWORD, now=began,
        )  # fmt: skip
        demo = Demo(now, organization)
        with organization_scope(organization.pk):
            demo.members["helen"] = Membership.objects.get()
            for chapter in (
                hire,
                plan_absences,
                ask_for_leave,
                aim,
                find_prospects,
                tell_the_log,
                promise_calls,
                sell,
                talks.hold,
            ):
                chapter(demo)
    return organization


def hire(demo: Demo) -> None:
    """People, three teams (the Americas without a leader), everyone's region."""
    for person in PEOPLE[1:]:
        start = demo.start_of(person)
        country, subdivision = REGION[person.zone]
        demo.members[person.key] = add_member(
            name=person.name, email=person.email, password=PASSWORD, zone=person.zone, country=country,
            subdivision=subdivision, is_rep=person.manner is not None, started_on=start, by=demo.admin,
            now=at_eight(start, person),
        )  # fmt: skip
    for name in dict.fromkeys(person.team for person in PEOPLE if person.team):
        leader = next((demo.members[p.key] for p in PEOPLE if p.leads == name), None)
        demo.teams[name] = create_team(
            name=name, leader=leader, by=demo.admin, now=demo.now - timedelta(weeks=WEEKS)
        )
    for person in PEOPLE[1:]:
        place_member(
            membership=demo.members[person.key], team=demo.teams[person.team], from_on=demo.start_of(person),
            by=demo.admin, now=at_eight(demo.start_of(person), person),
        )  # fmt: skip


def plan_absences(demo: Demo) -> None:
    """Katya is away this week; everyone had a week off at some time; Farid is in ramp."""
    sellers = [person for person in PEOPLE if person.manner and person.key not in ("farid", "hugo")]
    for number, person in enumerate(sellers):
        weeks_ago = 0 if person.key == "katya" else 6 + number * 2
        first = demo.monday - timedelta(weeks=weeks_ago)
        if weeks_ago < WEEKS:
            demo.days_off[person.key] = {first + timedelta(days=n) for n in range(5)}
            take_time_off(
                membership=demo.members[person.key], starts_on=first, ends_on=first + timedelta(days=5),
                reason="Holiday", by=demo.members[person.key], now=demo.now - timedelta(weeks=weeks_ago + 3),
            )  # fmt: skip
    farid = next(person for person in PEOPLE if person.key == "farid")
    start = demo.start_of(farid)
    steps = {
        start: Decimal("0.5"),
        start + timedelta(weeks=4): Decimal("0.75"),
        start + timedelta(weeks=9): Decimal(1),
    }
    set_ramp(membership=demo.members["farid"], steps=steps, by=demo.admin, now=at_eight(start, farid))


def ask_for_leave(demo: Demo) -> None:
    """Anna asks for an afternoon, which waits for Ruth; the firm closes early on a day of its own."""
    anna, friday = demo.members["anna"], demo.monday + timedelta(days=11)
    ask_time_off(
        membership=anna, starts_on=friday, ends_on=friday + timedelta(days=1), part="afternoon",
        reason="Dentist", by=anna, now=demo.now - timedelta(hours=2),
    )  # fmt: skip
    organization, party = demo.organization, demo.monday + timedelta(days=17)
    add_own_day(
        organization=organization, on=party, name="Winter party", share=Decimal("0.5"), by=demo.admin,
        now=demo.now,
    )  # fmt: skip


def aim(demo: Demo) -> None:
    """Weekly targets from each person's first week; a little more since eight weeks ago."""
    metrics = {metric.key: metric for metric in Metric.objects.filter(key__in=TARGETS)}
    for person in PEOPLE:
        if person.manner is None:
            continue
        targets = LEADER_TARGETS if person.leads else TARGETS
        for key, value in targets.items():
            start = demo.start_of(person)
            before = value - 1 if key == "meetings_held" else value
            set_target(
                member=demo.members[person.key], metric=metrics[key], value=Decimal(before), from_on=start,
                by=demo.admin, now=at_eight(start, person),
            )  # fmt: skip
            raised = demo.monday - timedelta(weeks=8)
            if before != value and raised > start:
                set_target(
                    member=demo.members[person.key], metric=metrics[key], value=Decimal(value), from_on=raised,
                    by=demo.admin, now=at_eight(raised, person), reason="The pipeline needs one meeting more",
                )  # fmt: skip


def find_prospects(demo: Demo) -> None:
    demo.prospects = story.prospects(PEOPLE)
    began = demo.now - timedelta(weeks=WEEKS)
    for one in demo.prospects:
        owner = demo.members[one.owner]
        account = create_account(name=one.account, industry=one.industry, owner=owner, by=owner, now=began)
        demo.contacts[one.number] = create_contact(
            name=one.contact, account=account, title=one.title, phone=one.phone, email=one.email, owner=owner,
            by=owner, now=began,
        )  # fmt: skip


def tell_the_log(demo: Demo) -> None:
    kinds = {kind.key: kind for kind in ActivityType.objects.all()}
    outcomes = {(outcome.type_id, outcome.key): outcome for outcome in Outcome.objects.all()}
    entries = []
    for person in PEOPLE:
        own = [one for one in demo.prospects if one.owner == person.key]
        demo.log[person.key] = list(story.deeds(person, own, demo.now, demo.days_off.get(person.key, set())))
        for deed in demo.log[person.key]:
            kind = kinds[deed.type]
            entries.append(entry(demo, deed, kind, outcomes.get((kind.pk, deed.outcome))))
    log_history(entries=sorted(entries, key=lambda one: one.occurred_at), by=demo.admin, now=demo.now)
    remember_touches(demo)


def entry(demo: Demo, deed: story.Deed, kind: ActivityType, outcome: Outcome | None) -> Activity:
    contact = demo.contacts[deed.prospect]
    logged_at = min(deed.at + timedelta(minutes=3) + timedelta(days=deed.days_late), demo.now)
    return Activity(
        member=demo.members[deed.owner], type=kind, outcome=outcome, contact=contact, account_id=contact.account_id,
        occurred_at=deed.at, seconds=deed.seconds, note=deed.note, logged_at=logged_at,
    )  # fmt: skip


def remember_touches(demo: Demo) -> None:
    """When each prospect was last talked with."""
    talked = [
        deed
        for deeds in demo.log.values()
        for deed in deeds
        if deed.outcome in (*story.TALKS, "held", "meeting_booked")
    ]
    talked.sort(key=lambda deed: (deed.prospect, deed.at))
    for number, deeds in groupby(talked, key=lambda deed: deed.prospect):
        last = max(deed.at for deed in deeds)
        contact = demo.contacts[number]
        Contact.objects.filter(pk=contact.pk).update(last_two_way_at=last)
        Account.objects.filter(contacts=contact).update(last_two_way_at=last)


def promise_calls(demo: Demo) -> None:
    """What was promised on the phone lately: some of it was due yesterday, most is due today and tomorrow."""
    reasons = {"call_later": "Asked for a call back", "send_information": "Wants prices, then a call"}
    for person in PEOPLE:
        asked = [deed for deed in demo.log[person.key] if deed.outcome in reasons][-7:]
        member = demo.members[person.key]
        today = member.today(demo.now)
        for number, deed in enumerate({deed.prospect: deed for deed in asked}.values()):
            late = number < 2  # promised yesterday for yesterday, and still open
            plan_follow_up(
                member=member, contact=demo.contacts[deed.prospect], reason=reasons[deed.outcome],
                due_on=today + timedelta(days=max(0, number - 4)) - timedelta(days=late),
                by=member, now=demo.now - timedelta(days=1) if late else max(deed.at, demo.now - timedelta(days=1)),
            )  # fmt: skip


def sell(demo: Demo) -> None:
    """Opportunities out of meetings held; two customers were lost again."""
    stages = {stage.key: stage for stage in Stage.objects.all()}
    won = []
    for person in PEOPLE:
        held = [deed for deed in demo.log[person.key] if deed.outcome == "held"]
        for deal in story.deals(person, held, demo.members[person.key].today(demo.now)):
            opportunity = make_deal(demo, deal, stages)
            if deal.stage == "won":
                won.append(opportunity)
    for opportunity in won[3:60:28]:
        Account.objects.filter(opportunities=opportunity).update(kind=Account.FORMER)


def make_deal(demo: Demo, deal: story.Deal, stages: dict[str, Stage]) -> Opportunity:
    owner, contact = demo.members[deal.owner], demo.contacts[deal.prospect]
    at = datetime.combine(
        deal.closed_on or deal.opened_on, datetime.min.time(), ZoneInfo(LONDON)
    ) + timedelta(hours=12)
    account = contact.account
    assert account is not None
    opportunity = create_opportunity(
        name=f"{PRODUCTS[deal.product]} for {account.name}", account=account, stage=stages[deal.stage],
        amount=deal.amount, currency=demo.organization.currency, product=PRODUCTS[deal.product], owner=owner,
        opened_on=deal.opened_on, closed_on=deal.closed_on, by=owner, now=min(at, demo.now),
    )  # fmt: skip
    if deal.shared_with:
        shares = {owner: Decimal(60), demo.members[deal.shared_with]: Decimal(40)}
        share_credit(opportunity=opportunity, shares=shares, by=owner, now=min(at, demo.now))
    return opportunity


def at_eight(day: date, person: Person) -> datetime:
    return datetime.combine(day, datetime.min.time(), ZoneInfo(person.zone)) + timedelta(hours=8)


def sign_ins() -> Iterator[str]:
    """Who to sign in as, for the first look."""
    who = {"ruth": "leads Isles, and sells", "anna": "sells in Isles", "helen": "owns the firm, admin"}
    yield f"Demo sign-ins, password “{PASSWORD}”:"
    for key, what in who.items():
        yield f"  {key}@{DOMAIN:24} {what}"
