"""The API of weekly cards. They are closed by the clock and read only; who sees which is as on the pages."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView, RetrieveAPIView

from organizations.api_errors import Problem
from organizations.privacy.showing import ShowsMembers
from scorecards.models import Card, TeamCard
from scorecards.serializers import CardListed, CardShown, TeamCardListed, TeamCardShown


@extend_schema(responses={200: CardListed(many=True), 401: Problem, 404: Problem})
class Cards(ShowsMembers, ListAPIView):
    """Closed cards of the people one sees, the latest week first."""

    area = "numbers"

    serializer_class = CardListed
    shows = "card"
    names_record = True

    def get_queryset(self) -> Any:
        cards = Card.objects.visible_to(self.request.membership).closed()
        return (
            cards.select_related("member").defer("snapshot").order_by("-week_on", "member__plain_name", "pk")
        )


@extend_schema(responses={200: CardShown, 401: Problem, 404: Problem})
class OneCard(ShowsMembers, RetrieveAPIView):
    """One closed card with its lines, and the amendments beside it."""

    area = "numbers"

    serializer_class = CardShown
    shows = "card"
    names_record = True

    def get_queryset(self) -> Any:
        cards = Card.objects.visible_to(self.request.membership).closed()
        return cards.select_related("member").prefetch_related("amendments")


@extend_schema(responses={200: TeamCardListed(many=True), 401: Problem, 404: Problem})
class TeamCards(ListAPIView):
    """Closed cards of the teams one leads and those below, the latest week first."""

    area = "numbers"

    serializer_class = TeamCardListed

    def get_queryset(self) -> Any:
        cards = TeamCard.objects.visible_to(self.request.membership)  # type: ignore[attr-defined]
        return cards.select_related("team").defer("snapshot").order_by("-week_on", "team__plain_name", "pk")


@extend_schema(responses={200: TeamCardShown, 401: Problem, 404: Problem})
class OneTeamCard(RetrieveAPIView):
    """One team's closed card with its lines and people."""

    area = "numbers"

    serializer_class = TeamCardShown

    def get_object(self) -> TeamCard:
        found: TeamCard = super().get_object()
        people = (one["member"] for one in found.snapshot["people"])
        self.request.looks_at("team_card", *people, record=found.pk)  # type: ignore[attr-defined]
        return found

    def get_queryset(self) -> Any:
        return TeamCard.objects.visible_to(self.request.membership).select_related("team")  # type: ignore[attr-defined]
