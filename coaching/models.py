"""1:1s with their notes, and the commitments that come out of them."""

from django.db import models
from django.db.models import Q

from metrics.models import Metric
from organizations.models import Membership
from organizations.models.people import people_led_by
from organizations.tenancy.models import Link, Owned


class OneOnOneQuerySet(models.QuerySet["OneOnOne"]):
    def visible_to(self, membership: Membership) -> "OneOnOneQuerySet":
        """The pair alone. No admin reads a 1:1 that is not theirs."""
        return self.filter(Q(leader=membership) | Q(rep=membership))


class OneOnOne(Owned):
    """A talk between a leader and a rep, planned for a day and held or not."""

    leader = Link(Membership, related_name="one_on_ones_led")
    rep = Link(Membership, related_name="one_on_ones")
    planned_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    topic = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    objects = OneOnOneQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(leader=models.F("rep")), name="one_on_one_takes_two"),
        ]
        indexes = [
            models.Index(fields=["organization", "rep", "-planned_at"], name="one_on_one_by_rep"),
            models.Index(fields=["organization", "leader", "-planned_at"], name="one_on_one_by_leader"),
        ]

    def __str__(self) -> str:
        return f"{self.leader_id} with {self.rep_id} at {self.planned_at}"


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, membership: Membership) -> "NoteQuerySet":
        """Private notes: the author alone, whatever the roles. Shared notes: the pair."""
        pair = Q(one_on_one__leader=membership) | Q(one_on_one__rep=membership)
        return self.filter(Q(author=membership) | (Q(is_shared=True) & pair))


class Note(Owned):
    """What one of the pair wrote down, for themselves or for both."""

    one_on_one = Link(OneOnOne, models.CASCADE, related_name="notes")
    author = Link(Membership)
    body = models.TextField(max_length=10_000)
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["organization", "one_on_one"], name="note_by_one_on_one")]

    def __str__(self) -> str:
        return f"note of {self.author_id}"


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def open(self) -> "CommitmentQuerySet":
        return self.filter(state=Commitment.OPEN)

    def visible_to(self, membership: Membership) -> "CommitmentQuerySet":
        """Who made it and whom it was made to; leaders those of their people; admins all."""
        if membership.is_admin:
            return self
        pair = Q(member=membership) | Q(witness=membership)
        return self.filter(pair | Q(member__in=people_led_by(membership)))


class Commitment(Owned):
    """A promise: what, how many, by when, and which metric it should move. Kept, missed, carried or dropped."""

    OPEN, KEPT, MISSED, DROPPED = "open", "kept", "missed", "dropped"
    STATES = [(OPEN, "Open"), (KEPT, "Kept"), (MISSED, "Missed"), (DROPPED, "Dropped")]

    member = Link(Membership, related_name="commitments")
    witness = Link(Membership, null=True, blank=True)
    one_on_one = Link(OneOnOne, models.SET_NULL, null=True, blank=True, related_name="commitments")
    text = models.CharField(max_length=300)
    metric = Link(Metric, null=True, blank=True)
    quantity = models.PositiveIntegerField(null=True, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=STATES, default=OPEN)
    carried = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organization", "member", "state", "due_on"], name="commitment_by_member")]

    def __str__(self) -> str:
        return self.text
