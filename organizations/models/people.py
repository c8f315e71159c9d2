"""Members, teams, and who was in which team when."""

import hashlib
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from organizations.plain_names import PlainName, PlainNameField, holds
from organizations.tenancy.models import Link, Owned
from organizations.tenancy.scope import current_instant

from .organization import BEGINNING
from .user import User


class TeamQuerySet(models.QuerySet["Team"]):
    def in_use(self) -> "TeamQuerySet":
        """Teams that are not retired."""
        return self.filter(retired_at__isnull=True)

    def led_by(self, membership: "Membership") -> "TeamQuerySet":
        """The teams this member leads, and all teams below those. Retired ones too: their past is to be read."""
        here = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
        above = (
            Team.objects.in_use()
            .filter(leader=membership)
            .annotate(here=here)
            .filter(here__startswith=F("path"))
        )
        return self.filter(Exists(above))

    def below(self, team: "Team") -> "TeamQuerySet":
        """A team and the teams below it."""
        return self.filter(path__startswith=team.path)

    def visible_to(self, membership: "Membership") -> "TeamQuerySet":
        """Admins: all. Others: the teams they lead and those below, and the team they are in."""
        if membership.is_admin:
            return self
        own = Placement.objects.now_for(membership).filter(membership=membership).values("team")
        return self.filter(Q(pk__in=Team.objects.led_by(membership).values("pk")) | Q(pk__in=own))


class Team(Owned):
    """A team in the tree. `path` holds the ids from the root to this team, so that 'below' is one comparison.

    A retired team has nobody in it and nothing below it. What was done in it stays, and so does who led it, for the
    day it is brought back; it is led by nobody meanwhile.
    """

    name = models.CharField(max_length=300)
    plain_name = PlainNameField()
    parent = Link("self", null=True, blank=True, related_name="children")
    leader = Link("organizations.Membership", null=True, blank=True, related_name="led_teams")
    path = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "parent", "name"],
                condition=Q(retired_at__isnull=True),
                name="team_name_once_below_a_parent",
                nulls_distinct=False,
                violation_error_message=_("There is a team of this name here already."),
            ),
        ]
        indexes = [models.Index(fields=["organization", "leader"], name="team_by_leader")]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def present(self) -> "MembershipQuerySet":
        """Members who may come in."""
        return self.filter(deactivated_at__isnull=True, user__is_active=True)

    def with_duties(self) -> "MembershipQuerySet":
        """Each with `leads_any`: whether a team names them as its leader."""
        return self.annotate(leads_any=Exists(Team.objects.in_use().filter(leader=OuterRef("pk"))))

    def called(self, words: str) -> "MembershipQuerySet":
        """Those whose name or address holds every one of these words."""
        found = self
        for word in words.replace(",", " ").split():
            found = found.filter(holds("plain_name", word) | Q(user__email__icontains=word))
        return found

    def spelled_like(self, name: str) -> "MembershipQuerySet":
        """Those of this whole name, in whatever letters either was typed."""
        return self.filter(plain_name=PlainName(Value(name)))

    def with_address(self, address: str) -> "Membership | None":
        """Who of these has this address."""
        user = User.objects.with_address(address)
        return self.filter(user=user).first() if user else None

    def reps(self) -> "MembershipQuerySet":
        return self.filter(is_rep=True)

    def working_in(self, start: date, end: date) -> "MembershipQuerySet":
        """Members with at least one day between start and end (excluded), those who have left since included."""
        begun = Q(started_on__isnull=True) | Q(started_on__lt=end)
        not_gone = Q(ended_on__isnull=True) | Q(ended_on__gt=start)
        return self.filter(begun & not_gone)

    def visible_to(self, membership: "Membership") -> "MembershipQuerySet":
        """Admins: all. Leaders: the people of their teams and below. Everyone: themselves."""
        if membership.is_admin:
            return self
        return self.filter(Q(pk=membership.pk) | Q(pk__in=people_led_by(membership)))

    def led_by(self, membership: "Membership") -> "MembershipQuerySet":
        """The people in the teams this member leads and below, the member left out."""
        return self.filter(pk__in=people_led_by(membership)).exclude(pk=membership.pk)


def people_led_by(membership: "Membership") -> "models.QuerySet":
    teams = Team.objects.led_by(membership).values("pk")
    return Placement.objects.now_for(membership).filter(team__in=teams).values("membership")


class Membership(Owned):
    """A person in one organization, with roles that add up: admin, rep; leader is who a team names.

    Days are the person's own: `zone` decides which date an activity belongs to. An empty `language` is the
    installation's. Somebody who was erased stays as a number without a name, so that everything counted keeps
    its count.
    """

    SYSTEM, LIGHT, DARK = "system", "light", "dark"
    THEMES = [(SYSTEM, _("As the device")), (LIGHT, _("Light")), (DARK, _("Dark"))]

    user = models.ForeignKey("organizations.User", on_delete=models.PROTECT, related_name="memberships")
    name = models.CharField(max_length=300)
    plain_name = PlainNameField()
    is_admin = models.BooleanField(default=False)
    is_rep = models.BooleanField(default=True)
    zone = models.CharField(max_length=60)
    theme = models.CharField(max_length=10, choices=THEMES, default=SYSTEM)
    language = models.CharField(max_length=10, blank=True)
    photo = models.CharField(
        max_length=64, blank=True, default="", db_default=""
    )  # the digest of the one in use
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=40, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    import_source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    erasure_asked_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    leads_any: bool  # set by `with_duties`

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "user"], name="one_membership_per_person"),
            models.UniqueConstraint(
                fields=["organization", "import_source", "external_id"],
                condition=~Q(external_id=""),
                name="member_imported_once",
            ),
        ]
        indexes = [models.Index(fields=["user"], name="membership_by_user")]

    def __str__(self) -> str:
        return self.name

    @property
    def leads_nobody(self) -> bool:
        """Known to lead no team. False where nobody has asked yet: then only the database knows."""
        return getattr(self, "leads_any", None) is False

    def today(self, now: datetime) -> date:
        """The member's local date at this instant."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def rules_from(self, now: datetime) -> date:
        """The first day that schedule, region and ramp of the member may change for: that of the running week,
        for earlier cards are closed. In the week in which somebody is taken in, from the beginning.
        """
        running = self.organization.week_of(self.today(now))
        return BEGINNING if self.today(self.created_at) in running else running.start


class PlacementQuerySet(models.QuerySet["Placement"]):
    def visible_to(self, membership: Membership) -> "PlacementQuerySet":
        """The times in teams, past and planned, of the people whom this member sees."""
        if membership.is_admin:
            return self
        return self.filter(membership__in=Membership.objects.visible_to(membership).values("pk"))

    def now_for(self, viewer: Membership) -> "PlacementQuerySet":
        """Who is in which team on the day it is for whoever looks, at the instant that the door was opened.

        A move that is planned changes nobody's view before its day.
        """
        return self.on(viewer.today(current_instant()))

    def on(self, day: date) -> "PlacementQuerySet":
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)

    def during(self, start: date, end: date) -> "PlacementQuerySet":
        """Time on at least one day from start to end (excluded)."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=start), starts_on__lt=end)


class Placement(Owned):
    """A member's time in a team, from a date until a date (excluded). Work stays with the team of that day."""

    membership = Link(Membership, related_name="placements")
    team = Link(Team, related_name="placements")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "membership", "starts_on"], name="placement_starts_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "membership"],
                condition=Q(ends_on__isnull=True),
                name="one_team_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="placement_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["organization", "team", "starts_on"], name="placement_by_team")]

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.team_id} from {self.starts_on}"


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
