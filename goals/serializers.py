"""What the API sends and takes about goals."""

from rest_framework import serializers

from goals.models import Goal, TargetStep


class StepShown(serializers.ModelSerializer):
    """A target from a day on."""

    class Meta:
        model = TargetStep
        fields = ["from_on", "value", "reason", "created_at"]


class GoalShown(serializers.ModelSerializer):
    """A person's goal for a metric, with every target it has had, the latest first."""

    metric = serializers.CharField(source="metric.key")
    member_name = serializers.CharField(source="member.name")
    steps = StepShown(source="history", many=True)

    class Meta:
        model = Goal
        fields = ["id", "member", "member_name", "metric", "cadence", "starts_on", "ends_on", "steps"]


class NewTarget(serializers.Serializer):
    """Sets a target, and the goal if there is none. Shares as shares: 0.4 is 40 %."""

    member = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    metric = serializers.CharField(max_length=60)
    value = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0)
    from_on = serializers.DateField()
    reason = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
