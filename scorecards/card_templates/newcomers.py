"""The card that somebody was promised with their invitation: what can be chosen, and giving it once they have come."""

from datetime import datetime

from organizations.events import listen
from organizations.invitations.cards import CardToGive
from organizations.models import Event, Invitation, Membership, Organization
from organizations.registry import supply
from organizations.tenancy.scope import current_organization_id
from scorecards import services
from scorecards.models import CardTemplate

from .reading import standings


def register() -> None:
    """Called when the app starts."""
    supply("cards to give", cards_to_give)
    listen("invitation_accepted", give_promised)


def cards_to_give(*, now: datetime) -> list[CardToGive]:
    """Every template by name, and which one everybody has who was given none. Three queries."""
    organization = Organization.objects.get(pk=current_organization_id())
    default = standings([None], organization, now)[0].template
    return [
        CardToGive(one.pk, one.name, one == default, one.retired_at is not None)
        for one in CardTemplate.objects.order_by("name", "pk")
    ]


def give_promised(event: Event) -> None:
    """Listens to people who come in: a newcomer who sells has the card that their invitation says."""
    chosen = event.data.get("card_template")
    template = CardTemplate.objects.filter(pk=chosen).first() if chosen else None
    if template is None:
        return
    invitation = Invitation.objects.select_related("invited_by").get(pk=event.subject_id or 0)
    member = Membership.objects.get(pk=event.data["membership"])
    services.give_first_template(template=template, member=member, by=invitation.invited_by, now=event.at)
