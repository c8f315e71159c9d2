"""Teams as the API takes and shows them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from organizations.api_ids import ID
from organizations.models import Team

NAME: dict[str, Any] = {"max_length": 300}
LINK: dict[str, Any] = {**ID, "required": False, "allow_null": True}


class TeamShown(serializers.ModelSerializer[Team]):
    """A team in its tree: `depth` is how many teams stand above it."""

    depth = serializers.SerializerMethodField()
    leader_name = serializers.CharField(source="leader.name", allow_null=True, default=None)
    people = serializers.IntegerField(help_text=_("How many are in it today, those below left out."))

    class Meta:
        model = Team
        fields = [
            "id",
            "name",
            "parent",
            "depth",
            "leader",
            "leader_name",
            "people",
            "created_at",
            "retired_at",
        ]
        read_only_fields = fields

    def get_depth(self, team: Team) -> int:
        return team.path.count(".") - 1


class NewTeam(serializers.Serializer[Any]):
    name = serializers.CharField(**NAME)
    parent = serializers.IntegerField(help_text=_("The team above it; none: at the top."), **LINK)  # type: ignore[assignment]
    leader = serializers.IntegerField(help_text=_("A member; none: nobody yet."), **LINK)


class ChangedTeam(serializers.Serializer[Any]):
    """Whatever is given changes; the rest stays."""

    name = serializers.CharField(required=False, **NAME)
    parent = serializers.IntegerField(help_text=_("The team above it; null: at the top."), **LINK)  # type: ignore[assignment]
    leader = serializers.IntegerField(help_text=_("A member; null: nobody."), **LINK)


class RetiredTeam(serializers.Serializer[Any]):
    """Where people and teams go. Each is needed where there is somebody or something to go."""

    people_to = serializers.IntegerField(help_text=_("A team; null: into no team."), **LINK)
    teams_to = serializers.IntegerField(help_text=_("A team; null: to the top."), **LINK)


class TeamFilters(serializers.Serializer[Any]):
    STATES = ("in_use", "retired")

    state = serializers.ChoiceField(choices=STATES, required=False, default="in_use")
    leader = serializers.IntegerField(required=False, **ID)
    q = serializers.CharField(required=False, max_length=200, allow_blank=True, default="")
