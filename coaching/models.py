"""1:1s with their notes, and the commitments that come out of them."""

from datetime import datetime

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from metrics.models import Metric
from organizations.models import Membership
from organizations.models.people import people_led_by
from organizations.tenancy.models import Link, Owned


class OneOnOneQuerySet(models.QuerySet["OneOnOne"]):
    def visible_to(self, membership: Membership) -> "OneOnOneQuerySet":
        """The pair alone. No admin reads a 1:1 that is not theirs."""
        return self.filter(Q(leader=membership) | Q(rep=membership))

    def of_any(self, members: list[int]) -> "OneOnOneQuerySet":
        """Talks that one of these members is part of."""
        return self.filter(Q(leader__in=members) | Q(rep__in=members))

    def open(self) -> "OneOnOneQuerySet":
        """Neither held nor cancelled."""
        return self.filter(held_at__isnull=True, cancelled_at__isnull=True)

    def overdue(self, now: datetime) -> "OneOnOneQuerySet":
        """Their time has come and gone, and nobody said that they were held."""
        return self.open().filter(planned_at__lt=now).order_by("planned_at")

    def upcoming(self, now: datetime) -> "OneOnOneQuerySet":
        return self.open().filter(planned_at__gte=now).order_by("planned_at")

    def past(self) -> "OneOnOneQuerySet":
        """Held or cancelled, the latest first."""
        return self.exclude(held_at__isnull=True, cancelled_at__isnull=True).order_by("-planned_at", "-pk")

    def of_pair(self, one: Membership, other: Membership) -> "OneOnOneQuerySet":
        """The talks of these two, whoever leads."""
        return self.filter(Q(leader=one, rep=other) | Q(leader=other, rep=one))

    def with_people(self) -> "OneOnOneQuerySet":
        return self.select_related("leader", "rep")


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

    @property
    def is_open(self) -> bool:
        return self.held_at is None and self.cancelled_at is None

    @property
    def pair(self) -> tuple[int, int]:
        """The ids of the two."""
        return self.leader_id, self.rep_id

    def other_than(self, membership: Membership) -> Membership:
        """Whom this member talks with."""
        return self.rep if membership.pk == self.leader_id else self.leader


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, membership: Membership) -> "NoteQuerySet":
        """Private notes: the author alone, whatever the roles. Shared notes: the pair."""
        pair = Q(one_on_one__leader=membership) | Q(one_on_one__rep=membership)
        return self.filter(Q(author=membership) | (Q(is_shared=True) & pair))

    def shared(self) -> "NoteQuerySet":
        return self.filter(is_shared=True)


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

    def unsettled(self) -> "CommitmentQuerySet":
        """Open, or carried twice and not yet made smaller, handed over or dropped."""
        return self.filter(Q(state=Commitment.OPEN) | Q(carried__gte=2, reason=""))

    def between(self, one: Membership, other: Membership) -> "CommitmentQuerySet":
        """What these two promised each other."""
        return self.filter(Q(member=one, witness=other) | Q(member=other, witness=one))

    def decided_since(self, since: datetime) -> "CommitmentQuerySet":
        return self.filter(decided_at__gte=since)

    def with_people(self) -> "CommitmentQuerySet":
        return self.select_related("member", "witness", "metric")

    def kept_and_missed(self) -> tuple[int, int]:
        """How many were kept and how many missed: open and dropped ones are neither."""
        counts = self.aggregate(
            kept=Count("pk", filter=Q(state=Commitment.KEPT)),
            missed=Count("pk", filter=Q(state=Commitment.MISSED)),
        )
        return counts["kept"], counts["missed"]

    def visible_to(self, membership: Membership) -> "CommitmentQuerySet":
        """Who made it and whom it was made to; leaders those of their people; admins all."""
        if membership.is_admin:
            return self
        pair = Q(member=membership) | Q(witness=membership)
        return self.filter(pair | Q(member__in=people_led_by(membership)))


class Commitment(Owned):
    """A promise: what, how many, by when, which metric it should move. Kept, missed, carried or dropped."""

    OPEN, KEPT, MISSED, DROPPED = "open", "kept", "missed", "dropped"
    STATES = [(OPEN, _("Open")), (KEPT, _("Kept")), (MISSED, _("Missed")), (DROPPED, _("Dropped"))]

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
        indexes = [
            models.Index(fields=["organization", "member", "state", "due_on"], name="commitment_by_member")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state == self.OPEN

    @property
    def needs_settling(self) -> bool:
        """Carried twice: missed, and still to be made smaller, handed over or dropped."""
        return self.carried >= 2 and not self.reason

    @property
    def pair(self) -> tuple[int, int | None]:
        """Who made it and whom it was made to."""
        return self.member_id, self.witness_id


class EncouragementQuerySet(models.QuerySet["Encouragement"]):
    def visible_to(self, membership: Membership) -> "EncouragementQuerySet":
        """Who said it and to whom; leaders what is said to their people; admins all."""
        if membership.is_admin:
            return self
        pair = Q(author=membership) | Q(member=membership)
        return self.filter(pair | Q(member__in=people_led_by(membership)))

    def said_to(self, membership: Membership, since: datetime) -> "EncouragementQuerySet":
        """What a member was told lately, the newest first."""
        told = self.filter(member=membership, said_at__gte=since)
        return told.select_related("author", "activity__type", "activity__outcome").order_by(
            "-said_at", "-pk"
        )


class Encouragement(Owned):
    """One line that somebody says about an entry in the log of somebody else."""

    author = Link(Membership, related_name="encouragements_said")
    member = Link(Membership, related_name="encouragements")
    activity = Link(Activity, related_name="encouragements")
    text = models.CharField(max_length=200)
    said_at = models.DateTimeField()

    objects = EncouragementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(author=models.F("member")), name="encouragement_is_for_somebody_else"
            )
        ]
        indexes = [
            # Today: what was I told lately? The feed: what was said about these entries?
            models.Index(fields=["organization", "member", "-said_at"], name="encouragement_by_member"),
            models.Index(fields=["organization", "activity"], name="encouragement_by_activity"),
        ]

    def __str__(self) -> str:
        return self.text
