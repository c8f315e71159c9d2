"""The cast of every test: Acme with an admin, two leaders and three reps, and a rival organization.

Acme      Ada (admin)
├ North   Lea leads and sells, Rob and Rita sell
└ South   Sam leads, Sol sells
Rival     Mallory (admin and rep) in her own team
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from organizations.models import Membership, Organization, Team, User
from organizations.services import add_member, create_team, name_leader, place_member, start_organization
from organizations.tenancy.scope import organization_scope

NOW = datetime(2026, 11, 18, 10, 40, tzinfo=UTC)  # a Wednesday
TODAY = NOW.date()
MONDAY = date(2026, 11, 16)
STARTED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SINCE = date(2026, 1, 5)  # a Monday
PASSWORD = "a long and quiet river"


@dataclass
class Acme:
    """An organization with its people and teams. `scope()` opens it."""

    organization: Organization
    ada: Membership
    lea: Membership
    rob: Membership
    rita: Membership
    sam: Membership
    sol: Membership
    north: Team
    south: Team

    def scope(self):
        return organization_scope(self.organization.pk, NOW)

    @property
    def people(self) -> list[Membership]:
        return [self.ada, self.lea, self.rob, self.rita, self.sam, self.sol]


@dataclass
class Rival:
    organization: Organization
    mallory: Membership
    team: Team

    def scope(self):
        return organization_scope(self.organization.pk, NOW)


def make_acme(slug: str = "acme", domain: str = "acme.example") -> Acme:
    """Acme, with UTC days and ISO weeks. Another slug and domain make another one beside it."""
    organization = start(slug, "Acme", f"ada@{domain}", "Ada Admin")
    with organization_scope(organization.pk):
        ada = Membership.objects.get(is_admin=True)
        who = {
            key: member(name, f"{key}@{domain}", ada, is_rep=is_rep)
            for key, name, is_rep in [
                ("lea", "Lea Leader", True), ("rob", "Rob Rep", True), ("rita", "Rita Rep", True),
                ("sam", "Sam South", False), ("sol", "Sol South", True),
            ]
        }  # fmt: skip
        north = create_team(name="North", leader=who["lea"], by=ada, now=STARTED)
        south = create_team(name="South", leader=who["sam"], by=ada, now=STARTED)
        for team, names in [(north, ("lea", "rob", "rita")), (south, ("sam", "sol"))]:
            for name in names:
                place_member(membership=who[name], team=team, from_on=SINCE, by=ada, now=STARTED)
    return Acme(organization=organization, ada=ada, north=north, south=south, **who)


def make_rival(slug: str = "rival", domain: str = "rival.example") -> Rival:
    organization = start(slug, "Rival", f"mallory@{domain}", "Mallory Rival", admin_is_rep=True)
    with organization_scope(organization.pk):
        mallory = Membership.objects.get(is_admin=True)
        team = create_team(name="Rival team", by=mallory, now=STARTED)
        name_leader(team=team, leader=mallory, by=mallory, now=STARTED)
        place_member(membership=mallory, team=team, from_on=SINCE, by=mallory, now=STARTED)
    return Rival(organization, mallory, team)


def make_the_cast() -> None:
    """Both, unless they stand already: what a test finds does not hang on which of them it asks for."""
    if not Organization.objects.filter(slug="acme").exists():
        make_acme()
        make_rival()


def find_acme() -> Acme:
    organization = Organization.objects.get(slug="acme")
    with organization_scope(organization.pk):
        people = {m.name.split()[0].lower(): m for m in Membership.objects.select_related("user")}
        teams = {t.name.lower(): t for t in Team.objects.all()}
    return Acme(organization=organization, **people, **teams)


def find_rival() -> Rival:
    organization = Organization.objects.get(slug="rival")
    with organization_scope(organization.pk):
        return Rival(organization, Membership.objects.select_related("user").get(), Team.objects.get())


def start(slug: str, name: str, email: str, admin: str, **settings) -> Organization:
    return start_organization(
        name=name,
        slug=slug,
        zone="UTC",
        admin_name=admin,
        admin_email=email,
        password=PASSWORD,
        now=STARTED,
        **settings,
    )


def member(name: str, email: str, by: Membership, **more) -> Membership:
    return add_member(
        name=name, email=email, password=PASSWORD, zone="UTC", started_on=SINCE, by=by, now=STARTED, **more
    )


def add_people(acme: Acme, number: int) -> None:
    """A crowd: Person 000, Person 001 … with n0@acme.example, n1@acme.example …, in no team."""
    users = User.objects.bulk_create(User(email=f"n{n}@acme.example", joined_at=NOW) for n in range(number))
    with acme.scope():
        Membership.objects.bulk_create(
            Membership(
                organization=acme.organization, user=user, name=f"Person {n:03}", zone="UTC", created_at=NOW
            )
            for n, user in enumerate(users)
        )
