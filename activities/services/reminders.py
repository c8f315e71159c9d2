"""Giving reminders: each cause once, in its owner's working hours; in the app, to devices, and by one mail a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from activities.models import FollowUp, PushDevice, Reminder, ReminderHours
from activities.reminding import Hours, is_morning, is_now, key_of, morning_key, reminder_at, split
from organizations.calendars import calendars_of
from organizations.events import record
from organizations.languages import language_of
from organizations.links import absolute, link
from organizations.mail import NewMail, queue_mails, stopping_page
from organizations.models import Membership, Organization
from organizations.models.people import digest_of
from organizations.outside import OutsideRefused, checked
from organizations.periods import Period
from organizations.working_days import Calendar

SHOWN_IN_MAIL = 12
ONE_DAY, AHEAD = timedelta(days=1), timedelta(days=30)


@dataclass(frozen=True)
class Person:
    """Somebody with follow-ups that are due, and what decides when they hear of it."""

    member: Membership
    calendar: Calendar
    hours: Hours
    by_mail: bool
    due: Sequence[FollowUp]


def give_reminders(*, organization: Organization, now: datetime) -> list[Reminder]:
    """Everything whose moment has come and that was not given before. Run twice, the second gives nothing.

    Five queries when nobody is to be reminded, however many people there are.
    """
    with transaction.atomic():
        wanted = [one for person in people(organization, now) for one in reminders_for(person, now)]
        there = set(
            Reminder.objects.filter(key__in={one.key for one in wanted}).values_list("membership", "key")
        )
        new = [one for one in wanted if (one.membership_id, one.key) not in there]
        # Somebody may give the same at the same instant: then the unique key leaves theirs.
        Reminder.objects.bulk_create(new, ignore_conflicts=True)
        given = list(Reminder.objects.filter(key__in={one.key for one in new}, given_at=now)) if new else []
        mail_mornings(organization, given, now)
    return given


def people(organization: Organization, now: datetime) -> list[Person]:
    waiting = FollowUp.objects.open().filter(due_on__lte=now.date() + ONE_DAY)
    waiting = waiting.filter(member__deactivated_at__isnull=True).exclude(contact__do_not_contact=True)
    by_member: dict[int, list[FollowUp]] = defaultdict(list)
    for one in waiting.with_names().select_related("member__user").in_order():
        by_member[one.member_id].append(one)
    members = [found[0].member for found in by_member.values()]
    today = now.date()
    calendars = calendars_of(members, organization, Period(today - AHEAD, today + AHEAD)) if members else {}
    hours = hours_of(members)
    return [
        Person(member, calendars[member.pk], *hours[member.pk], due=by_member[member.pk])
        for member in members
    ]


def hours_of(members: Sequence[Membership]) -> Mapping[int, tuple[Hours, bool]]:
    """The hours and whether by mail, by member; as everybody begins where nothing was chosen."""
    chosen = {one.membership_id: one for one in ReminderHours.objects.filter(membership__in=members)}
    unchosen = ReminderHours(starts=ReminderHours.STARTS, ends=ReminderHours.ENDS)
    found = {member.pk: chosen.get(member.pk, unchosen) for member in members}
    return {
        member.pk: (
            Hours(found[member.pk].starts, found[member.pk].ends, member.zone),
            found[member.pk].by_mail,
        )
        for member in members
    }


def reminders_for(person: Person, now: datetime) -> Iterable[Reminder]:
    """What is due at a time that has come, and in the morning how the day looks."""
    for one in person.due:
        if one.due_time is not None and is_now(
            reminder_at(one.due_on, one.due_time, person.calendar, person.hours), now
        ):
            yield Reminder(
                membership=person.member, key=key_of(one.pk, one.due_on, one.due_time), follow_up=one,
                title=title_of(one), given_at=now,
            )  # fmt: skip
    today = person.member.today(now)
    due = [one for one in person.due if one.due_on <= today]
    if due and is_morning(today, person.calendar, person.hours, now):
        with override(language_of(person.member)):
            title = morning_title([one.due_on for one in due], today)
        yield Reminder(membership=person.member, key=morning_key(today), title=title, given_at=now)


def title_of(follow_up: FollowUp) -> str:
    what = f"{follow_up.reason}: " if follow_up.reason else ""
    at = f"{follow_up.due_time:%H:%M} " if follow_up.due_time else ""
    return f"{at}{what}{follow_up.with_whom}"[:400]


def morning_title(due: Sequence[date], today: date) -> str:
    now_due, overdue = split(due, today)
    parts = []
    if now_due:
        parts.append(
            ngettext("%(n)s follow-up is due today.", "%(n)s follow-ups are due today.", now_due)
            % {"n": now_due}
        )
    if overdue:
        parts.append(ngettext("%(n)s is overdue.", "%(n)s are overdue.", overdue) % {"n": overdue})
    return " ".join(parts)


def mail_mornings(organization: Organization, given: Sequence[Reminder], now: datetime) -> None:
    """One mail a day to whoever wants it, with what is due."""
    mornings = [one for one in given if one.follow_up_id is None]
    if not mornings:
        return
    by_id = {person.member.pk: person for person in people(organization, now)}
    wanted = [(by_id[one.membership_id], one) for one in mornings if one.membership_id in by_id]
    queue_mails(
        mails=[mail_of(person, one, organization, now) for person, one in wanted if person.by_mail], now=now
    )


def mail_of(person: Person, morning: Reminder, organization: Organization, now: datetime) -> NewMail:
    today = person.member.today(now)
    due = [one for one in person.due if one.due_on <= today]
    context = {
        "title": morning.title, "rows": due[:SHOWN_IN_MAIL], "more": max(0, len(due) - SHOWN_IN_MAIL), "today": today,
        "organization": organization, "list_url": absolute(link(organization, "activities:follow_ups")),
        "settings_url": absolute(link(organization, "activities:reminder_hours")),
        "stop_url": stopping_page(person.member, "morning"),
    }  # fmt: skip
    with override(language_of(person.member)):
        text, html = (
            render_to_string(f"activities/mail/morning.{kind}", context) for kind in ("txt", "html")
        )
    return NewMail(
        key=f"{morning.key}/{person.member.pk}",
        kind="morning",
        recipient=person.member,
        to_address=person.member.user.email,
        subject=morning.title,
        text=text.strip() + "\n",
        html=html,
    )


def choose_hours(
    *, membership: Membership, starts: time, ends: time, by_mail: bool, by: Membership | None, now: datetime
) -> ReminderHours:
    """Say when one wants to be reminded. Refuses hours that end before they start."""
    if ends <= starts:
        raise ValidationError({"ends": _("Choose a time after the first one.")})
    with transaction.atomic():
        hours, _made = ReminderHours.objects.get_or_create(membership=membership)
        before = {"starts": str(hours.starts), "ends": str(hours.ends), "by_mail": hours.by_mail}
        hours.starts, hours.ends, hours.by_mail = starts, ends, by_mail
        hours.save(update_fields=["starts", "ends", "by_mail"])
        after = {"starts": str(starts), "ends": str(ends), "by_mail": by_mail}
        record("reminder_hours_chosen", hours, by=by, now=now, before=before, after=after)
    return hours


def add_device(
    *, membership: Membership, address: str, p256dh: str, auth: str, name: str, by: Membership, now: datetime
) -> PushDevice:
    """Remind on this browser from now on. It is one person's at a time. Refuses an address that is no push service."""
    try:
        checked(address)
    except OutsideRefused as refused:
        raise ValidationError({"address": str(refused)}) from refused
    if len(address) > 1000:
        raise ValidationError({"address": _("This address is too long.")})
    with transaction.atomic():
        PushDevice.objects.filter(digest=digest_of(address)).delete()
        device = PushDevice.objects.create(
            membership=membership, address=address, digest=digest_of(address), p256dh=p256dh, auth=auth,
            name=name[:200], created_at=now,
        )  # fmt: skip
        record("push_device_added", device, by=by, now=now, membership=membership.pk)
    return device


def remove_device(*, device: PushDevice, by: Membership | None, now: datetime) -> None:
    """Remind there no more: its owner said so, or its push service forgot it."""
    with transaction.atomic():
        record("push_device_removed", device, by=by, now=now, membership=device.membership_id)
        device.delete()
