"""Weekly accountability cards: closed ones as snapshots, and later amendments."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from organizations.models import Membership, Team
from organizations.models.people import people_led_by
from organizations.tenancy.models import Link, Owned

from .templates import CardTemplate


class CardQuerySet(models.QuerySet["Card"]):
    def closed(self) -> "CardQuerySet":
        return self.filter(closed_at__isnull=False)

    def visible_to(self, membership: Membership) -> "CardQuerySet":
        """Own cards; for leaders also those of their teams that week and of their people now; admins all."""
        if membership.is_admin:
            return self
        if membership.leads_nobody:
            return self.filter(member=membership)
        teams = Team.objects.led_by(membership).values("pk")
        return self.filter(Q(member=membership) | Q(team__in=teams) | Q(member__in=people_led_by(membership)))


class Card(Owned):
    """A person's card of one closed week: a snapshot that never changes.

    `snapshot` holds lines (actual, target, arithmetic, weight, credit, points), own days, template and formula
    version; `digest` is its SHA-256. `claimed_at` without `closed_at` is a card that a worker is closing: its
    unique key makes every doubled start harmless.
    """

    member = Link(Membership, related_name="cards")
    team = Link(Team, null=True, blank=True)
    week_on = models.DateField()
    claimed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    template = Link(CardTemplate, null=True, blank=True)
    score = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    own_days = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal(0))
    verdict = models.CharField(max_length=200, blank=True)
    snapshot = models.JSONField(default=dict)
    formula_version = models.PositiveSmallIntegerField(default=1)
    digest = models.CharField(max_length=64, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    reflection = models.TextField(blank=True, max_length=4000)

    objects = CardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "member", "week_on"], name="one_card_a_week")
        ]
        indexes = [
            models.Index(fields=["organization", "week_on"], name="card_by_week"),
            models.Index(fields=["organization", "team", "week_on"], name="card_by_team"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}, week of {self.week_on}"


class TeamCardQuerySet(models.QuerySet["TeamCard"]):
    def visible_to(self, membership: Membership) -> "TeamCardQuerySet":
        if membership.is_admin:
            return self
        return self.filter(team__in=Team.objects.led_by(membership).values("pk"))


class TeamCard(Owned):
    """A team's card of one closed week, closed when the last member's card is. Per metric Σ actual ÷ Σ target."""

    team = Link(Team, related_name="team_cards")
    week_on = models.DateField()
    closed_at = models.DateTimeField()
    score = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    snapshot = models.JSONField(default=dict)

    objects = TeamCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "team", "week_on"], name="one_team_card_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.team_id}, week of {self.week_on}"


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def visible_to(self, membership: Membership) -> "AmendmentQuerySet":
        return self.filter(card__in=Card.objects.visible_to(membership))


class Amendment(Owned):
    """What a late entry would have changed on a closed card. It stands beside the card; the card stays as it was."""

    append_only = True

    card = Link(Card, related_name="amendments")
    at = models.DateTimeField()
    actor = Link(Membership, null=True)
    cause = models.CharField(max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organization", "card", "at"], name="amendment_by_card")]

    def __str__(self) -> str:
        return self.cause
