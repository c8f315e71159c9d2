"""What the API sends about metrics."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from .models import Metric


@extend_schema_field(
    {"oneOf": [{"type": "integer"}, {"type": "string", "format": "decimal"}], "nullable": True}
)
class Figure(serializers.Field):
    """A whole number as a number, a decimal as text, null where there is no figure."""

    def to_representation(self, value: Any) -> Any:
        return value


class MetricShown(serializers.ModelSerializer):
    """A number and what it means."""

    numerator: serializers.Field = serializers.SlugRelatedField(slug_field="key", read_only=True)
    denominator: serializers.Field = serializers.SlugRelatedField(slug_field="key", read_only=True)
    quality: serializers.Field = serializers.SlugRelatedField(slug_field="key", read_only=True)
    filters = serializers.ListField(child=serializers.DictField())

    class Meta:
        model = Metric
        fields = [
            "key", "name", "definition", "source", "filters", "aggregate", "value", "numerator", "denominator",
            "unit", "direction", "prorate", "quality",
        ]  # fmt: skip


class MetricFacts(serializers.Serializer):
    key = serializers.CharField()
    name = serializers.CharField()
    definition = serializers.CharField()
    unit = serializers.CharField()
    currency = serializers.CharField(
        allow_null=True, help_text="Of money: amounts in other currencies are left out, never converted"
    )


class BucketShown(serializers.Serializer):
    start = serializers.DateField(
        help_text="First day; of the whole week or month, even where the days asked cut it"
    )
    last = serializers.DateField(help_text="Last day, included")
    value = Figure(allow_null=True)


class LineShown(serializers.Serializer):
    """Whole numbers are numbers, decimals are text. A ratio has six places, and its parts exactly."""

    id = serializers.IntegerField(allow_null=True, help_text="Null for the organization and for no team")
    name = serializers.CharField()
    value = Figure(allow_null=True, help_text="Null for a ratio of nothing")
    own = Figure(allow_null=True, required=False, help_text="Teams: without the teams below")
    depth = serializers.IntegerField(required=False, help_text="Teams: how far below the first")
    parts = serializers.ListField(child=Figure(), required=False, help_text="Ratios: above and below")
    buckets = BucketShown(many=True, required=False)


class TallyShown(serializers.Serializer):
    metric = MetricFacts()
    by = serializers.CharField()
    # `from` is a word of the language: declared below.
    to = serializers.DateField(help_text="Last day, included")
    every = serializers.CharField(allow_null=True)
    rows = LineShown(many=True)
    total = LineShown(help_text="Of the rows together, computed and not added")

    def get_fields(self) -> dict[str, serializers.Field]:
        return {**super().get_fields(), "from": serializers.DateField(help_text="First day")}


class EntryShown(serializers.Serializer):
    """One record behind a number. `earns` says whether it counts; `worth` what it adds."""

    id = serializers.IntegerField()
    on = serializers.DateField()
    member_id = serializers.IntegerField()
    member = serializers.CharField()
    what = serializers.CharField()
    with_whom = serializers.CharField()
    detail = serializers.CharField()
    worth = Figure(allow_null=True)
    earns = serializers.BooleanField()


class EntriesShown(serializers.Serializer):
    """A page of rows; `value` is the number they make, all pages together."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    value = Figure()
    results = EntryShown(many=True)
