"""The log: what kind of thing was done, how it ended, with whom, when, by whom."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Account, Contact, Opportunity
from organizations.models import Membership, Team
from organizations.models.people import people_led_by
from organizations.tenancy.models import Link, Owned


class InUse(models.QuerySet):
    def in_use(self):
        return self.filter(retired_at__isnull=True)


class ActivityType(Owned):
    """A kind of activity: a call, a visit. Prospecting and nurture stay apart, so neither masks the other.

    `code` is its letter on the tally sheet; `former_codes` are those it had before, each with the day until which.
    `also_called` are other words that files have for it.
    """

    PROSPECTING, NURTURE, RESULT, OTHER = "prospecting", "nurture", "result", "other"
    FAMILIES = [
        (PROSPECTING, _("Prospecting")),
        (NURTURE, _("Nurture")),
        (RESULT, _("Result")),
        (OTHER, _("No credit")),
    ]
    CHANNELS = [
        ("call", _("Call")), ("email", "E-mail"), ("text", _("Text")), ("social", _("Social")), ("visit", _("Visit")),
        ("meeting", _("Meeting")), ("event", _("Event")), ("other", _("Other")),
    ]  # fmt: skip

    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=8)
    former_codes = models.JSONField(default=list, blank=True)
    also_called = models.JSONField(default=list, blank=True)
    channel = models.CharField(max_length=10, choices=CHANNELS)
    family = models.CharField(max_length=12, choices=FAMILIES, default=PROSPECTING)
    icon = models.CharField(max_length=40, default="phone")
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = InUse.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="activity_type_key_once"),
            models.UniqueConstraint(fields=["organization", "code"], name="activity_type_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Outcome(Owned):
    """How an activity of a type ended. Metrics are built from the flags, so custom outcomes stay comparable.

    `effect` is what else it does: it strikes the number that was called, or blocks the contact on every channel.
    `code`, such as C3, is the organization's only one, so that it names the type as well; `former_codes` and
    `also_called` are as those of a type.
    """

    STRIKE, BLOCK = "strike", "block"
    EFFECTS = [
        ("", _("Nothing more")),
        (STRIKE, _("The number is wrong: strike it")),
        (BLOCK, _("They want no contact: block every channel")),
    ]

    type = Link(ActivityType, models.CASCADE, related_name="outcomes")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=8)
    former_codes = models.JSONField(default=list, blank=True)
    also_called = models.JSONField(default=list, blank=True)
    icon = models.CharField(max_length=40, default="check")
    is_attempt = models.BooleanField(default=False)
    is_conversation = models.BooleanField(default=False)
    is_positive = models.BooleanField(default=False)
    ends_cadence = models.BooleanField(default=False)
    needs_date = models.BooleanField(default=False)
    effect = models.CharField(max_length=10, choices=EFFECTS, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = InUse.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "type", "key"], name="outcome_key_once"),
            models.UniqueConstraint(fields=["organization", "code"], name="outcome_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ActivityQuerySet(models.QuerySet["Activity"]):
    def kept(self) -> "ActivityQuerySet":
        """Entries that were not deleted."""
        return self.filter(deleted_at__isnull=True)

    def on_day(self, member: Membership, day: date) -> "ActivityQuerySet":
        return self.filter(member=member, occurred_on=day)

    def visible_to(self, membership: Membership) -> "ActivityQuerySet":
        """Own entries; for leaders also those of their teams at the time and of their people now; admins all."""
        if membership.is_admin:
            return self
        if membership.leads_nobody:
            # A plain comparison, for no index answers the three below together. The organization stands here as a
            # number, too, beside the policy: from the policy alone the planner guesses far too few rows.
            return self.filter(organization_id=membership.organization_id, member=membership)
        teams = Team.objects.led_by(membership).values("pk")
        return self.filter(Q(member=membership) | Q(team__in=teams) | Q(member__in=people_led_by(membership)))

    def with_names(self) -> "ActivityQuerySet":
        """Everything that a row shows, in one query."""
        return self.select_related("member", "type", "outcome", "account", "contact", "contact__account")

    def matching(
        self,
        *,
        first: date | None = None,
        last: date | None = None,
        member: int | None = None,
        type: str | None = None,
    ) -> "ActivityQuerySet":
        """From a day to a day, both included, of a member, of a type by its key; None leaves it open."""
        asked = {"occurred_on__gte": first, "occurred_on__lte": last, "member": member, "type__key": type}
        return self.filter(**{field: value for field, value in asked.items() if value is not None})

    def newest_first(self) -> "ActivityQuerySet":
        return self.order_by("-occurred_on", "-occurred_at", "-pk")


class Activity(Owned):
    """One entry in the log.

    `occurred_on` is the local date in the member's zone at `occurred_at`, kept for ever. `team` is the member's
    team that day. `prospect_key` names whom it was with (contact, else account, else the folded free text), for
    the rule of one credited attempt per prospect, channel and day. `client_id` makes saving it twice harmless.
    `logged_at` is when it was received here; `noted_at` when a device noted it, its clock put right, where a device
    says so: how fresh the entry is follows from that.
    """

    EVIDENCE = [
        ("live", _("Live")), ("same_day", _("Same day")), ("late", _("Late")),
        ("tally", _("Tally")), ("imported", _("Imported")),
    ]  # fmt: skip

    member = Link(Membership, related_name="activities")
    team = Link(Team, null=True, blank=True)
    type = Link(ActivityType)
    outcome = Link(Outcome, null=True, blank=True)
    account = Link(Account, null=True, blank=True, related_name="activities")
    contact = Link(Contact, null=True, blank=True, related_name="activities")
    opportunity = Link(Opportunity, null=True, blank=True, related_name="activities")
    prospect = models.CharField(max_length=300, blank=True)
    prospect_key = models.CharField(max_length=320, blank=True)
    occurred_at = models.DateTimeField()
    occurred_on = models.DateField()
    seconds = models.PositiveIntegerField(null=True, blank=True)
    inbound = models.BooleanField(default=False)
    note = models.TextField(blank=True, max_length=10_000)
    evidence = models.CharField(max_length=10, choices=EVIDENCE, default="live")
    client_id = models.UUIDField(null=True, blank=True)
    import_source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    logged_at = models.DateTimeField()
    noted_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            # For ever, not only while a phone may replay: a late replay must find its entry.
            models.UniqueConstraint(
                fields=["organization", "member", "client_id"], name="activity_client_id_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "import_source", "external_id"],
                condition=~Q(external_id=""),
                name="activity_imported_once",
            ),
        ]
        indexes = [
            # The engine's question for many people: one week of the whole log, answered from the index alone.
            models.Index(
                fields=["organization", "occurred_on"],
                include=["member", "team", "type", "outcome", "prospect_key", "seconds", "inbound"],
                condition=Q(deleted_at__isnull=True),
                name="activity_by_day",
            ),
            # One person's days, newest first: Today, the card, the drill-down.
            models.Index(
                fields=["organization", "member", "occurred_on"],
                include=["team", "type", "outcome", "prospect_key", "seconds", "inbound"],
                condition=Q(deleted_at__isnull=True),
                name="activity_by_member",
            ),
            models.Index(
                fields=["organization", "contact"],
                condition=Q(contact__isnull=False),
                name="activity_by_contact",
            ),
            models.Index(
                fields=["organization", "account"],
                condition=Q(account__isnull=False),
                name="activity_by_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type_id} by {self.member_id} on {self.occurred_on}"

    @property
    def with_whom(self) -> str:
        """The name to show: contact, else account, else the free text."""
        if self.contact is not None:
            return self.contact.name
        return self.account.name if self.account is not None else self.prospect
