"""What makes every form and call of the access table be taken, as the person whom the table lets in would send it.

Forms are filled in by their fields (tests/filling.py); what only a person can know is here. A row is for a route, or
for one method of it.
"""

import io
import uuid
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from organizations.services.calendar import WEEKDAYS
from tests.access import Can
from tests.filling import DAY
from tests.world import World

Data = dict[str, Any]
NOON = "2026-11-18T09:00:00Z"
LATER = "2026-11-25T14:00:00Z"
CALENDAR = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20261118T090000Z",
    "DTSTART:20261117T090000Z", "DTEND:20261117T100000Z", "SUMMARY:Kestrel Foods", "END:VEVENT", "END:VCALENDAR", "",
]).encode()  # fmt: skip


def entry(w: World) -> Data:
    return {"type": w.type.key, "outcome": w.outcome.key, "prospect": "Tom Healy"}


def photo(w: World) -> Data:
    file = io.BytesIO()
    Image.new("RGB", (64, 64), (90, 200, 90)).save(file, "PNG")
    return {"picture": SimpleUploadedFile("me.png", file.getvalue(), "image/png")}


def lines(w: World) -> Data:
    return {"name": "Openers", "lines": [{"metric": w.metric.key, "weight": 100}]}


def one_line_of_it(w: World) -> Data:
    others = {f"metric_{at}": "" for at in range(1, 8)} | {f"weight_{at}": "" for at in range(1, 8)}
    return {"name": "Openers", "metric_0": w.metric.pk, "weight_0": "100", **others}


def settled(w: World) -> Data:
    return {"decision": "shrink", "reason": "A holiday", "quantity": 1}


GOOD: dict[str, Callable[[World], Data]] = {
    "activities:log": lambda w: {"contact": w.contact.pk, "on": "", "next": ""},
    "activities:add_device": lambda w: {
        "endpoint": "https://push.example/y", "keys": '{"p256dh": "x", "auth": "y"}',
    },
    "activities:tally": lambda w: {f"outcome-{w.outcome.pk}": "2", "codes": f"{w.type.code}1 2"},
    "activities:call_logs": lambda w: {"text": "Date,Name\n2026-11-17,Tom Healy\n"},
    "activities:blocks": lambda w: {"which": "all", "most": "10", "type": w.type.pk},
    "activities:put_oddity_aside": lambda w: {"key": "burst/2026-11-09"},
    "activities:bring_oddity_back": lambda w: {"key": w.oddity_aside.key},
    "activities:plan_next": lambda w: {"on": DAY, "when": DAY, "due_on": DAY},
    "activities:hold": lambda w: {"reason": "Waits for the spring"},
    "activities:hand_over": lambda w: {"to": w.leader.pk},
    "activities:delete": lambda w: {"reason": "Logged twice"},
    "activities_api:activities": lambda w: {**entry(w), "client_id": str(uuid.uuid4())},
    "activities_api:activity": lambda w: {"note": "Asked for the price"},
    "activities_api:batch": lambda w: {
        "entries": [{**entry(w), "client_id": str(uuid.uuid4()), "occurred_at": NOON}], "now": "2026-11-18T10:40:00Z",
    },
    "activities_api:types post": lambda w: {"name": "Trade fair", "channel": "event"},
    "activities_api:type": lambda w: {"name": "Phone call"},
    "activities_api:outcomes post": lambda w: {"name": "Sent on"},
    "activities_api:outcome": lambda w: {"name": "Nobody there"},
    "crm:share_credit": lambda w: {
        "member_0": w.member.pk, "share_0": "60", "member_1": w.leader.pk, "share_1": "40",
        "member_2": "", "share_2": "",
    },
    "crm:move_opportunity": lambda w: {"stage": w.stage.pk, "closed_on": "2026-11-17"},
    "crm_api:accounts": lambda w: {"name": "Heron Bakery"},
    "crm_api:contacts": lambda w: {"name": "Tom Healy", "account": w.account.pk},
    "crm_api:opportunities": lambda w: {"name": "Autumn order", "stage": "won", "closed_on": "2026-11-17"},
    "crm_api:allow_contact": lambda w: {"reason": "They called us"},
    "coaching:plan": lambda w: {"on": "2026-11-24", "at": "14:00"},
    "coaching:topic": lambda w: {"topic": "Referrals"},
    "coaching:move": lambda w: {"on": "2026-11-24", "at": "14:00"},
    "coaching:carry": lambda w: {"due_on": "2026-11-30"},
    "coaching:drop": lambda w: {"reason": "A holiday"},
    "coaching:decide": lambda w: {"state": "kept"},
    "coaching:settle": settled,
    "coaching_api:one_on_ones": lambda w: {"rep": w.member.pk, "planned_at": LATER},
    "coaching_api:move": lambda w: {"planned_at": LATER},
    "coaching_api:notes": lambda w: {"body": "Afternoons work"},
    "coaching_api:commitments": lambda w: {"text": "More referrals", "quantity": 2, "due_on": DAY},
    "coaching_api:decide": lambda w: {"state": "kept"},
    "coaching_api:carry": lambda w: {"due_on": "2026-11-30"},
    "coaching_api:drop": lambda w: {"reason": "A holiday"},
    "coaching_api:settle": settled,
    "organizations:change_roles": lambda w: {"is_admin": "on"},
    "organizations:place_team": lambda w: {"place": f"{w.team.pk}:0"},
    "organizations:ramp_templates": lambda w: {"shares": "25, 50, 100"},
    "organizations:ramp_template": lambda w: {"shares": "25, 50, 100"},
    "organizations:team_leader": lambda w: {"leader": w.member.pk},
    "organizations:second_factor_rule": lambda w: {"required": "on"},
    "organizations:name": lambda w: {"name": "Acme Tools"},
    "organizations:your_name": lambda w: {"name": "Robert Rep"},
    "organizations:your_zone": lambda w: {"zone": "Europe/Berlin"},
    "organizations:your_photo": photo,
    "organizations:logo": photo,
    "organizations:rename_team": lambda w: {"name": "Northeast"},
    "organizations:move_member": lambda w: {"team": "0", "from_on": DAY},
    "organizations:invite": lambda w: {"people": "nina@new.example"},
    "organizations:schedule": lambda w: {"from_on": DAY},
    "organizations:set_week": lambda w: {"from_on": DAY},
    "organizations:erase": lambda w: {"typed": w.member.name},
    "organizations:end": lambda w: {"typed": "Acme"},
    "organizations:new_token": lambda w: {"name": "Dialler", "area_people": "read", "days": "30"},
    "organizations:set_keeping": lambda w: {
        "retention_months": "24", "keep_refusals_months": "13", "keep_viewings_months": "13",
        "keep_mails_months": "36", "keep_files_days": "7",
    },
    "organizations_api:schedules": lambda w: {
        "member": w.member.pk, "from_on": DAY, **dict.fromkeys(WEEKDAYS[:5], 1),
    },
    "organizations_api:all_time_off": lambda w: {"member": w.member.pk, "starts_on": "2026-12-07"},
    "organizations_api:decline_time_off": lambda w: {"answer": "Everybody is away then"},
    "organizations_api:own_days": lambda w: {"on": "2026-12-31", "name": "New Year's Eve"},
    "organizations_api:standard_week": lambda w: dict.fromkeys(WEEKDAYS[:5], 1),
    "organizations_api:member": lambda w: {"name": "Robert Rep"},
    "organizations_api:roles": lambda w: {"is_admin": False, "is_rep": True},
    "organizations_api:deactivate_member": lambda w: {"to": w.leader.pk},
    "organizations_api:dates": lambda w: {"started_on": "2026-02-02", "ended_on": None},
    "organizations_api:region": lambda w: {"country": "DE", "from_on": DAY},
    "organizations_api:placements": lambda w: {"member": w.member.pk, "team": None, "from_on": DAY},
    "organizations_api:teams": lambda w: {"name": "East"},
    "organizations_api:team": lambda w: {"name": "Northeast"},
    "organizations_api:retire_team": lambda w: {"people_to": None, "teams_to": None},
    "organizations_api:invitations": lambda w: {"email": "nina@new.example"},
    "organizations_api:many_invitations": lambda w: {"people": [{"email": "nina@new.example"}]},
    "organizations_api:organization": lambda w: {"name": "Acme Tools"},
    "goals:set_target": lambda w: {"metric": w.metric.key, "value": "60", "from_on": DAY},
    "goals_api:goals": lambda w: {
        "member": w.member.pk, "metric": w.metric.key, "value": "60", "from_on": DAY,
    },
    "meetings:add_address": lambda w: {"name": "Home", "address": "https://calendar.example/home.ics"},
    "meetings:add_file": lambda w: {"name": "A file", "file": SimpleUploadedFile("a.ics", CALENDAR, "text/calendar")},
    "scorecards:new_template": one_line_of_it,
    "scorecards:edit_template": one_line_of_it,
    "scorecards:observers": lambda w: {"name": "Olga", "address": "olga@out.example"},
    "scorecards:template_holders": lambda w: {"members": [w.member.pk], "from_on": DAY},
    "scorecards:default_template": lambda w: {"template": w.card_template.pk, "from_on": DAY},
    "scorecards_api:observers": lambda w: {
        "member": w.member.pk, "name": "Olga", "address": "olga@out.example",
    },
    "scorecards_api:templates": lines,
    "scorecards_api:template": lines,
    "scorecards_api:template_library": lambda w: {"role": "am"},
    "scorecards_api:retired_template": lambda w: {"from_on": DAY},
    "scorecards_api:assignments": lambda w: {"members": [w.member.pk], "template": None, "from_on": DAY},
    "scorecards_api:default_template": lambda w: {"template": w.card_template.pk, "from_on": DAY},
}  # fmt: skip


def said(name: str, method: str, world: World, can: Can) -> Data:
    """What is said by hand, for this route or for one method of it."""
    find = GOOD.get(f"{name} {method}") or GOOD.get(name)
    return {**(can.data or {}), **(find(world) if find else {})}
