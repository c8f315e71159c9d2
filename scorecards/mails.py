"""The weekly mails, rendered from the snapshots: one per recipient and week, with all that is theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import get_template
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext, override

from goals.progress import Ground, ground_of, target_of
from metrics.models import Metric
from organizations import registry
from organizations.languages import language_of
from organizations.links import absolute, link
from organizations.mail import NewMail, stopping_page
from organizations.models import Membership, Organization, Team
from organizations.periods import Period
from organizations.working_days import own_days
from scorecards.due import Window, mail_key
from scorecards.library import library_for
from scorecards.models import Card, TeamCard
from scorecards.reading import CardView
from scorecards.team_reading import TeamView

HTML, TEXT, SUBJECT = (f"scorecards/mail/{name}" for name in ("mail.html", "mail.txt", "subject.txt"))


@dataclass(frozen=True)
class Aim:
    """A target of the week that is running now."""

    name: str
    unit: str
    target: Fraction


@dataclass(frozen=True)
class Letter:
    """Everything that one recipient's mail says."""

    recipient: Membership
    organization: Organization
    week: Period
    card: CardView | None = None
    card_url: str = ""
    teams: Sequence[TeamView] = ()
    aims: Sequence[Aim] = ()
    next_days: Fraction = Fraction(0)
    talk: Mapping[str, Any] | None = None
    leader: str = ""
    readers: Sequence[str] = ()
    is_watched: bool = False
    leader_id: int | None = None
    addresses: Mapping[str, str] = field(default_factory=dict)

    @property
    def currency(self) -> str:
        """What money was counted in in the week."""
        return self.organization.currency_on(self.week.start)

    @property
    def first(self) -> CardView | TeamView:
        """What the subject and the first line are about: exceptions of a team before the own card."""
        return self.teams[0] if self.teams else self.card  # type: ignore[return-value]

    @property
    def also_seen_by(self) -> str:
        """Who else reads the same figures: "Lea Leader and Rosa Ruiz see them too". Empty where nobody does."""
        readers = [*([self.leader] if self.leader else []), *self.readers]
        if not readers or not self.card:
            return ""
        names = get_text_list(readers, gettext("and"))
        return ngettext("%(names)s sees them too", "%(names)s see them too", len(readers)) % {"names": names}

    @property
    def shows(self) -> set[int]:
        """Whose figures stand in it, by id."""
        return {person["member"] for team in self.teams for person in team.facts["people"]}

    @property
    def names(self) -> set[int]:
        """Who else is named in it."""
        others = {self.leader_id, self.talk["with_id"] if self.talk else None}
        return {one for one in others if one is not None}


def mails_for(recipients: Sequence[Membership], week: Period, window: Window) -> list[NewMail]:
    """The mails of these recipients, rendered. A fixed number of queries, and one for each next 1:1."""
    return [
        as_mail(letter, window, window.led(week).get(letter.recipient.pk, []))
        for letter in letters(recipients, week, window)
    ]


def as_mail(letter: Letter, window: Window, led: Sequence[Team]) -> NewMail:
    member, week = letter.recipient, letter.week
    context: dict[str, Any] = {
        "letter": letter, "organization": letter.organization, "card": letter.card, "teams": letter.teams,
        "first": letter.first, "currency": letter.currency,
    }  # fmt: skip
    with override(language_of(member)):
        context["subject"] = get_template(SUBJECT).render(context)
        text, html = (get_template(name).render(context) for name in (TEXT, HTML))
    return NewMail(
        key=mail_key(week, member.pk),
        kind="card",
        recipient=member,
        to_address=member.user.email,
        subject=context["subject"],
        text=text.strip() + "\n",
        html=html,
        not_before=window.mail_at(member, week, led),
        shows=letter.shows,
        names=letter.names,
    )


def letters(recipients: Sequence[Membership], week: Period, window: Window) -> list[Letter]:
    organization, led = window.organization, window.led(week)
    cards = {
        card.member_id: card
        for card in Card.objects.closed().filter(member__in=recipients, week_on=week.start)
    }
    ids = [team.pk for member in recipients for team in led.get(member.pk, [])]
    team_cards = {card.team_id: card for card in TeamCard.objects.filter(team__in=ids, week_on=week.start)}
    following = organization.week_after(week)
    library = library_for(following, recipients)
    ground = ground_of(recipients, following, organization)
    names = {member.pk: member.name for member in window.members.values()}
    leaders = leaders_of(window)
    for member in recipients:
        member.organization = organization  # so that links to their talks cost no query each
    times = {member.pk: window.mail_at(member, week, led.get(member.pk, [])) for member in recipients}
    talks = talks_of(recipients, times)
    found = []
    for member in recipients:
        card, leader = cards.get(member.pk), leader_of(window, week, member, leaders)
        own = [
            (team, team_cards[team.pk])
            for team in led.get(member.pk, [])
            if is_more_than(member, window.people_by_team(week)[team.pk])
        ]
        found.append(
            Letter(
                member, organization, week,
                card=CardView(card.snapshot) if card else None,
                card_url=address(organization, "scorecards:card", card.pk) if card else "",
                teams=[team_view(organization, member, team, one, names) for team, one in own],
                aims=aims_of(member, library.of(member.pk).metrics, ground) if card else (),
                next_days=own_days(following, ground.calendars[member.pk]),
                talk=talks.get(member.pk),
                readers=window.observer_names(member),
                leader=names.get(leader, "") if leader else "",
                leader_id=leader,
                addresses={
                    "outbox": absolute(link(organization, "organizations:outbox")),
                    "stop": stopping_page(member, "card"),
                },
            )
        )  # fmt: skip
    return found


def is_more_than(member: Membership, people: Sequence[Membership]) -> bool:
    """Whoever leads nobody but themselves is told once: their own card says it all."""
    return any(one.pk != member.pk for one in people)


def team_view(
    organization: Organization, member: Membership, team: Team, card: TeamCard, names: Mapping[int, str]
) -> TeamView:
    url = address(organization, "scorecards:team_card", card.pk)
    return TeamView(card.snapshot, team.name, names, url, reader=member.pk)


def address(organization: Organization, name: str, pk: int) -> str:
    return absolute(link(organization, name, pk=pk))


def aims_of(member: Membership, metrics: Sequence[Metric], ground: Ground) -> list[Aim]:
    found = ((metric, target_of(ground, member.pk, metric)) for metric in metrics)
    return [Aim(metric.name, metric.unit, target.value) for metric, target in found if target.scored]


def talks_of(recipients: Sequence[Membership], times: Mapping[int, datetime]) -> dict[int, dict[str, Any]]:
    """Each recipient's next 1:1 after their mail goes out, at their own hour; one query for all."""
    if not recipients:
        return {}
    zones = {member.pk: ZoneInfo(member.zone) for member in recipients}
    found: dict[int, dict[str, Any]] = {}
    for member_id, talk in registry.ask("next one-on-ones", memberships=recipients, now=min(times.values())):
        if member_id not in found and talk.planned_at >= times[member_id]:
            there = talk.planned_at.astimezone(zones[member_id])
            facts = {
                "with": talk.other,
                "with_id": talk.other_id,
                "day": there.date(),
                "clock": f"{there:%H:%M}",
                "url": absolute(talk.href),
            }
            found[member_id] = facts
    return found


def leaders_of(window: Window) -> dict[int, int | None]:
    return {team.pk: team.leader_id for team in window.teams}


def leader_of(
    window: Window, week: Period, member: Membership, leaders: Mapping[int, int | None]
) -> int | None:
    """Who leads the member: of their own team, or of the next team above that someone else leads."""
    own = window.team_of(member, week)
    for team_id in reversed(window.above.get(own or 0, [])):
        leader = leaders.get(team_id)
        if leader is not None and leader != member.pk:
            return leader
    return None
