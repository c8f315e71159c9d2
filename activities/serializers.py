"""The log as the API takes and shows it."""

from datetime import UTC
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from rest_framework import serializers

from activities.models import Activity, ActivityType, Outcome


class OutcomeShown(serializers.ModelSerializer[Outcome]):
    class Meta:
        model = Outcome
        fields = [
            "key", "name", "code", "icon", "is_attempt", "is_conversation", "is_positive", "ends_cadence", "needs_date",
            "effect",
        ]  # fmt: skip


class TypeShown(serializers.ModelSerializer[ActivityType]):
    outcomes = OutcomeShown(many=True, help_text="How it can end.")

    class Meta:
        model = ActivityType
        fields = ["key", "name", "code", "channel", "family", "icon", "outcomes"]


class ActivityShown(serializers.ModelSerializer[Activity]):
    """One entry. `with_whom` is the name to show: contact, else account, else the free text."""

    type = serializers.CharField(source="type.key")
    outcome = serializers.CharField(source="outcome.key", default=None, allow_null=True)
    with_whom = serializers.CharField()

    class Meta:
        model = Activity
        fields = [
            "id", "client_id", "member", "team", "type", "outcome", "with_whom", "contact", "account", "opportunity",
            "prospect", "occurred_at", "occurred_on", "seconds", "inbound", "note", "evidence", "noted_at",
            "logged_at", "edited_at",
        ]  # fmt: skip
        read_only_fields = fields


# The fields of ActivityShown that an entry or its columns have under other names.
ATTRIBUTES = {field: f"{field}_id" for field in ("member", "team", "contact", "account", "opportunity")}
# The columns of a list in the order of ActivityShown's fields: a list is read and shown without making records.
NAMES: dict[str, Any] = {
    "type": "type__key", "outcome": "outcome__key",
    "with_whom": Coalesce("contact__name", "account__name", "prospect"),
}  # fmt: skip
COLUMNS: list[Any] = [(ATTRIBUTES | NAMES).get(field, field) for field in ActivityShown.Meta.fields]


def shown(entry: Activity) -> dict[str, Any]:
    """One entry as ActivityShown shows it, without making its fields for this one answer."""
    values = {field: getattr(entry, ATTRIBUTES.get(field, field)) for field in ActivityShown.Meta.fields}
    return values | {"type": entry.type.key, "outcome": entry.outcome.key if entry.outcome else None}


class Rows:
    """Entries for a page of a list, each as ActivityShown shows it. Counted without the tables of their names."""

    def __init__(self, entries: QuerySet[Activity]) -> None:
        self.entries = entries

    def count(self) -> int:
        return self.entries.count()

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        lines = self.entries.values_list(*COLUMNS)[part]
        return [dict(zip(ActivityShown.Meta.fields, line, strict=True)) for line in lines]


class Content(serializers.Serializer[Any]):
    """What a member says of an entry. Who did it, its day, team and freshness follow and can't be sent."""

    type = serializers.SlugField(default="call", help_text="Key of the type, such as call.")
    outcome = serializers.SlugField(required=False, allow_null=True, help_text="Key of one of its outcomes.")
    contact = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**63 - 1)
    account = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**63 - 1)
    opportunity = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**63 - 1)
    prospect = serializers.CharField(required=False, allow_blank=True, max_length=300)
    occurred_at = serializers.DateTimeField(required=False, help_text="When it happened; now if left out.")
    seconds = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=86_400)
    inbound = serializers.BooleanField(required=False, help_text="They got in touch with us.")
    note = serializers.CharField(required=False, allow_blank=True, max_length=10_000, trim_whitespace=False)
    follow_up_on = serializers.DateField(required=False, allow_null=True)


class NewActivity(Content):
    outcome = serializers.SlugField(help_text="Key of one of its outcomes.")
    client_id = serializers.UUIDField(
        required=False,
        help_text="Made by the sender: sending it again gives the same entry. Made here if left out.",
    )


class DeviceActivity(NewActivity):
    """An entry that a device noted, with its clock, and perhaps without a network."""

    client_id = serializers.UUIDField(help_text="Made by the device: sending it again gives the same entry.")
    occurred_at = serializers.DateTimeField(
        default_timezone=UTC, help_text="When it happened, by the device's clock."
    )
    noted_at = serializers.DateTimeField(
        required=False, default_timezone=UTC,
        help_text="When it was noted, by the same clock; when it happened if left out.",
    )  # fmt: skip
    clock_moved = serializers.IntegerField(
        required=False, min_value=-(10**10), max_value=10**10,
        help_text="Seconds that the device's clock was set forward since it noted this, as the device saw itself.",
    )  # fmt: skip


class Frame(serializers.Serializer[Any]):
    """A batch without its entries, which are looked at one by one."""

    membership = serializers.IntegerField(
        required=False, help_text="Whose entries these are. Refused (409) where that is not the caller."
    )
    now = serializers.DateTimeField(
        required=False,
        help_text="What the device's clock reads as it sends: its times are put right by that.",
    )


class Batch(Frame):
    """Entries of one member, in the order in which they are to be logged."""

    entries = DeviceActivity(many=True)


class TakenRow(serializers.Serializer[Any]):
    """201 new, 200 known, 422 refused: then `reasons` has one list of sentences for each field."""

    client_id = serializers.CharField(allow_null=True)
    status = serializers.IntegerField()
    id = serializers.IntegerField(
        allow_null=True,
        help_text="The entry under this client id. Where that has other content and this was refused for it, change "
        "that entry: a new client id would make a second one.",
    )
    reasons = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


class ClockShown(serializers.Serializer[Any]):
    """What the device's clock is off by; `words` are for the person, empty where it is right."""

    seconds = serializers.IntegerField()
    words = serializers.CharField()


class BatchTaken(serializers.Serializer[Any]):
    """What became of each entry, in the order in which they were sent."""

    results = TakenRow(many=True)
    clock = ClockShown()


class ChangedActivity(Content):
    """Only what changes."""

    type = serializers.SlugField(required=False)


class Filters(serializers.Serializer[Any]):
    """`from` and `to` are days, both included."""

    to = serializers.DateField(required=False)
    member = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    type = serializers.SlugField(required=False)

    def get_fields(self) -> dict[str, serializers.Field]:
        return {**super().get_fields(), "from": serializers.DateField(required=False)}


class Page(serializers.Serializer[Any]):
    """50 entries, newest first."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ActivityShown(many=True)
