"""Invitations as the API takes and shows them. The secret of a link is in the mail alone."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from organizations.api_ids import ID
from organizations.models import Invitation

STATES = (Invitation.OPEN, "expired", Invitation.ACCEPTED, Invitation.REVOKED)


class InvitationShown(serializers.ModelSerializer[Invitation]):
    state = serializers.SerializerMethodField()
    member = serializers.IntegerField(source="membership_id", help_text=_("Who came of it."))

    class Meta:
        model = Invitation
        fields = [
            "id", "email", "name", "is_admin", "is_rep", "team", "leads", "card_template", "state", "invited_by",
            "sends", "created_at", "sent_at", "expires_at", "decided_at", "member",
        ]  # fmt: skip
        read_only_fields = fields

    def get_state(self, invitation: Invitation) -> str:
        """`open`, `expired`, `accepted` or `revoked`."""
        return "expired" if invitation.has_expired(self.context["now"]) else invitation.state


class Somebody(serializers.Serializer[Any]):
    email = serializers.CharField(max_length=254)
    name = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class Parts(serializers.Serializer[Any]):
    """What the invited will be here."""

    is_admin = serializers.BooleanField(required=False, default=False)
    is_rep = serializers.BooleanField(required=False, default=True)
    team = serializers.IntegerField(
        required=False, allow_null=True, default=None, help_text=_("The team they will be in."), **ID
    )
    leads = serializers.BooleanField(
        required=False, default=False, help_text=_("Whether they will lead this team.")
    )
    card_template = serializers.IntegerField(
        required=False, allow_null=True, default=None,
        help_text=_("One of /card-templates/ for who sells, from their first week on. Null: as everybody else."),
        **ID,
    )  # fmt: skip


class NewInvitation(Somebody, Parts):
    """One person, and what they will be here."""


class NewInvitations(Parts):
    """Up to 200 people, and what all of them will be here."""

    people = Somebody(many=True)


class RowMade(serializers.Serializer[Any]):
    """What became of one of the people: 201 invited with the `id` of the invitation, 422 refused with the reasons."""

    email = serializers.CharField(allow_null=True)
    status = serializers.IntegerField()
    id = serializers.IntegerField(allow_null=True)
    reasons = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


class RowsMade(serializers.Serializer[Any]):
    results = RowMade(many=True)


class InvitationFilters(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=STATES, required=False)
    q = serializers.CharField(required=False, max_length=254, allow_blank=True, default="")
