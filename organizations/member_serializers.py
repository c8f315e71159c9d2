"""Members and their time in teams as the API takes and shows them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from organizations.api_ids import ID
from organizations.models import Membership, Placement

LINK: dict[str, Any] = {**ID, "allow_null": True}


class PlannedMoveShown(serializers.Serializer[Any]):
    on = serializers.DateField()
    team = serializers.IntegerField(
        source="team.pk", allow_null=True, default=None, help_text=_("null: in none.")
    )


class MemberShown(serializers.ModelSerializer[Membership]):
    """A person here. `is_leader` is whoever a team names: they have no switch for it."""

    email = serializers.EmailField(source="user.email")
    is_leader = serializers.BooleanField(source="leads_any")
    leads = serializers.SerializerMethodField(help_text=_("Ids of the teams they lead."))
    team = serializers.SerializerMethodField(help_text=_("Id of the team they are in today."))
    planned_move = serializers.SerializerMethodField(help_text=_("The last move that is still to come."))
    ended_on = serializers.DateField(help_text=_("The first day that is not theirs any more."))

    class Meta:
        model = Membership
        fields = [
            "id", "name", "email", "zone", "is_admin", "is_rep", "is_leader", "leads", "team", "planned_move",
            "country", "subdivision", "started_on", "ended_on", "deactivated_at", "created_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_leads(self, member: Membership) -> list[int]:
        return self.context["places"][member.pk].leads

    def get_team(self, member: Membership) -> int | None:
        return self.context["places"][member.pk].team

    @extend_schema_field(PlannedMoveShown(allow_null=True))
    def get_planned_move(self, member: Membership) -> Any:
        planned = self.context["places"][member.pk].planned
        return PlannedMoveShown(planned).data if planned else None


class OwnChanges(serializers.Serializer[Any]):
    """Whatever is given changes; the rest stays."""

    name = serializers.CharField(required=False, max_length=300)
    zone = serializers.CharField(required=False, max_length=60, help_text=_("Such as Europe/Berlin."))


class Roles(serializers.Serializer[Any]):
    is_admin = serializers.BooleanField()
    is_rep = serializers.BooleanField()


class Leaving(serializers.Serializer[Any]):
    to = serializers.IntegerField(
        required=False,
        help_text=_("Who takes over what is open; if left out, who leads them, else you."),
        **LINK,
    )


class OpenWorkLine(serializers.Serializer[Any]):
    kind = serializers.CharField()
    number = serializers.IntegerField()
    says = serializers.CharField()
    becomes = serializers.ChoiceField(choices=["handed_over", "ended"])


class OpenWorkShown(serializers.Serializer[Any]):
    to = serializers.IntegerField(allow_null=True, help_text=_("Who leads them."))
    open = OpenWorkLine(many=True)


class PlacementShown(serializers.ModelSerializer[Placement]):
    """A time in a team; `ends_on` is the first day after it."""

    member = serializers.IntegerField(source="membership_id")

    class Meta:
        model = Placement
        fields = ["id", "member", "team", "starts_on", "ends_on"]
        read_only_fields = fields


class NewMove(serializers.Serializer[Any]):
    member = serializers.IntegerField(**ID)
    team = serializers.IntegerField(help_text=_("null: into no team."), **LINK)
    from_on = serializers.DateField(
        help_text=_("Everything logged so far stays with the team that it was logged in.")
    )


class MoveMade(serializers.Serializer[Any]):
    """A move as it was made; `id` and `team` are null for one out of all teams."""

    id = serializers.IntegerField(allow_null=True)
    member = serializers.IntegerField()
    team = serializers.IntegerField(allow_null=True)
    starts_on = serializers.DateField()


class PlacementFilters(serializers.Serializer[Any]):
    STATES = ("past", "current", "planned")

    member = serializers.IntegerField(required=False, **ID)
    team = serializers.IntegerField(required=False, **ID)
    on = serializers.DateField(required=False)
    state = serializers.ChoiceField(choices=STATES, required=False)
