"""What the values in the data of events are called, for people. The keys themselves never change."""

from collections.abc import Mapping

from organizations.lazy_words import gettext_lazy as _

FIELDS: dict[str, str] = {
    "account": _("Account"), "acknowledged": _("Acknowledged"), "activity": _("Entry"), "address": _("Address"),
    "addresses": _("Addresses"), "all": _("All"), "amount": _("Amount"), "answer": _("Answer"), "asked": _("Asked"),
    "at": _("At"), "body": _("Text"), "by_mail": _("By mail"),
    "card_template": _("Weekly card"),
    "cap": _("Most for one number"), "floor": _("Least score"), "threshold": _("On track from"),
    "weights": _("Weights"), "day_of_month": _("Day of the month"), "moved_from": _("Due before that"),
    "cause": _("Cause"), "changed": _("Changed"),
    "clock_seconds": _("Clock off by seconds"), "closed_on": _("Closed on"), "color": _("Color"),
    "contact": _("Contact"), "counted": _("Days counted"), "country": _("Country"), "counts": _("Counts as"),
    "created": _("Created"), "credit": _("Credit"), "currency": _("Currency"), "days": _("Days"),
    "decision": _("Decision"), "definition": _("Definition"), "done": _("Done"), "due_on": _("Due on"),
    "due_time": _("Due time"), "email": _("E-mail"), "ended_on": _("Last day"), "ends": _("Ends"),
    "ends_at": _("Ends at"), "ends_on": _("Ends on"), "entries": _("Entries"), "follow_up_on": _("Follow-up on"),
    "form": _("File format"), "from_on": _("From"), "from": _("From"), "host": _("Server"),
    "in_batch": _("One of several"), "inbound": _("They got in touch"), "industry": _("Industry"),
    "is_admin": _("Admin"), "is_default": _("For everybody else"), "is_rep": _("Sells"), "is_shared": _("Shared"),
    "key": _("Key"), "keys": _("Keys"), "kind": _("Kind"), "known": _("Known already"), "language": _("Language"),
    "leader": _("Leader"), "leads": _("Leads"), "lines": _("Lines"), "logo": _("Logo"), "member": _("Person"),
    "members": _("People"), "membership": _("Person"), "method": _("How"), "methods": _("By"),
    "metric": _("Number"), "name": _("Name"), "note": _("Note"), "number": _("Number"), "observer": _("Observer"),
    "occurred_at": _("Time"), "occurred_on": _("Day"), "occurred_on_before": _("Day before"), "on": _("On"),
    "one_on_one": _("1:1"), "opportunity": _("Opportunity"), "order": _("Order"), "outcome": _("Outcome"),
    "owner": _("Owner"), "parent": _("Team above"), "path": _("Address of the page"), "people": _("People"),
    "people_to": _("People go to"), "person": _("Person"), "phone": _("Phone"), "photo": _("Photo"),
    "planned_at": _("Planned for"), "position": _("Place"), "prospect": _("With"), "provider": _("Provider"),
    "quantity": _("How many"), "reason": _("Reason"), "received": _("Received"), "rep": _("Rep"),
    "retired": _("Out of use"), "role": _("Role"), "rows": _("Rows"), "rule": _("Rule"), "scopes": _("Scopes"),
    "seconds": _("Seconds"), "share": _("Share"), "shares": _("Shares"), "situation": _("Situation"),
    "source": _("Source"), "stage": _("Stage"), "started_on": _("First day"), "starts": _("Starts"),
    "starts_at": _("Starts at"), "starts_on": _("Starts on"), "state": _("State"), "step": _("Step"),
    "steps": _("Steps"), "subdivision": _("Region"), "successor": _("Next one"), "team": _("Team"),
    "teams": _("Teams"), "teams_to": _("Teams go to"), "text": _("Text"), "theme": _("Look"), "times": _("Times"),
    "title": _("Title"), "to": _("To"), "type": _("Type"), "until": _("Until"), "until_on": _("Until"),
    "updated": _("Updated"), "value": _("Value"), "version": _("Version"), "website": _("Website"),
    "actuals": _("Done"), "also_called": _("Also called"), "by": _("By"), "by_themselves": _("By themselves"),
    "calendar_feeds": _("Calendar addresses"), "call_blocks": _("Call blocks"),
    "last_line": _("Last line"), "leave_asked_for": _("Leave asked for"), "planned_moves": _("Planned moves"),
    "talks_ended": _("1:1s called off"),
    "channel": _("Channel"), "close_time": _("Weeks close at"), "code": _("Code"),
    "default": _("Everybody else"), "do_not_contact": _("Asked not to be contacted"),
    "effect": _("What it does"), "ends_cadence": _("Ends the sequence"), "every": _("Every"),
    "evidence": _("Logged when"), "family": _("Family"), "first_weekday": _("Week begins on"),
    "fiscal_month": _("Year begins in month"), "follow_ups": _("Follow-ups"), "icon": _("Picture"), "id": _("Number"),
    "is_attempt": _("Is an attempt"), "is_conversation": _("Is a conversation"), "is_positive": _("Is a success"),
    "mail_time": _("Mails go out at"), "needs_date": _("Needs a day"), "one_on_ones": _("1:1s"), "plays": _("Plays"),
    "accounts": _("Accounts"), "contacts": _("Contacts"), "opportunities": _("Opportunities"),
    "priority": _("How important"), "promises_ended": _("Own promises"), "promises_heard": _("Promises heard"),
    "prospect_key": _("Prospect by key"), "q": _("Words searched for"),
    "record": _("Kind of record"), "score": _("Score"),
    "since": _("Since"), "targets": _("Targets"), "unit": _("Unit"), "what": _("What happened"),
    "week": _("Week"), "who": _("Who"), "worth": _("Value"), "zone": _("Time zone"),
}  # fmt: skip


def name_fields(names: Mapping[str, str]) -> None:
    """Say what further fields are called. Called in AppConfigs."""
    FIELDS.update(names)


def field_words(name: str) -> str:
    """A key in words. One that was never named here is told as it stands, with spaces."""
    plain = name.removesuffix("_id")
    return str(FIELDS.get(plain) or FIELDS.get(name) or plain.replace("_", " ").capitalize())
