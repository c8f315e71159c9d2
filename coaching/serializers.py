"""What the API takes and gives for 1:1s, shared notes and commitments."""

from rest_framework import serializers

from coaching.models import Commitment, Note, OneOnOne
from coaching.services.commitments import DROP, REASSIGN, SHRINK


class OneOnOneShown(serializers.ModelSerializer):
    leader = serializers.IntegerField(source="leader_id")
    rep = serializers.IntegerField(source="rep_id")

    class Meta:
        model = OneOnOne
        fields = ["id", "leader", "rep", "planned_at", "held_at", "cancelled_at", "topic", "created_at"]
        read_only_fields = fields


class NewOneOnOne(serializers.Serializer):
    rep = serializers.IntegerField(help_text="Id of a member you lead.")
    planned_at = serializers.DateTimeField(help_text="An instant with its offset, still to come.")
    topic = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)


class NewTime(serializers.Serializer):
    planned_at = serializers.DateTimeField()


class NoteShown(serializers.ModelSerializer):
    author = serializers.IntegerField(source="author_id")
    one_on_one = serializers.IntegerField(source="one_on_one_id")

    class Meta:
        model = Note
        fields = ["id", "one_on_one", "author", "body", "created_at", "edited_at"]
        read_only_fields = fields


class NewNote(serializers.Serializer):
    body = serializers.CharField(max_length=10_000)


class CommitmentShown(serializers.ModelSerializer):
    member = serializers.IntegerField(source="member_id")
    witness = serializers.IntegerField(source="witness_id", allow_null=True)
    one_on_one = serializers.IntegerField(source="one_on_one_id", allow_null=True)
    metric = serializers.CharField(source="metric.key", allow_null=True, default=None)

    class Meta:
        model = Commitment
        fields = [
            "id", "member", "witness", "one_on_one", "text", "quantity", "metric", "due_on", "state", "carried",
            "reason", "created_at", "decided_at",
        ]  # fmt: skip
        read_only_fields = fields


class NewCommitment(serializers.Serializer):
    """`one_on_one` makes it a promise of that talk, `of` says whose: "rep" or "leader"."""

    text = serializers.CharField(max_length=300)
    quantity = serializers.IntegerField(required=False, allow_null=True, default=None)
    due_on = serializers.DateField(required=False, allow_null=True, default=None)
    metric = serializers.SlugField(required=False, allow_blank=True, default="", help_text="Key of a metric.")
    one_on_one = serializers.IntegerField(required=False, allow_null=True, default=None)
    of = serializers.ChoiceField(choices=["rep", "leader"], required=False, default="rep")


class Decision(serializers.Serializer):
    state = serializers.ChoiceField(choices=[Commitment.KEPT, Commitment.MISSED, Commitment.OPEN])


class Carry(serializers.Serializer):
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


class Drop(serializers.Serializer):
    reason = serializers.CharField(max_length=300)


class Settlement(serializers.Serializer):
    decision = serializers.ChoiceField(choices=[SHRINK, REASSIGN, DROP])
    reason = serializers.CharField(max_length=300)
    quantity = serializers.IntegerField(required=False, allow_null=True, default=None)
    due_on = serializers.DateField(required=False, allow_null=True, default=None)
