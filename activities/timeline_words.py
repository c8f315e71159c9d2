"""What a line of a timeline says: an entry, or an event beside the entries. Names are looked up once for a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from activities.history import TOLD, names_for, shown, sides
from activities.models import Activity, FollowUp, Hold
from activities.timeline import Found
from crm.models import Account, Contact, Opportunity, Stage
from organizations.audit.names import MEMBER, Names
from organizations.date_words import short_day
from organizations.lazy_words import gettext_lazy
from organizations.links import link
from organizations.models import Event, Membership

PAGES = {
    Contact: "crm:contact",
    Account: "crm:account",
    Opportunity: "crm:opportunity",
    Activity: "activities:entry",
}
FOLLOWS_UP, HELD, DEAL, ENTRY = (model._meta.label_lower for model in (FollowUp, Hold, Opportunity, Activity))
# What a person changed of a record, in words; the rest is told as changed without more.
FIELDS = {
    "name": gettext_lazy("name"), "amount": gettext_lazy("worth"), "forecast_on": gettext_lazy("expected on"),
    "product": gettext_lazy("product"), "phone": gettext_lazy("phone"), "email": gettext_lazy("e-mail"),
    "title": gettext_lazy("what they do"), "kind": gettext_lazy("is"), "industry": gettext_lazy("industry"),
    "country": gettext_lazy("country"), "website": gettext_lazy("website"), "owner": gettext_lazy("owner"),
    "currency": gettext_lazy("currency"), "due_on": gettext_lazy("day"), "due_time": gettext_lazy("time"),
    "reason": gettext_lazy("what for"), "channel": gettext_lazy("how"),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line: what, about whom, by whom, when, and what it was before. `gone` was taken out."""

    icon: str
    what: str
    href: str
    by: str
    when: str
    about: str = ""
    note: str = ""
    gone: bool = False
    beside: bool = False
    changes: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True)
class Known:
    """What the lines of a page name: records by kind and id, stages by key, values of entries."""

    names: Names
    follow_ups: dict[int, FollowUp]
    holds: dict[int, Hold]
    entries: dict[int, Activity]
    stages: dict[str, str]
    values: dict[tuple[str, int], str]
    promised: dict[int, date]


def told(found: Sequence[Found], record: Any, reader: Membership) -> list[Line]:
    """The lines; ten queries at most, however many they are."""
    known = known_of(found)
    zone = ZoneInfo(reader.zone)
    return [
        entry_line(one.entry, record, known, reader) if one.entry else event_line(one.event, record, known, reader, zone)  # type: ignore[arg-type] # noqa: E501
        for one in found
    ]  # fmt: skip


def known_of(found: Sequence[Found]) -> Known:
    events = [one.event for one in found if one.event is not None]
    entries = [one.entry.pk for one in found if one.entry is not None]
    about = {label: {e.subject_id for e in events if e.subject_type == label} for label in {e.subject_type for e in events}}  # fmt: skip # noqa: E501
    moved = any(event.subject_type == DEAL for event in events)
    changed = [event for event in events if event.subject_type == ENTRY]
    due = FollowUp.objects.filter(activity__in=entries).order_by("pk") if entries else FollowUp.objects.none()
    return Known(
        names=Names([*references(events)]),
        follow_ups=by_id(FollowUp.objects.with_names(), about.get(FOLLOWS_UP)),
        holds=by_id(Hold.objects.select_related("contact", "opportunity"), about.get(HELD)),
        entries=by_id(Activity.objects.with_names(), about.get(ENTRY)),
        stages=dict(Stage.objects.values_list("key", "name")) if moved else {},
        values=names_for(changed) if changed else {},
        promised=dict(due.values_list("activity", "due_on")),
    )


def by_id(rows: Any, ids: Any) -> dict[int, Any]:
    return rows.in_bulk(list(ids)) if ids else {}


def references(events: Sequence[Event]) -> list[tuple[str, int]]:
    """The records that these events are about, and the people that they name."""
    kinds = {model._meta.label_lower for model in (Contact, Account, Opportunity)}
    wanted = [(event.subject_type, event.subject_id or 0) for event in events if event.subject_type in kinds]
    for event in events:
        if event.verb == "follow_up_reassigned":
            wanted += [(MEMBER, pk) for pk in (event.data["before"], event.data["after"]) if pk]
        if event.verb.endswith("_changed"):
            wanted += [(MEMBER, side["owner"]) for side in sides(event) if side.get("owner")]
        if event.verb == "credit_shared":
            wanted += [(MEMBER, int(pk)) for side in sides(event) for pk in side]
    return wanted


def entry_line(entry: Activity, record: Any, known: Known, reader: Membership) -> Line:
    there = entry.occurred_at.astimezone(ZoneInfo(entry.member.zone))
    about = entry.with_whom if not isinstance(record, Contact) else ""
    promised = known.promised.get(entry.pk)
    note = [entry.note, _("Follow-up on %(day)s") % {"day": day(promised)} if promised else ""]
    return Line(
        icon=entry.type.icon, what=what_of(entry), href=link(reader.organization, PAGES[Activity], pk=entry.pk),
        by=entry.member.name, when=at(there), about="" if about == str(record) else about,
        note=" · ".join(part for part in note if part), gone=entry.deleted_at is not None,
    )  # fmt: skip


def what_of(entry: Activity) -> str:
    return f"{entry.type.name}: {entry.outcome.name}" if entry.outcome else entry.type.name


def event_line(event: Event, record: Any, known: Known, reader: Membership, zone: ZoneInfo) -> Line:
    icon, what, note = SAID[event.verb](event, known)
    return Line(
        icon=icon, what=what, href=page_of(event, reader), when=at(event.at.astimezone(zone)),
        by=event.actor.name if event.actor else "SalesLeader", about=about_of(event, record, known), note=note,
        beside=True, changes=changes_of(event, known, zone),
    )  # fmt: skip


def page_of(event: Event, reader: Membership) -> str:
    """The page of what it is about, where there is one."""
    pages = {model._meta.label_lower: page for model, page in PAGES.items()} | {
        FOLLOWS_UP: "activities:follow_up"
    }
    page = pages.get(event.subject_type)
    return link(reader.organization, page, pk=event.subject_id) if page else ""


def about_of(event: Event, record: Any, known: Known) -> str:
    """Whose it is, where that is not the record of the page itself."""
    pk = event.subject_id or 0
    if event.subject_type == FOLLOWS_UP and (due := known.follow_ups.get(pk)):
        name = due.with_whom
    elif event.subject_type == HELD and (hold := known.holds.get(pk)):
        name = str(hold.contact or hold.opportunity)
    elif event.subject_type == ENTRY and (entry := known.entries.get(pk)):
        name = entry.with_whom
    elif event.subject_type in (FOLLOWS_UP, HELD, ENTRY):
        return ""
    else:
        name = known.names.name(event.subject_type, pk)
    return "" if name == str(record) else name


def changes_of(event: Event, known: Known, zone: ZoneInfo) -> list[tuple[str, str, str]]:
    """Each value before and after, of what a person changed."""
    before, after = sides(event)
    if event.subject_type == ENTRY:
        told_ = [name for name in before if name in TOLD]
        return [
            (TOLD[n], shown(n, before[n], known.values, zone), shown(n, after.get(n), known.values, zone))
            for n in told_
        ]  # fmt: skip
    if not event.verb.endswith("_changed"):
        return []
    return [
        (str(FIELDS[n]), value_of(n, before[n], known), value_of(n, after.get(n), known)) for n in before if n in FIELDS
    ]  # fmt: skip


def value_of(name: str, value: Any, known: Known) -> str:
    if value in (None, ""):
        return _("nothing")
    if name == "owner":
        return known.names.name(MEMBER, value)
    return day(value) if name.endswith("_on") else str(value)


def day(value: date | str) -> str:
    """Mon 16 Nov."""
    return short_day(date.fromisoformat(value) if isinstance(value, str) else value)


def at(moment: datetime) -> str:
    return f"{day(moment.date())}, {moment:%H:%M}"


Said = tuple[str, str, str]


def planned(event: Event, known: Known) -> Said:
    due = known.follow_ups.get(event.subject_id or 0)
    said = _("Follow-up planned for %(day)s") % {"day": day(event.data["due_on"])}
    return "clock", said, due.reason if due else ""


def moved_follow_up(event: Event, known: Known) -> Said:
    days = {"before": day(event.data["before"]), "after": day(event.data["after"])}
    because = _("Their owner does not work on the day it was due.") if event.verb == "follow_up_moved" else ""
    return "clock", _("Follow-up moved from %(before)s to %(after)s") % days, because


def reassigned(event: Event, known: Known) -> Said:
    people = {side: known.names.name(MEMBER, event.data[side]) for side in ("before", "after")}
    return "users", _("Follow-up handed over from %(before)s to %(after)s") % people, ""


def held(event: Event, known: Known) -> Said:
    hold, until = known.holds.get(event.subject_id or 0), event.data.get("until_on")
    said = _("No next date until %(day)s") % {"day": day(until)} if until else _("No next date")
    return "clock", said, hold.reason if hold else ""


def moved_deal(event: Event, known: Known) -> Said:
    before, after = sides(event)
    stages = {"before": stage(before, known), "after": stage(after, known)}
    if before.get("stage") == after.get("stage"):
        days = {"day": day(after["closed_on"])} if after.get("closed_on") else {"day": _("no day")}
        return "flag", _("Day of closing put right: %(day)s") % days, ""
    said = _("From %(before)s to %(after)s") % stages
    counts = _("Counts on %(day)s") % {"day": day(after["closed_on"])} if after.get("closed_on") else ""
    return ("star" if event.data.get("kind") == Stage.WON else "flag"), said, counts


def stage(side: dict[str, Any], known: Known) -> str:
    return known.stages.get(side.get("stage", ""), side.get("stage", ""))


def created_deal(event: Event, known: Known) -> Said:
    return "flag", _("Opportunity added"), stage(event.data, known)


def shared(event: Event, known: Known) -> Said:
    _before, after = sides(event)
    largest = sorted(after.items(), key=lambda item: -Decimal(item[1]))
    parts = [f"{known.names.name(MEMBER, int(pk))} {Decimal(share).normalize():f}%" for pk, share in largest]
    return "users", _("Credit shared"), ", ".join(parts)


def taken_out(event: Event, known: Known) -> Said:
    return "x", _("Taken out: %(what)s") % {"what": entry_of(event, known)}, event.data.get("reason", "")


def entry_of(event: Event, known: Known) -> str:
    entry = known.entries.get(event.subject_id or 0)
    return what_of(entry) if entry else _("entry")


def struck(event: Event, known: Known) -> Said:
    return "phone-off", _("Wrong number struck: %(number)s") % {"number": event.data.get("number", "")}, ""


def allowed(event: Event, known: Known) -> Said:
    return "phone", _("May be contacted again"), event.data.get("reason", "")


def plain(icon: str, words: Any) -> Callable[[Event, Known], Said]:
    return lambda event, known: (icon, str(words), "")


def with_entry(icon: str, words: Any) -> Callable[[Event, Known], Said]:
    return lambda event, known: (icon, str(words) % {"what": entry_of(event, known)}, "")


SAID: dict[str, Callable[[Event, Known], Said]] = {
    "activity_edited": with_entry("edit", gettext_lazy("Changed: %(what)s")),
    "activity_deleted": taken_out,
    "activity_restored": with_entry("undo", gettext_lazy("Brought back: %(what)s")),
    "follow_up_planned": planned,
    "follow_up_changed": plain("edit", gettext_lazy("Follow-up changed")),
    "follow_up_snoozed": moved_follow_up,
    "follow_up_put_back": moved_follow_up,
    "follow_up_moved": moved_follow_up,
    "follow_up_finished": plain("check", gettext_lazy("Follow-up done")),
    "follow_up_reopened": plain("undo", gettext_lazy("Follow-up open again")),
    "follow_up_dropped": plain("x", gettext_lazy("Follow-up dropped")),
    "follow_up_reassigned": reassigned,
    "held": held,
    "hold_lifted": plain("clock", gettext_lazy("A next date is wanted again")),
    "opportunity_created": created_deal,
    "opportunity_moved": moved_deal,
    "opportunity_changed": plain("edit", gettext_lazy("Opportunity changed")),
    "credit_shared": shared,
    "contact_created": plain("user", gettext_lazy("Contact added")),
    "contact_changed": plain("edit", gettext_lazy("Contact changed")),
    "contact_blocked": plain("lock", gettext_lazy("Asked not to be contacted")),
    "contact_allowed": allowed,
    "number_struck": struck,
    "number_restored": plain("phone", gettext_lazy("Number is right after all")),
    "account_created": plain("building", gettext_lazy("Account added")),
    "account_changed": plain("edit", gettext_lazy("Account changed")),
}
