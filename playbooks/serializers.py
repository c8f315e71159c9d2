"""What the API gives for plays."""

from rest_framework import serializers

from playbooks.models import Play


class PlayListed(serializers.ModelSerializer):
    version = serializers.IntegerField(
        source="live.number", allow_null=True, default=None, help_text="What readers see."
    )

    class Meta:
        model = Play
        fields = ["id", "slug", "title", "situation", "version", "created_at", "archived_at"]
        read_only_fields = fields


class PlayShown(PlayListed):
    body = serializers.CharField(source="live.body", allow_null=True, default=None, help_text="Markdown.")
    html = serializers.CharField(allow_null=True, default=None, help_text="The same, safe to show.")

    class Meta(PlayListed.Meta):
        fields = [*PlayListed.Meta.fields, "body", "html"]
        read_only_fields = fields
