"""Observers: addresses, not members, that get somebody's weekly card by mail."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership
from organizations.models.people import people_led_by
from organizations.tenancy.models import Link, Owned


class Observer(Owned):
    """An address outside the organization and whose it is. No login, and no role but to read what is sent."""

    name = models.CharField(max_length=300)
    address = models.EmailField(max_length=254)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", Lower("address"), name="one_observer_an_address")
        ]

    def __str__(self) -> str:
        return self.name


class WatchQuerySet(models.QuerySet["Watch"]):
    def visible_to(self, membership: Membership) -> "WatchQuerySet":
        """Who is watched sees it, and so do their leaders and admins."""
        if membership.is_admin:
            return self
        return self.filter(Q(member=membership) | Q(member__in=people_led_by(membership)))

    def running(self) -> "WatchQuerySet":
        """Asked or confirmed: neither left nor ended."""
        return self.filter(state__in=Watch.RUNNING)

    def confirmed(self) -> "WatchQuerySet":
        return self.filter(state=Watch.CONFIRMED)

    def with_everyone(self) -> "WatchQuerySet":
        return self.select_related("observer", "member", "asked_by", "ended_by")


class Watch(Owned):
    """One observer and one member whose card they get: asked, confirmed, then left by the one or ended by the other.

    An observer gets cards of weeks that close after they confirmed, and nothing before.
    """

    ASKED, CONFIRMED, LEFT, ENDED = "asked", "confirmed", "left", "ended"
    STATES = [
        (ASKED, _("Asked")),
        (CONFIRMED, _("Gets the card")),
        (LEFT, _("Left")),
        (ENDED, _("Ended")),
    ]
    RUNNING = (ASKED, CONFIRMED)

    observer = Link(Observer, related_name="watches")
    member = Link(Membership, related_name="watches")
    state = models.CharField(max_length=10, choices=STATES, default=ASKED)
    asked_by = Link(Membership, null=True)
    asked_at = models.DateTimeField()
    asks = models.PositiveSmallIntegerField(default=1)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)
    ended_by = Link(Membership, null=True, blank=True)

    objects = WatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "observer", "member"],
                condition=Q(state__in=["asked", "confirmed"]),
                name="one_running_watch_a_pair",
            )
        ]
        indexes = [models.Index(fields=["organization", "member"], name="watch_by_member")]

    def __str__(self) -> str:
        return f"{self.observer_id} watches {self.member_id}"

    @property
    def is_running(self) -> bool:
        return self.state in self.RUNNING

    def had_confirmed_by(self, instant: datetime) -> bool:
        """Whether a card that closed at this instant is theirs to get."""
        return self.state == self.CONFIRMED and self.confirmed_at is not None and self.confirmed_at <= instant


class ObserverKey(Owned):
    """What opens an observer's own page: one for each mail, so that the link in an old mail still works.

    Only the SHA-256 of the secret is kept: it is 256 random bits, so no salt.
    """

    observer = Link(Observer, models.CASCADE, related_name="keys")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        # The one look-up from outside any organization: whose is this link?
        constraints = [models.UniqueConstraint(fields=["digest"], name="observer_key_once")]

    def __str__(self) -> str:
        return f"Key of {self.observer_id}"
