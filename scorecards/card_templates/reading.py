"""Card templates as pages show them: what holds now, what is planned, and whose they are. Reads only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import OuterRef, Q, Subquery

from organizations.models import Membership, Organization
from organizations.models.organization import BEGINNING
from organizations.models.people import MembershipQuerySet
from organizations.periods import Period
from organizations.plain_names import plain
from scorecards.library import library_for
from scorecards.models import CardTemplate, TemplateAssignment, TemplateVersion


@dataclass(frozen=True)
class Weeks:
    """The week that runs where the organization is, and the first day that a change can hold for."""

    running: Period
    edge: date

    @property
    def is_first(self) -> bool:
        """While the organization's first week runs, changes hold from the beginning."""
        return self.edge == BEGINNING


@dataclass
class Kind:
    """A template: the version that holds, the one that is planned, and how many of the people one sees have it."""

    template: CardTemplate
    now: TemplateVersion | None = None
    planned: TemplateVersion | None = None
    people: int = 0
    is_default: bool = False

    @property
    def shown(self) -> TemplateVersion | None:
        """What it scores, or will where it has not begun."""
        return self.now or self.planned


@dataclass
class Standing:
    """What a member has (`own` where it was given to them, else the default's) and what is planned for them."""

    member: Membership | None
    template: CardTemplate
    own: TemplateAssignment | None = None
    planned: TemplateAssignment | None = None
    history: list[TemplateAssignment] = field(default_factory=list)


def weeks_at(organization: Organization, now: datetime) -> Weeks:
    return Weeks(organization.week_of(organization.today(now)), organization.rules_from(now))


def people_with_cards(viewer: Membership) -> MembershipQuerySet:
    """Those whom the viewer sees, who sell and are here."""
    people = Membership.objects.visible_to(viewer).present().reps()
    return people.select_related("user").order_by("plain_name", "pk")


def who_have(
    people: MembershipQuerySet, template: CardTemplate, organization: Organization, now: datetime
) -> MembershipQuerySet:
    """Of these people those who have this template in the running week. One query of its own, for the default."""
    begun = TemplateAssignment.objects.filter(from_on__lte=weeks_at(organization, now).running.start)
    latest = begun.filter(member=OuterRef("pk")).order_by("-from_on").values("template")[:1]
    held = Q(held=template.pk)
    if standings([None], organization, now)[0].template == template:
        held |= Q(held=None)
    return people.annotate(held=Subquery(latest)).filter(held)


def kinds(viewer: Membership, organization: Organization, now: datetime) -> list[Kind]:
    """Every template, those in use first, the default before the others. Six queries, whatever their number."""
    weeks = weeks_at(organization, now)
    found = {one.pk: Kind(one) for one in CardTemplate.objects.visible_to(viewer)}
    fill_versions(found, weeks)
    members = list(people_with_cards(viewer))
    library = library_for(weeks.running, members)
    had = Counter(library.given.get(member.pk, library.default) for member in members)
    for pk, one in found.items():
        one.people, one.is_default = had[pk], pk == library.default
    return sorted(
        found.values(), key=lambda one: (not one.is_default, plain(one.template.name), one.template.pk)
    )


def kind_of(
    template: CardTemplate, viewer: Membership, organization: Organization, now: datetime
) -> tuple[Kind, list[Membership]]:
    """One template, and the people one sees who have it this week."""
    weeks = weeks_at(organization, now)
    one = Kind(template)
    fill_versions({template.pk: one}, weeks)
    members = list(people_with_cards(viewer))
    library = library_for(weeks.running, members)
    holders = [who for who in members if library.given.get(who.pk, library.default) == template.pk]
    one.people, one.is_default = len(holders), library.default == template.pk
    return one, holders


def fill_versions(found: dict[int, Kind], weeks: Weeks) -> None:
    """The version that holds this week, and the next one if it has not begun."""
    versions = TemplateVersion.objects.filter(template__in=found).with_lines().order_by("from_on")
    for version in versions:
        one = found[version.template_id]
        if version.from_on <= weeks.running.start:
            one.now = version
        elif one.planned is None:
            one.planned = version


def standings(
    members: Sequence[Membership | None], organization: Organization, now: datetime
) -> list[Standing]:
    """What each of these has this week and what is planned for them, in their order; None is the default."""
    weeks = weeks_at(organization, now)
    people = [one for one in members if one is not None]
    rows = TemplateAssignment.objects.about(people).latest_first()
    by_member: dict[int | None, list[TemplateAssignment]] = {}
    for row in rows:
        by_member.setdefault(row.member_id, []).append(row)
    default = default_in(by_member.get(None, []), weeks)
    return [standing(one, by_member.get(one.pk if one else None, []), default, weeks) for one in members]


def default_in(history: Iterable[TemplateAssignment], weeks: Weeks) -> CardTemplate:
    """Every organization starts with one."""
    found = begun(history, weeks)
    if found is None or found.template is None:
        raise LookupError("This organization has no default card template.")
    return found.template


def standing(
    member: Membership | None, history: list[TemplateAssignment], default: CardTemplate, weeks: Weeks
) -> Standing:
    """`history` is the latest first."""
    held = begun(history, weeks)
    own = held if held is not None and held.template is not None else None
    coming = [row for row in history if row.from_on > weeks.running.start]
    planned = coming[-1] if coming else None
    return Standing(member, own.template if own and own.template else default, own, planned, history)


def begun(history: Iterable[TemplateAssignment], weeks: Weeks) -> TemplateAssignment | None:
    return next((row for row in history if row.from_on <= weeks.running.start), None)


def next_weeks(organization: Organization, now: datetime, many: int = 9) -> list[date]:
    """The first days from which a change can hold, the nearest first; in the first week the beginning alone."""
    weeks = weeks_at(organization, now)
    if weeks.is_first:
        return [BEGINNING]
    week = organization.week_of(weeks.edge)
    found: list[date] = []
    while len(found) < many:
        found.append(week.start)
        week = organization.week_after(week)
    return found
