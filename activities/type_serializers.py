"""Types and outcomes as an admin's program writes them."""

from typing import Any

from rest_framework import serializers

from activities.codes import LONGEST
from activities.models import ActivityType, Outcome
from activities.serializers import OutcomeShown, TypeShown
from activities.services.codes import MOST_WORDS

ALSO_CALLED = "Other words for it in files that are imported."
CODE = "What it is called on the tally sheet. A former code goes on meaning it, and is given to nothing else."
RETIRED = "Offered no more where true; what was logged with it stays and counts."


class OutcomeKept(OutcomeShown):
    also_called = serializers.ListField(child=serializers.CharField(), help_text=ALSO_CALLED)
    retired = serializers.SerializerMethodField(help_text=RETIRED)

    def get_retired(self, one: Outcome) -> bool:
        return one.retired_at is not None

    class Meta(OutcomeShown.Meta):
        fields = [*OutcomeShown.Meta.fields, "also_called", "retired"]
        read_only_fields = fields


class TypeKept(TypeShown):
    outcomes = OutcomeKept(many=True, help_text="How it can end, retired ones included.")
    also_called = serializers.ListField(child=serializers.CharField(), help_text=ALSO_CALLED)
    retired = serializers.SerializerMethodField(help_text=RETIRED)

    def get_retired(self, one: ActivityType) -> bool:
        return one.retired_at is not None

    class Meta(TypeShown.Meta):
        fields = [*TypeShown.Meta.fields, "also_called", "retired"]
        read_only_fields = fields


class ChangedKind(serializers.Serializer[Any]):
    """Only what changes."""

    name = serializers.CharField(max_length=120, required=False)
    icon = serializers.CharField(max_length=40, required=False)
    code = serializers.CharField(max_length=LONGEST, required=False, help_text=CODE)
    also_called = serializers.ListField(
        child=serializers.CharField(max_length=120),
        required=False,
        max_length=MOST_WORDS,
        help_text=ALSO_CALLED,
    )
    retired = serializers.BooleanField(required=False, help_text=RETIRED)


class ChangedType(ChangedKind):
    channel = serializers.ChoiceField(choices=ActivityType.CHANNELS, required=False)
    family = serializers.ChoiceField(choices=ActivityType.FAMILIES, required=False)


class NewType(ChangedType):
    name = serializers.CharField(max_length=120)
    channel = serializers.ChoiceField(choices=ActivityType.CHANNELS)
    retired = None  # type: ignore[assignment]


class ChangedOutcome(ChangedKind):
    is_attempt = serializers.BooleanField(required=False)
    is_conversation = serializers.BooleanField(required=False)
    is_positive = serializers.BooleanField(required=False)
    ends_cadence = serializers.BooleanField(required=False)
    needs_date = serializers.BooleanField(required=False)
    effect = serializers.ChoiceField(choices=Outcome.EFFECTS, required=False, allow_blank=True)


class NewOutcome(ChangedOutcome):
    name = serializers.CharField(max_length=120)
    retired = None  # type: ignore[assignment]


class Order(serializers.Serializer[Any]):
    """Keys in the order of the log page; those that are left out come after, as they were."""

    keys = serializers.ListField(child=serializers.CharField(max_length=60), max_length=500)
    seen = serializers.ListField(
        child=serializers.CharField(max_length=60), max_length=500, required=False,
        help_text="The keys in use in the order that this one was made from. Where it is another one by now, the new "
        "order is refused.",
    )  # fmt: skip
