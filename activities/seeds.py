"""What a new organization can log: types of activity, and how each can end. Prospecting and nurture stay apart."""

from activities.codes import letter_for
from activities.models import ActivityType, Outcome
from organizations.models import Event

# What the flags are called in the tables below.
FLAGS = {
    "A": "is_attempt",
    "C": "is_conversation",
    "+": "is_positive",
    "X": "ends_cadence",
    "D": "needs_date",
}
# What an outcome does beyond counting, by its key.
EFFECTS = {"wrong_number": Outcome.STRIKE, "left_company": Outcome.STRIKE, "do_not_contact": Outcome.BLOCK}

# key, name, icon, flags
Row = tuple[str, str, str, str]
TALKED: list[Row] = [
    ("call_later", "Talked, call back", "clock", "ACD"),
    ("send_information", "Talked, send info", "mail", "ACD"),
    ("meeting_booked", "Meeting booked", "calendar", "AC+XD"),
    ("referred", "Referred me", "refer", "AC+D"),
    ("not_interested", "Not interested", "no", "ACX"),
]
# Why not, for who wants to know. A no for now is not an end: it asks for the day to try again.
REASONS: list[Row] = [
    ("not_now", "Not now", "clock", "ACD"),
    ("no_budget", "No budget", "money", "ACX"),
    ("no_need", "No need", "no", "ACX"),
    ("has_supplier", "Has another supplier", "building", "ACX"),
    ("does_not_decide", "Does not decide", "user", "ACX"),
]
BLOCKED: Row = ("do_not_contact", "Do not contact", "lock", "ACX")
SPOKEN: list[Row] = [*TALKED, *REASONS, BLOCKED]
KEPT_OUT: list[Row] = [
    ("gatekeeper", "Gatekeeper, message passed", "user", "A"),
    ("gatekeeper_refused", "Gatekeeper, refused", "no", "A"),
]
WRITTEN: list[Row] = [
    ("sent", "Sent", "send", "A"),
    ("replied", "They replied", "comment", "C"),
    ("meeting_booked", "Meeting booked", "calendar", "C+XD"),
    ("bounced", "Did not arrive", "alert", ""),
    ("not_interested", "Not interested", "no", "CX"),
    ("do_not_contact", "Do not contact", "lock", "CX"),
]
CUSTOMER: list[Row] = [
    ("talked", "Talked", "talk", "C"),
    ("follow_up_agreed", "Talked, next step", "clock", "C+D"),
    ("no_answer", "No answer", "phone-off", ""),
    ("left_message", "Left a message", "voicemail", ""),
    ("at_risk", "At risk", "alert", "CD"),
]

# key, name, channel, family, icon, outcomes
TYPES: list[tuple[str, str, str, str, str, list[Row]]] = [
    ("call", "Call", "call", "prospecting", "phone", [
        ("no_answer", "No answer", "phone-off", "A"),
        ("voicemail", "Left voicemail", "voicemail", "A"),
        *TALKED,
        ("busy", "Busy", "phone", "A"),
        *KEPT_OUT,
        ("wrong_number", "Wrong number", "x", "A"),
        ("left_company", "Left the company", "log-out", "A"),
        *REASONS,
        BLOCKED,
    ]),
    ("email", "E-mail", "email", "prospecting", "mail", WRITTEN),
    ("text", "Text or WhatsApp", "text", "prospecting", "comment", WRITTEN),
    ("social", "Social message", "social", "prospecting", "link", WRITTEN),
    ("visit", "Visit", "visit", "prospecting", "pin", [
        ("nobody_there", "Nobody there", "no", "A"),
        ("left_card", "Left my card", "card", "A"),
        *KEPT_OUT,
        *SPOKEN,
    ]),
    ("event", "Networking event", "event", "prospecting", "users", [
        ("attended", "Attended", "check", ""),
        *SPOKEN,
    ]),
    ("referral_ask", "Referral asked", "other", "prospecting", "refer", [
        ("asked", "Asked", "comment", "A"),
        ("received", "Got a name", "star", "AC+D"),
        ("declined", "No name yet", "no", "AC"),
    ]),
    ("referral_received", "Referral received", "other", "prospecting", "star", [
        ("received", "Got a name", "star", "C+D"),
        ("introduced", "Introduced in person", "users", "C+D"),
    ]),
    ("meeting", "Meeting", "meeting", "result", "calendar", [
        ("held", "Held", "check", "C+"),
        ("held_no_step", "Held, no next step", "clock", "C"),
        ("held_no_fit", "Held, no fit", "x", "CX"),
        ("no_show", "No show", "no", "D"),
        ("rescheduled", "Rescheduled", "clock", "D"),
        ("cancelled", "Cancelled", "x", ""),
    ]),
    ("proposal", "Proposal sent", "email", "result", "file", [
        ("sent", "Sent", "send", "D"),
        ("accepted", "Accepted", "check", "C+"),
        ("declined", "Declined", "no", "CX"),
    ]),
    ("customer_checkin", "Customer check-in", "call", "nurture", "heart", CUSTOMER),
    ("customer_review", "Customer review", "meeting", "nurture", "chart", [
        ("held", "Held", "check", "C+"),
        ("at_risk", "Held, at risk", "alert", "CD"),
        ("no_show", "No show", "no", "D"),
        ("rescheduled", "Rescheduled", "clock", "D"),
        ("cancelled", "Cancelled", "x", ""),
    ]),
    ("research", "Research", "other", "other", "search", [
        ("done", "Done", "check", ""),
        ("prospect_added", "New prospect found", "plus", ""),
    ]),
]  # fmt: skip


def seed_types(event: Event) -> None:
    """Give a new organization its types and outcomes. What is there already is left as it is."""
    codes: list[str] = []
    for _key, name, *_rest in TYPES:
        codes.append(letter_for(name, codes))
    types = [
        ActivityType(
            key=key, name=name, code=code, channel=channel, family=family, icon=icon, position=position
        )
        for position, (code, (key, name, channel, family, icon, _)) in enumerate(
            zip(codes, TYPES, strict=True)
        )
    ]
    ActivityType.objects.bulk_create(types, ignore_conflicts=True)
    made = {one.key: one for one in ActivityType.objects.all()}
    outcomes = [
        outcome_of(made[key], position, row) for key, *_, rows in TYPES for position, row in enumerate(rows)
    ]
    Outcome.objects.bulk_create(outcomes, ignore_conflicts=True)


def outcome_of(kind: ActivityType, position: int, row: Row) -> Outcome:
    key, name, icon, letters = row
    flags = {FLAGS[letter]: True for letter in letters}
    return Outcome(
        type=kind,
        key=key,
        name=name,
        code=f"{kind.code}{position + 1}",
        icon=icon,
        position=position,
        effect=EFFECTS.get(key, ""),
        **flags,
    )
