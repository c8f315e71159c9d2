"""Card templates as the API takes and shows them."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from metrics.models import Metric
from scorecards.models import CardTemplate, TemplateAssignment, TemplateVersion
from scorecards.scoring import MOST_LINES

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}
# Whom one call gives a template.
MOST_AT_ONCE = 200


class TemplateLineShown(serializers.Serializer[Any]):
    """One metric of a card with its weight in percent."""

    metric = serializers.CharField(source="metric.key")
    name = serializers.CharField(source="metric.name")
    weight = serializers.IntegerField()


class VersionShown(serializers.ModelSerializer[TemplateVersion]):
    """What a template scores from a day on. `cap` and `floor` are shares: "1.20" is 120%."""

    lines = TemplateLineShown(many=True)

    class Meta:
        model = TemplateVersion
        fields = ["from_on", "lines", "threshold", "cap", "floor", "set_by", "created_at"]


class TemplateShown(serializers.ModelSerializer[CardTemplate]):
    """A template with its versions, the latest first. `role` is the seed it was made from, empty for an own one."""

    versions = serializers.SerializerMethodField()

    class Meta:
        model = CardTemplate
        fields = ["id", "name", "role", "retired_at", "created_at", "versions"]

    @extend_schema_field(VersionShown(many=True))
    def get_versions(self, template: CardTemplate) -> Any:
        found = sorted(template.versions.all(), key=lambda one: one.from_on, reverse=True)
        return VersionShown(found, many=True).data


class NewLine(serializers.Serializer[Any]):
    metric = serializers.CharField(max_length=60, help_text="The key of a metric.")
    weight = serializers.IntegerField(
        min_value=1, max_value=100, help_text="Percent; all of them add up to 100."
    )


class NewTemplate(serializers.Serializer[Any]):
    """A whole template: what is left out has its usual value."""

    name = serializers.CharField(max_length=120)
    lines = NewLine(many=True, allow_empty=False, help_text=f"At most {MOST_LINES}.")
    threshold = serializers.IntegerField(min_value=1, max_value=200, default=90)
    cap = serializers.DecimalField(
        max_digits=4, decimal_places=2, min_value=1, max_value=5, default=Decimal("1.20")
    )
    floor = serializers.DecimalField(
        max_digits=4, decimal_places=2, min_value=0, max_value=1, default=Decimal(0)
    )

    def validate_lines(self, lines: list[dict[str, Any]]) -> list[tuple[Metric, int]]:
        """Metrics by their keys; what they need together, the service says."""
        found = {
            metric.key: metric for metric in Metric.objects.filter(key__in=[one["metric"] for one in lines])
        }
        unknown = [one["metric"] for one in lines if one["metric"] not in found]
        if unknown:
            raise serializers.ValidationError(
                _("There is no metric “%(key)s”. See /metrics/.") % {"key": unknown[0]}
            )
        return [(found[one["metric"]], one["weight"]) for one in lines]


class Changed(TemplateShown):
    """The template after a change, and the day that the change holds from; null where it changes nothing."""

    from_on = serializers.DateField(allow_null=True)

    class Meta(TemplateShown.Meta):
        fields = [*TemplateShown.Meta.fields, "from_on"]


class SeedShown(serializers.Serializer[Any]):
    """A card for a role that can be taken."""

    role = serializers.CharField()
    name = serializers.CharField(source="called")
    why = serializers.CharField()
    lines = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_lines(self, seed: Any) -> Any:
        return [{"name": name, "weight": weight} for name, weight in seed.lines]


class Role(serializers.Serializer[Any]):
    role = serializers.CharField(max_length=20, help_text="One of /card-templates/library/.")


class AssignmentShown(serializers.ModelSerializer[TemplateAssignment]):
    """Who has which template from a day on. Without a member: the default. Without a template: back to the default."""

    class Meta:
        model = TemplateAssignment
        fields = ["id", "member", "template", "from_on", "set_by", "created_at"]


class Given(serializers.Serializer[Any]):
    """Whom to give which template, and from which week on; the next one if that is left out."""

    members = serializers.ListField(
        child=serializers.IntegerField(**ID), allow_empty=False, max_length=MOST_AT_ONCE
    )
    template = serializers.IntegerField(
        allow_null=True, help_text="Null: the default, as everybody else.", **ID
    )
    from_on = serializers.DateField(required=False, allow_null=True, default=None)


class NewDefault(serializers.Serializer[Any]):
    template = serializers.IntegerField(**ID)
    from_on = serializers.DateField(required=False, allow_null=True, default=None)


class Begins(serializers.Serializer[Any]):
    """The first day that it holds for."""

    from_on = serializers.DateField()
