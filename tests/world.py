"""One record of every kind in an organization, all of one rep: what the access table is tried on."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PIL import Image

from activities.models import (
    Activity,
    ActivityType,
    BlockPerson,
    CallBlock,
    CallLog,
    FollowUp,
    Hold,
    OddityAside,
    Outcome,
    PushDevice,
    Reminder,
    ReminderHours,
)
from coaching.models import Commitment, Encouragement, Note, OneOnOne
from crm.models import Account, Contact, Credit, Opportunity, Stage
from goals.models import Goal, TargetStep
from imports.models import ImportBatch, ImportIssue
from meetings.models import CalendarFeed, CalendarSource, Meeting
from metrics.models import Metric
from organizations.models import (
    ApiToken,
    DataExport,
    Event,
    Invitation,
    MailStop,
    Membership,
    OutboxMail,
    OwnDay,
    Picture,
    RampTemplate,
    Schedule,
    Team,
    TimeOff,
)
from organizations.pictures.reading import draw_photo
from organizations.services import set_picture
from playbooks.models import Play, PlayVersion
from scorecards.models import Amendment, Card, CardTemplate, Observer, TeamCard, TemplateAssignment, Watch
from scorecards.services import close_card, close_team_card, give_template, make_template
from tests.cast import MONDAY, NOW

LAST_WEEK = MONDAY - timedelta(days=7)


@dataclass
class World:
    """Records of `member` (team, leader as given), by name."""

    member: Membership
    team: Team
    leader: Membership
    account: Account
    contact: Contact
    opportunity: Opportunity
    stage: Stage
    credit: Credit
    type: ActivityType
    outcome: Outcome
    call_block: CallBlock
    block_person: BlockPerson
    activity: Activity
    follow_up: FollowUp
    hold: Hold
    push_device: PushDevice
    reminder: Reminder
    oddity_aside: OddityAside
    call_log: CallLog
    reminder_hours: ReminderHours
    metric: Metric
    goal: Goal
    card: Card
    team_card: TeamCard
    watch: Watch
    one_on_one: OneOnOne
    note: Note
    commitment: Commitment
    play: Play
    version: PlayVersion
    mail: OutboxMail
    batch: ImportBatch
    token: ApiToken
    event: Event
    data_export: DataExport
    calendar_feed: CalendarFeed
    calendar_source: CalendarSource
    meeting: Meeting
    encouragement: Encouragement
    picture: Picture
    mail_stop: MailStop
    invitation: Invitation
    schedule: Schedule
    time_off: TimeOff
    own_day: OwnDay
    ramp_template: RampTemplate
    card_template: CardTemplate
    card_given: TemplateAssignment
    card_giving: Event


def make_world(*, member: Membership, team: Team, leader: Membership) -> World:
    """Inside the scope of the member's organization. Straight into the tables: services have tests of their own."""
    made: dict[str, Any] = {"member": member, "team": team, "leader": leader}
    made |= customers(member, team)
    made |= log(member, team, made)
    made |= numbers(member, team)
    made |= talks(member, leader)
    made["encouragement"] = Encouragement.objects.create(
        author=leader, member=member, activity=made["activity"], text="Well asked", said_at=NOW
    )
    made |= house(member)
    made["picture"] = photo(member)
    made["mail_stop"] = MailStop.objects.create(membership=member, kind="morning", stopped_at=NOW)
    made |= invited(member)
    made |= calendar(member)
    made |= openness(member)
    made |= working_days(member)
    made |= scored_by(member, leader, made["metric"])
    return World(**made)


def photo(member: Membership) -> Picture:
    """A photo of the member; another one in every organization."""
    face = Image.new("RGB", (64, 64), (200, member.pk % 255, 90))
    file = io.BytesIO()
    face.save(file, "PNG")
    drawn = draw_photo(file)
    set_picture(of=member, drawn=drawn, by=member, now=NOW)
    return Picture.objects.get(member=member)


def customers(member: Membership, team: Team) -> dict[str, Any]:
    account = Account.objects.create(name="Kestrel Foods", owner=member, created_at=NOW)
    contact = Contact.objects.create(
        name="Marta Novak", account=account, owner=member, phone="+44 20 7946 0000", email="marta@kestrel.example",
        created_at=NOW,
    )  # fmt: skip
    stage = Stage.objects.get_or_create(key="won", defaults={"name": "Won", "kind": Stage.WON})[0]
    opportunity = Opportunity.objects.create(
        name="Spring order", account=account, owner=member, stage=stage, amount=Decimal(1200), currency="EUR",
        opened_on=LAST_WEEK, closed_on=MONDAY, created_at=NOW,
    )  # fmt: skip
    credit = Credit.objects.create(
        opportunity=opportunity, member=member, team=team, amount=Decimal(1200), on=MONDAY
    )
    return {
        "account": account,
        "contact": contact,
        "stage": stage,
        "opportunity": opportunity,
        "credit": credit,
    }


def log(member: Membership, team: Team, made: dict[str, Any]) -> dict[str, Any]:
    kind = ActivityType.objects.get_or_create(key="call", defaults={"name": "Call", "channel": "call"})[0]
    outcome = Outcome.objects.filter(type=kind).order_by("position").first() or Outcome.objects.create(
        type=kind, key="no_answer", name="No answer", is_attempt=True
    )
    activity = Activity.objects.create(
        member=member, team=team, type=kind, outcome=outcome, account=made["account"], contact=made["contact"],
        prospect_key=f"c{made['contact'].pk}", occurred_at=NOW, occurred_on=NOW.date(), note="Asked for prices",
        logged_at=NOW,
    )  # fmt: skip
    follow_up = FollowUp.objects.create(
        member=member, activity=activity, contact=made["contact"], due_on=NOW.date(), reason="Call back",
        created_at=NOW,
    )  # fmt: skip
    hold = Hold.objects.create(
        contact=made["contact"], reason="Waits for the spring", said_by=member, said_at=NOW
    )
    device = PushDevice.objects.create(
        membership=member,
        address="https://push.example/x",
        digest="0" * 64,
        p256dh="x",
        auth="y",
        created_at=NOW,
    )
    reminder = Reminder.objects.create(
        membership=member,
        key="morning/test",
        follow_up=follow_up,
        title="Call back: Marta Novak",
        given_at=NOW,
    )
    hours = ReminderHours.objects.create(membership=member)
    call_log = CallLog.objects.create(
        membership=member,
        name="dialler.csv",
        text="Date,Name\n2026-11-17,Tom Healy\n",
        columns=["Date", "Name"],
        rows=1,
        brought_at=NOW,
    )
    block = CallBlock.objects.create(member=member, type=kind, name="Due today", created_at=NOW, acted_at=NOW)
    person = BlockPerson.objects.create(block=block, position=1, contact=made["contact"], why="Call back")
    aside = OddityAside.objects.create(member=member, key="burst/2026-11-02", seen_by=member, seen_at=NOW)
    return {
        "type": kind, "outcome": outcome, "call_block": block, "block_person": person,
        "activity": activity, "follow_up": follow_up, "hold": hold, "push_device": device, "reminder": reminder,
        "reminder_hours": hours, "oddity_aside": aside,
        "call_log": call_log,
    }  # fmt: skip


def numbers(member: Membership, team: Team) -> dict[str, Any]:
    metric = Metric.objects.filter(key="attempts").first() or Metric.objects.create(
        key="attempts", name="Attempts", source="activities", created_at=NOW
    )
    goal = Goal.objects.create(member=member, metric=metric, starts_on=date(2026, 1, 5), created_at=NOW)
    TargetStep.objects.create(goal=goal, from_on=goal.starts_on, value=Decimal(50), created_at=NOW)
    week = member.organization.week_of(LAST_WEEK)
    card = close_card(member=member, week=week, now=NOW)
    Amendment.objects.create(card=card, at=NOW, actor=member, cause="Entries imported")
    team_card = close_team_card(team=team, week=week, now=NOW)
    observer = Observer.objects.create(name="Rosa Ruiz", address="rosa@mentor.example", created_at=NOW)
    watch = Watch.objects.create(observer=observer, member=member, asked_by=member, asked_at=NOW)
    return {"metric": metric, "goal": goal, "card": card, "team_card": team_card, "watch": watch}


def talks(member: Membership, leader: Membership) -> dict[str, Any]:
    talk = OneOnOne.objects.create(
        leader=leader, rep=member, planned_at=NOW + timedelta(hours=3), created_at=NOW
    )
    note = Note.objects.create(one_on_one=talk, author=member, body="For myself alone", created_at=NOW)
    commitment = Commitment.objects.create(
        member=member, witness=leader, one_on_one=talk, text="Two blocks after 16:00", quantity=2,
        due_on=NOW.date() + timedelta(days=2), created_at=NOW,
    )  # fmt: skip
    return {"one_on_one": talk, "note": note, "commitment": commitment}


def house(member: Membership) -> dict[str, Any]:
    play = Play.objects.create(
        title="Call when they answer now", slug="call-now", owner=member, created_at=NOW
    )
    version = PlayVersion.objects.create(
        play=play, number=1, body="Call **late**.", author=member, created_at=NOW
    )
    Play.objects.filter(pk=play.pk).update(live=version)
    play.live = version
    mail = OutboxMail.objects.create(
        key="card:test", recipient=member, to_address=member.user.email, subject="Week 46", text="78", html="<p>78</p>",
        message_id="<x@localhost>", next_try_at=NOW, created_at=NOW,
    )  # fmt: skip
    batch = ImportBatch.objects.create(
        kind="accounts",
        source="test",
        filename="accounts.csv",
        digest="0" * 64,
        started_at=NOW,
        rows=1,
        refused=1,
    )
    ImportIssue.objects.create(batch=batch, line=2, column="Name", value="", reason="There is no name.")
    token = ApiToken.objects.create(
        membership=member, name="Dialler", digest="0" * 64, scopes=["activities:write"], created_at=NOW
    )
    return {"play": play, "version": version, "mail": mail, "batch": batch, "token": token}


def calendar(member: Membership) -> dict[str, Any]:
    feed = CalendarFeed.objects.create(membership=member, digest=f"{member.pk:064d}", created_at=NOW)
    source = CalendarSource.objects.create(
        membership=member, name="Work", address="https://calendar.example/work.ics", created_at=NOW
    )
    meeting = Meeting.objects.create(
        membership=member, source=source, key="0" * 64, title="Kestrel, spring order", who="Marta Novak",
        starts_at=NOW - timedelta(hours=2), ends_at=NOW - timedelta(hours=1), created_at=NOW,
    )  # fmt: skip
    return {"calendar_feed": feed, "calendar_source": source, "meeting": meeting}


def invited(member: Membership) -> dict[str, Any]:
    invitation = Invitation.objects.create(
        email="nora@new.example", name="Nora New", invited_by=member, digest=f"{member.pk:064d}", created_at=NOW,
        sent_at=NOW, expires_at=NOW + timedelta(days=7),
    )  # fmt: skip
    return {"invitation": invitation}


def openness(member: Membership) -> dict[str, Any]:
    return {
        "event": Event.objects.create(
            at=NOW, actor=member, verb="member_moved", subject_type="organizations.membership",
            subject_id=member.pk, data={"before": None, "after": None, "on": "2026-11-16"}, door="web",
        ),
        "data_export": DataExport.objects.create(kind=DataExport.PERSON, asked_by=member, asked_at=NOW),
    }  # fmt: skip


def working_days(member: Membership) -> dict[str, Any]:
    """A full week from this Monday, a day off asked for, a company day, and a ramp of the organization's own."""
    wednesday = MONDAY + timedelta(days=9)
    return {
        "schedule": Schedule.objects.create(membership=member, from_on=MONDAY),
        "time_off": TimeOff.objects.create(
            membership=member, starts_on=wednesday, ends_on=wednesday + timedelta(days=1), reason="Dentist",
            state=TimeOff.ASKED, created_at=NOW,
        ),
        "own_day": OwnDay.objects.create(on=date(2026, 12, 24), name="Christmas Eve", created_at=NOW),
        "ramp_template": RampTemplate.objects.create(name="Slow", shares=[0, 50, 100], created_at=NOW),
    }  # fmt: skip


def scored_by(member: Membership, leader: Membership, metric: Metric) -> dict[str, Any]:
    """A card template that the member has this week; the leader has planned the default for them after that."""
    template = make_template(name="Callers", lines=[(metric, 100)], by=leader, now=NOW)
    given = TemplateAssignment.objects.create(
        member=member, template=template, from_on=MONDAY, created_at=NOW
    )
    later = member.organization.week_of(MONDAY + timedelta(days=14)).start
    give_template(template=None, members=[member], by=leader, now=NOW, from_on=later)
    event = Event.objects.told_by(["card_template_given"]).newest_first()[0]
    return {"card_template": template, "card_given": given, "card_giving": event}
