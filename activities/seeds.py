"""What a new organization can log: types of activity, and how each can end. Prospecting and nurture stay apart."""

from activities.codes import letter_for
from activities.models import ActivityType, Outcome
from organizations.lazy_words import pgettext_lazy
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
    ("call_later", pgettext_lazy("outcome", "Talked, call back"), "clock", "ACD"),
    ("send_information", pgettext_lazy("outcome", "Talked, send info"), "mail", "ACD"),
    ("meeting_booked", pgettext_lazy("outcome", "Meeting booked"), "calendar", "AC+XD"),
    ("referred", pgettext_lazy("outcome", "Referred me"), "refer", "AC+D"),
    ("not_interested", pgettext_lazy("outcome", "Not interested"), "no", "ACX"),
]
# Why not, for who wants to know. A no for now is not an end: it asks for the day to try again.
REASONS: list[Row] = [
    ("not_now", pgettext_lazy("outcome", "Not now"), "clock", "ACD"),
    ("no_budget", pgettext_lazy("outcome", "No budget"), "money", "ACX"),
    ("no_need", pgettext_lazy("outcome", "No need"), "no", "ACX"),
    ("has_supplier", pgettext_lazy("outcome", "Has another supplier"), "building", "ACX"),
    ("does_not_decide", pgettext_lazy("outcome", "Does not decide"), "user", "ACX"),
]
BLOCKED: Row = ("do_not_contact", pgettext_lazy("outcome", "Do not contact"), "lock", "ACX")
SPOKEN: list[Row] = [*TALKED, *REASONS, BLOCKED]
KEPT_OUT: list[Row] = [
    ("gatekeeper", pgettext_lazy("outcome", "Gatekeeper, message passed"), "user", "A"),
    ("gatekeeper_refused", pgettext_lazy("outcome", "Gatekeeper, refused"), "no", "A"),
]
WRITTEN: list[Row] = [
    ("sent", pgettext_lazy("outcome", "Sent"), "send", "A"),
    ("replied", pgettext_lazy("outcome", "They replied"), "comment", "C"),
    ("meeting_booked", pgettext_lazy("outcome", "Meeting booked"), "calendar", "C+XD"),
    ("bounced", pgettext_lazy("outcome", "Did not arrive"), "alert", ""),
    ("not_interested", pgettext_lazy("outcome", "Not interested"), "no", "CX"),
    ("do_not_contact", pgettext_lazy("outcome", "Do not contact"), "lock", "CX"),
]
CUSTOMER: list[Row] = [
    ("talked", pgettext_lazy("outcome", "Talked"), "talk", "C"),
    ("follow_up_agreed", pgettext_lazy("outcome", "Talked, next step"), "clock", "C+D"),
    ("no_answer", pgettext_lazy("outcome", "No answer"), "phone-off", ""),
    ("left_message", pgettext_lazy("outcome", "Left a message"), "voicemail", ""),
    ("at_risk", pgettext_lazy("outcome", "At risk"), "alert", "CD"),
]

# key, name, channel, family, icon, outcomes
TYPES: list[tuple[str, str, str, str, str, list[Row]]] = [
    ("call", pgettext_lazy("type of activity", "Call"), "call", "prospecting", "phone", [
        ("no_answer", pgettext_lazy("outcome", "No answer"), "phone-off", "A"),
        ("voicemail", pgettext_lazy("outcome", "Left voicemail"), "voicemail", "A"),
        *TALKED,
        ("busy", pgettext_lazy("outcome", "Busy"), "phone", "A"),
        *KEPT_OUT,
        ("wrong_number", pgettext_lazy("outcome", "Wrong number"), "x", "A"),
        ("left_company", pgettext_lazy("outcome", "Left the company"), "log-out", "A"),
        *REASONS,
        BLOCKED,
    ]),
    ("email", pgettext_lazy("type of activity", "E-mail"), "email", "prospecting", "mail", WRITTEN),
    ("text", pgettext_lazy("type of activity", "Text or WhatsApp"), "text", "prospecting", "comment", WRITTEN),
    ("social", pgettext_lazy("type of activity", "Social message"), "social", "prospecting", "link", WRITTEN),
    ("visit", pgettext_lazy("type of activity", "Visit"), "visit", "prospecting", "pin", [
        ("nobody_there", pgettext_lazy("outcome", "Nobody there"), "no", "A"),
        ("left_card", pgettext_lazy("outcome", "Left my card"), "card", "A"),
        *KEPT_OUT,
        *SPOKEN,
    ]),
    ("event", pgettext_lazy("type of activity", "Networking event"), "event", "prospecting", "users", [
        ("attended", pgettext_lazy("outcome", "Attended"), "check", ""),
        *SPOKEN,
    ]),
    ("referral_ask", pgettext_lazy("type of activity", "Referral asked"), "other", "prospecting", "refer", [
        ("asked", pgettext_lazy("outcome", "Asked"), "comment", "A"),
        ("received", pgettext_lazy("outcome", "Got a name"), "star", "AC+D"),
        ("declined", pgettext_lazy("outcome", "No name yet"), "no", "AC"),
    ]),
    ("referral_received", pgettext_lazy("type of activity", "Referral received"), "other", "prospecting",
     "star", [
        ("received", pgettext_lazy("outcome", "Got a name"), "star", "C+D"),
        ("introduced", pgettext_lazy("outcome", "Introduced in person"), "users", "C+D"),
    ]),
    ("meeting", pgettext_lazy("type of activity", "Meeting"), "meeting", "result", "calendar", [
        ("held", pgettext_lazy("outcome", "Held"), "check", "C+"),
        ("held_no_step", pgettext_lazy("outcome", "Held, no next step"), "clock", "C"),
        ("held_no_fit", pgettext_lazy("outcome", "Held, no fit"), "x", "CX"),
        ("no_show", pgettext_lazy("outcome", "No show"), "no", "D"),
        ("rescheduled", pgettext_lazy("outcome", "Rescheduled"), "clock", "D"),
        ("cancelled", pgettext_lazy("outcome", "Cancelled"), "x", ""),
    ]),
    ("proposal", pgettext_lazy("type of activity", "Proposal sent"), "email", "result", "file", [
        ("sent", pgettext_lazy("outcome", "Sent"), "send", "D"),
        ("accepted", pgettext_lazy("outcome", "Accepted"), "check", "C+"),
        ("declined", pgettext_lazy("outcome", "Declined"), "no", "CX"),
    ]),
    ("customer_checkin", pgettext_lazy("type of activity", "Customer check-in"), "call", "nurture", "heart",
     CUSTOMER),
    ("customer_review", pgettext_lazy("type of activity", "Customer review"), "meeting", "nurture", "chart", [
        ("held", pgettext_lazy("outcome", "Held"), "check", "C+"),
        ("at_risk", pgettext_lazy("outcome", "Held, at risk"), "alert", "CD"),
        ("no_show", pgettext_lazy("outcome", "No show"), "no", "D"),
        ("rescheduled", pgettext_lazy("outcome", "Rescheduled"), "clock", "D"),
        ("cancelled", pgettext_lazy("outcome", "Cancelled"), "x", ""),
    ]),
    ("research", pgettext_lazy("type of activity", "Research"), "other", "other", "search", [
        ("done", pgettext_lazy("outcome", "Done"), "check", ""),
        ("prospect_added", pgettext_lazy("outcome", "New prospect found"), "plus", ""),
    ]),
]  # fmt: skip


def seed_types(event: Event) -> None:
    """Give a new organization its types and outcomes, in the language that is open: its founder's.

    What is there already is left as it is.
    """
    codes: list[str] = []
    for _key, name, *_rest in TYPES:
        codes.append(letter_for(str(name), codes))
    types = [
        ActivityType(
            key=key, name=str(name), code=code, channel=channel, family=family, icon=icon, position=position
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
        name=str(name),
        code=f"{kind.code}{position + 1}",
        icon=icon,
        position=position,
        effect=EFFECTS.get(key, ""),
        **flags,
    )
