"""Accounts, contacts and opportunities, thin: what prospecting and winning are counted on."""

from decimal import Decimal

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership, Team
from organizations.models.people import people_led_by
from organizations.plain_names import PlainNameField, holds
from organizations.tenancy.models import Link, Owned
from organizations.tenancy.scope import current_organization_id


class OwnedByMember(models.QuerySet):
    """Records that a member owns: admins see all, leaders those of their people, others their own and unowned."""

    def visible_to(self, membership: Membership):
        if membership.is_admin:
            return self
        owner = Q(owner=membership) | Q(owner__isnull=True) | Q(owner__in=people_led_by(membership))
        return self.filter(owner)

    def named(self, text: str):
        """Whose name holds this text, however it is typed; all where nothing is asked for."""
        wanted = text.replace("\0", "").strip()[:200]
        if not wanted:
            return self
        # The organization stands here as a plain number too: the policy alone gives the planner no estimate.
        return self.filter(holds("plain_name", wanted), organization_id=current_organization_id())


class Reachable(models.Model):
    """Someone with a phone number. `struck_phone` is a number that turned out to be wrong, and since when.

    Whoever has another number by now is called on that one: only the number that was wrong is struck.
    """

    phone = models.CharField(max_length=60, blank=True)
    struck_phone = models.CharField(max_length=60, blank=True)
    struck_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_struck(self) -> bool:
        """The number that stands here is the one that was wrong."""
        return bool(self.phone) and self.phone == self.struck_phone

    @property
    def callable_phone(self) -> str:
        """The number to call; empty where it is struck."""
        return "" if self.is_struck else self.phone


class AccountQuerySet(OwnedByMember):
    def of_kind(self, kind: str) -> "AccountQuerySet":
        return self.filter(kind=kind) if kind in dict(Account.KINDS) else self

    def with_open_opportunities(self, membership: Membership) -> "AccountQuerySet":
        """Each with `open_opportunities`: how many of those that the member sees are neither won nor lost."""
        theirs = Opportunity.objects.visible_to(membership).filter(
            account=OuterRef("pk"), stage__kind=Stage.OPEN
        )
        counted = theirs.order_by().values("account").annotate(n=Count("pk")).values("n")
        return self.annotate(open_opportunities=Coalesce(Subquery(counted), 0))


class OpportunityQuerySet(OwnedByMember):
    def open_first(self) -> "OpportunityQuerySet":
        """Open ones by their place in the process, then the newest closed."""
        return self.order_by("stage__position", F("closed_on").desc(nulls_first=True), "plain_name", "pk")

    def with_names(self) -> "OpportunityQuerySet":
        """Everything that a row shows, in one query."""
        return self.select_related("account", "owner", "stage")


class Account(Owned, Reachable):
    """A company, or a person buying for themselves: a prospect until won, then a customer."""

    PROSPECT, CUSTOMER, FORMER = "prospect", "customer", "former"
    KINDS = [(PROSPECT, _("Prospect")), (CUSTOMER, _("Customer")), (FORMER, _("Former customer"))]

    name = models.CharField(max_length=300)
    plain_name = PlainNameField()
    kind = models.CharField(max_length=10, choices=KINDS, default=PROSPECT)
    industry = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=120, blank=True)
    website = models.CharField(max_length=300, blank=True)
    parent = Link("self", null=True, blank=True, related_name="subsidiaries")
    owner = Link(Membership, null=True, blank=True)
    last_two_way_at = models.DateTimeField(null=True, blank=True)
    import_source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    objects = AccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "import_source", "external_id"],
                condition=~Q(external_id=""),
                name="account_imported_once",
            )
        ]
        indexes = [
            models.Index(fields=["organization", "plain_name"], name="account_by_plain_name"),
            models.Index(fields=["organization", "owner"], name="account_by_owner"),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(Owned, Reachable):
    """A person to talk to, usually at an account."""

    name = models.CharField(max_length=300)
    plain_name = PlainNameField()
    account = Link(Account, null=True, blank=True, related_name="contacts")
    title = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    owner = Link(Membership, null=True, blank=True)
    do_not_contact = models.BooleanField(default=False)
    last_two_way_at = models.DateTimeField(null=True, blank=True)
    import_source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    objects = OwnedByMember.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "import_source", "external_id"],
                condition=~Q(external_id=""),
                name="contact_imported_once",
            )
        ]
        indexes = [
            models.Index(fields=["organization", "plain_name"], name="contact_by_plain_name"),
            models.Index(fields=["organization", "owner"], name="contact_by_owner"),
            models.Index(fields=["organization", "account"], name="contact_by_account"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def callable_phone(self) -> str:
        """The number to call; empty where it is struck, or where nobody may call."""
        return "" if self.is_struck or self.do_not_contact else self.phone


class Stage(Owned):
    """A step of the sales process. `kind` says whether an opportunity in it is open, won or lost."""

    OPEN, WON, LOST = "open", "won", "lost"
    KINDS = [(OPEN, _("Open")), (WON, _("Won")), (LOST, _("Lost"))]

    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4, choices=KINDS, default=OPEN)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["organization", "key"], name="stage_key_once")]

    def __str__(self) -> str:
        return self.name


class Opportunity(Owned):
    """A possible sale. It counts on the day it was won (`closed_on`), never on the day it was forecast for."""

    name = models.CharField(max_length=300)
    plain_name = PlainNameField()
    account = Link(Account, null=True, blank=True, related_name="opportunities")
    owner = Link(Membership, null=True, blank=True)
    stage = Link(Stage, related_name="opportunities")
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3)
    product = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    forecast_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    import_source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "import_source", "external_id"],
                condition=~Q(external_id=""),
                name="opportunity_imported_once",
            )
        ]
        indexes = [
            models.Index(fields=["organization", "stage", "closed_on"], name="opportunity_by_stage"),
            models.Index(fields=["organization", "owner"], name="opportunity_by_owner"),
            models.Index(fields=["organization", "account"], name="opportunity_by_account"),
        ]

    def __str__(self) -> str:
        return self.name


class CreditQuerySet(models.QuerySet["Credit"]):
    def visible_to(self, membership: Membership) -> "CreditQuerySet":
        if membership.is_admin:
            return self
        teams = Team.objects.led_by(membership).values("pk")
        mine = Q(member=membership) | Q(team__in=teams) | Q(member__in=people_led_by(membership))
        return self.filter(mine)


class Credit(Owned):
    """A person's share of an opportunity, in percent; the shares of one opportunity add up to 100.

    `amount` is the person's part of the money, allotted in minor units by largest remainder so that the parts
    add up to the whole. `team` is the person's team on the day it closed. `on` is that day, null while open.
    """

    opportunity = Link(Opportunity, models.CASCADE, related_name="credits")
    member = Link(Membership, related_name="credits")
    team = Link(Team, null=True, blank=True)
    share = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(100))
    amount = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    on = models.DateField(null=True, blank=True)

    objects = CreditQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "opportunity", "member"], name="one_credit_a_person"
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=100), name="credit_share_is_a_percentage"
            ),
        ]
        indexes = [
            # The engine's question: what closed in this period, by whom.
            models.Index(fields=["organization", "on", "member"], name="credit_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.share}% of {self.opportunity_id}"
