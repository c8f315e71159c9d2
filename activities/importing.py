"""Importing activities: one entry per row of a file, on the local day of whose it is."""

from collections import defaultdict
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop

from activities.entries import is_ahead, prospect_key
from activities.models import Activity, ActivityType, Outcome
from crm.models import Account, Contact
from crm.touches import touch_two_way
from imports.chunks import Chunk, Row
from imports.lookups import resolve_links, resolve_people
from imports.registry import Field, Importer
from imports.services import put_rows
from imports.values import flag, instant, text, whole
from organizations.lazy_words import gettext_lazy
from organizations.models import Membership, Placement

NO_CONTACT = gettext_noop("There is no contact of this id. The entry was taken without the link.")
NO_ACCOUNT = gettext_noop("There is no account of this id. The entry was taken without the link.")
TEACH = gettext_noop("An admin can add this word to one of them under What can be logged.")
# What is kept with a line, in English, and told in the reader's language.
KEPT = (
    NO_CONTACT,
    NO_ACCOUNT,
    gettext_noop("There is no type of this key, code or name. %(how_words)s There are: %(names)s."),
    gettext_noop("'%(type)s' has no outcome of this key, code or name. %(how_words)s There are: %(names)s."),
    TEACH,
    gettext_noop("That time has not come yet."),
)
WRITTEN = [
    "member", "team", "type", "outcome", "contact", "account", "prospect", "prospect_key", "occurred_at",
    "occurred_on", "seconds", "inbound", "note",
]  # fmt: skip


class ActivityImporter(Importer):
    """A row is an entry of the log. Its time is what a clock showed where the owner is, unless the mapping says a zone.

    Rows that are the same but for their id are different entries. A contact or account that is not there leaves
    the link empty with a warning; an owner, type or outcome that is not there refuses the row.
    """

    title = gettext_lazy("entries of the log")
    fields = (
        Field("external_id", text(200), required=True),
        Field("owner", text(300), required=True),
        Field("type", text(120), required=True),
        Field("outcome", text(120)),
        Field("contact", text(200)),
        Field("account", text(200)),
        Field("prospect", text(300)),
        Field("occurred_at", instant, required=True),
        Field("seconds", whole),
        Field("inbound", flag),
        Field("note", text(10_000)),
    )

    def take(self, chunk: Chunk) -> None:
        source = self.run.source
        resolve_people(chunk, source, "owner")
        resolve_links(chunk, source, "contact", Contact, NO_CONTACT)
        resolve_links(chunk, source, "account", Account, NO_ACCOUNT)
        self.learn_words()
        for row in chunk.good:
            self.set_kind(chunk, row)
            self.set_time(chunk, row)
        rows = chunk.good
        for row in rows:
            set_prospect(row)
        set_teams(rows)
        before = days_of(source, [row.values["external_id"] for row in rows])
        put_rows(
            Activity, chunk, rows, source=source, fields=WRITTEN,
            new={"evidence": "imported", "logged_at": self.run.now},
        )  # fmt: skip
        taken = [row for row in rows if row.values["external_id"] in chunk.touched]
        touch(taken)
        now = {(row.values["member"].pk, row.values["occurred_on"]) for row in taken}
        was = {before[row.values["external_id"]] for row in taken if row.values["external_id"] in before}
        chunk.facts["days"] = [[member, str(day)] for member, day in sorted(now | was)]

    def learn_words(self) -> None:
        """Types and outcomes by key, code, name and the other words for them, in any case. A key goes before a code,
        a code before a name; what is in use goes before what is retired."""
        kinds, endings = told_apart(ActivityType.objects.all()), told_apart(Outcome.objects.all())
        self.types: dict[str, ActivityType] = {}
        self.outcomes: dict[tuple[int, str], Outcome] = {}
        for words in (one_key, its_codes, its_names):
            for kind in kinds:
                for word in words(kind):
                    self.types.setdefault(word.casefold(), kind)
            for ending in endings:
                for word in words(ending):
                    self.outcomes.setdefault((ending.type_id, word.casefold()), ending)

    def set_kind(self, chunk: Chunk, row: Row) -> None:
        kind = self.types.get(row.values["type"].casefold())
        if kind is None:
            known = ", ".join(dict.fromkeys(each.key for each in self.types.values()))
            chunk.refuse(
                row, "type", f"There is no type of this key, code or name. {TEACH} There are: {known}."[:300]
            )
            return
        row.values["type"] = kind
        if said := row.values.get("outcome"):
            row.values["outcome"] = self.outcomes.get((kind.pk, said.casefold()))
            if row.values["outcome"] is None:
                known = ", ".join(
                    dict.fromkeys(one.key for (pk, _word), one in self.outcomes.items() if pk == kind.pk)
                )
                reason = (
                    f"'{kind.name}' has no outcome of this key, code or name. {TEACH} There are: {known}."
                )
                chunk.refuse(row, "outcome", reason[:300])

    def set_time(self, chunk: Chunk, row: Row) -> None:
        """As an instant, and as the day it was for the owner. A time to come is refused."""
        owner: Membership = row.values["owner"]
        found: datetime = row.values["occurred_at"]
        at = (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(owner.zone))).astimezone(UTC)
        if is_ahead(at, self.run.now):
            chunk.refuse(row, "occurred_at", "That time has not come yet.")
        row.values |= {"member": owner, "occurred_at": at, "occurred_on": owner.today(at)}


def one_key(kind: Any) -> list[str]:
    return [kind.key]


def its_codes(kind: Any) -> list[str]:
    return [kind.code, *(one["code"] for one in reversed(kind.former_codes))]


def its_names(kind: Any) -> list[str]:
    return [kind.name, *kind.also_called]


def told_apart(records: Any) -> list[Any]:
    """What is in use first, so that a retired one never takes its word."""
    return sorted(records, key=lambda one: one.retired_at is not None)


def days_of(source: str, external_ids: list[str]) -> dict[str, tuple[int, date]]:
    """Whose and on which day entries were that an earlier run brought in, by external id."""
    found = Activity.objects.filter(import_source=source, external_id__in=external_ids)
    return {
        key: (member, day)
        for key, member, day in found.values_list("external_id", "member_id", "occurred_on")
    }


def set_prospect(row: Row) -> None:
    values = row.values
    contact, account = values.get("contact"), values.get("account")
    values["prospect_key"] = prospect_key(
        contact_id=contact and contact.pk,
        account_id=account and account.pk,
        text=values.get("prospect") or "",
    )


def set_teams(rows: list[Row]) -> None:
    """The team each owner was in on the day."""
    placements: dict[int, list[Placement]] = defaultdict(list)
    owners = {row.values["member"].pk for row in rows}
    for placement in Placement.objects.filter(membership__in=owners).select_related("team"):
        placements[placement.membership_id].append(placement)
    for row in rows:
        day = row.values["occurred_on"]
        there = [
            p for p in placements[row.values["member"].pk] if p.starts_on <= day < (p.ends_on or day.max)
        ]
        row.values["team"] = there[0].team if there else None


def touch(rows: Any) -> None:
    """When contacts and accounts last answered, from the newest conversation of each."""
    newest: dict[tuple[int | None, int | None], datetime] = {}
    for values in (row.values for row in rows):
        outcome: Outcome | None = values.get("outcome")
        if outcome is not None and outcome.is_conversation:
            whom = (
                values["contact"].pk if values.get("contact") else None,
                values["account"].pk if values.get("account") else None,
            )
            newest[whom] = max(newest.get(whom, values["occurred_at"]), values["occurred_at"])
    for (contact_id, account_id), at in newest.items():
        touch_two_way(contact_id=contact_id, account_id=account_id, at=at)
