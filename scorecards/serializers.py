"""What the API sends about cards."""

from rest_framework import serializers

from scorecards.models import Amendment, Card, TeamCard


class CardListed(serializers.ModelSerializer):
    """A closed card without its lines. `score` is rounded to a thousandth; the exact one is in the snapshot."""

    member_name = serializers.CharField(source="member.name")

    class Meta:
        model = Card
        fields = [
            "id", "member", "member_name", "team", "week_on", "closed_at", "score", "own_days", "verdict",
            "acknowledged_at",
        ]  # fmt: skip


class AmendmentShown(serializers.ModelSerializer):
    """What a later entry would have changed. Figures are exact: whole numbers or fractions as "63/4"."""

    before = serializers.DictField()
    after = serializers.DictField()

    class Meta:
        model = Amendment
        fields = ["at", "actor", "cause", "before", "after"]


class CardShown(CardListed):
    """A closed card as it was kept. Figures are exact: whole numbers or fractions as "63/4"."""

    snapshot = serializers.DictField()
    amendments = AmendmentShown(many=True)

    class Meta(CardListed.Meta):
        fields = [
            *CardListed.Meta.fields,
            "reflection",
            "formula_version",
            "digest",
            "snapshot",
            "amendments",
        ]


class TeamCardListed(serializers.ModelSerializer):
    """A team's closed card without its lines."""

    team_name = serializers.CharField(source="team.name")

    class Meta:
        model = TeamCard
        fields = ["id", "team", "team_name", "week_on", "closed_at", "score"]


class TeamCardShown(TeamCardListed):
    snapshot = serializers.DictField()

    class Meta(TeamCardListed.Meta):
        fields = [*TeamCardListed.Meta.fields, "snapshot"]
