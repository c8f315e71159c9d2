"""A call block: a list of people that one person works through, call by call."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, F, Q

from crm.models import Account, Contact
from organizations.models import Membership
from organizations.tenancy.models import Link, Owned

from .log import Activity, ActivityType

# Nobody works on for longer without a word: what is longer was a break, all of it.
LONGEST_CALL = timedelta(minutes=15)


class CallBlockQuerySet(models.QuerySet["CallBlock"]):
    def visible_to(self, membership: Membership) -> "CallBlockQuerySet":
        """One's own: how somebody goes through their day is nobody else's to watch; the entries are in the log."""
        return self.filter(member=membership)

    def open(self) -> "CallBlockQuerySet":
        return self.filter(ended_at__isnull=True)

    def with_counts(self) -> "CallBlockQuerySet":
        """Each with `size`, `done`, `skipped`, `left_out` and `attempts`."""
        kept = Q(people__activity__isnull=False, people__activity__deleted_at__isnull=True)
        skipped = Q(people__skipped_at__isnull=False)
        blocked = Q(people__contact__do_not_contact=True)
        open_to_us = Q(people__contact__isnull=True) | Q(people__contact__do_not_contact=False)
        return self.annotate(
            size=Count("people"),
            done=Count("people", filter=kept),
            skipped=Count("people", filter=skipped & ~kept & open_to_us),
            left_out=Count("people", filter=blocked & ~kept),
            attempts=Count("people", filter=kept & Q(people__activity__outcome__is_attempt=True)),
        )


class CallBlock(Owned):
    """`seconds` were worked until `acted_at`, the last time that something was done; it is null in a break.

    Kept here and not on a device, so that the block goes on where it stopped, on whatever device.
    """

    member = Link(Membership, related_name="call_blocks")
    type = Link(ActivityType)
    name = models.CharField(max_length=200)
    seconds = models.PositiveIntegerField(default=0)
    acted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    size: int  # these five are set by `with_counts`
    done: int
    skipped: int
    left_out: int
    attempts: int

    objects = CallBlockQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organization", "member", "-created_at"], name="blocks_of_a_member")]

    def __str__(self) -> str:
        return self.name

    def worked(self, now: datetime) -> int:
        """Seconds of work so far, breaks left out."""
        if self.acted_at is None:
            return self.seconds
        return self.seconds + self.under_way(now)

    def under_way(self, now: datetime) -> int:
        """Seconds since the last thing that was done, as far as they count as work: none if it was put away."""
        if self.acted_at is None or self.was_left(now):
            return 0
        return int(max(timedelta(0), now - self.acted_at).total_seconds())

    def stands(self, now: datetime) -> bool:
        """Whether its clock stands, in a break or put away; one that is over has no clock any more."""
        return self.ended_at is None and (self.acted_at is None or self.was_left(now))

    def was_left(self, now: datetime) -> bool:
        """Nothing was done for longer than any call: it was put away without a word."""
        return self.acted_at is not None and now - self.acted_at > LONGEST_CALL


class BlockPersonQuerySet(models.QuerySet["BlockPerson"]):
    def waiting(self) -> "BlockPersonQuerySet":
        """Not called yet, or the entry was taken back, in the order of the block; without who wants no contact."""
        return self.not_called().exclude(contact__do_not_contact=True).filter(skipped_at__isnull=True)

    def left_out(self) -> "BlockPersonQuerySet":
        """Who said meanwhile, to whomever, that they want no contact."""
        return self.not_called().filter(contact__do_not_contact=True)

    def not_called(self) -> "BlockPersonQuerySet":
        open_ = Q(activity__isnull=True) | Q(activity__deleted_at__isnull=False)
        return self.filter(open_).order_by("position")

    def with_names(self) -> "BlockPersonQuerySet":
        return self.select_related("contact", "contact__account", "account", "activity")

    def outcomes(self) -> models.QuerySet:
        """How often each outcome was reached, the most frequent first."""
        kept = self.filter(activity__isnull=False, activity__deleted_at__isnull=True)
        named = kept.values(name=F("activity__outcome__name"), icon=F("activity__outcome__icon"))
        return named.annotate(times=Count("pk")).order_by("-times", "name")  # type: ignore[misc]


class BlockPerson(Owned):
    """Somebody in a block: called once there is an entry, or skipped."""

    block = Link(CallBlock, models.CASCADE, related_name="people")
    position = models.PositiveSmallIntegerField()
    contact = Link(Contact, null=True, blank=True)
    account = Link(Account, null=True, blank=True)
    prospect = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=300, blank=True)
    skipped_at = models.DateTimeField(null=True, blank=True)
    activity = Link(Activity, null=True, blank=True)

    objects = BlockPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "block", "position"], name="one_person_at_a_place_of_a_block"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} of {self.block_id}"
