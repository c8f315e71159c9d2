"""Asking people to join, asking again, and taking it back."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.addresses import spelled
from organizations.events import record
from organizations.mail import queue_mails, withdraw_mail
from organizations.models import Invitation, Membership, Organization, Team
from organizations.models.people import digest_of
from organizations.tenancy.scope import current_organization_id

from .cards import refuse_card
from .letter import invitation_mail, mail_key
from .reading import Invitee, checked

VALID_FOR = timedelta(days=7)
# A first invitation list, not a mailing list: an organization can't be used to write to strangers.
MOST_AT_ONCE, MOST_A_DAY, MOST_SENDS = 200, 500, 10
# A second press of the same button is the same wish.
SAME_WISH = timedelta(minutes=1)


@dataclass(frozen=True)
class Refused:
    """Somebody who was not invited, and why in words."""

    invitee: Invitee
    why: str


@dataclass
class Invited:
    """What came of a list: those who were invited and those who were not."""

    made: list[Invitation] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """What the invited will be here: roles, the team they are in, whether they lead it, and the id of their card."""

    is_admin: bool = False
    is_rep: bool = True
    team: Team | None = None
    leads: bool = False
    card_template: int | None = None


def invite_people(
    *, invitees: Sequence[Invitee], part: Part, by: Membership | None, now: datetime
) -> Invited:
    """Invite everybody on a list who can be; the others come back with the reason. Mails go out at once.

    Refuses the whole list only for what is wrong with `part`, or when it is too long.
    """
    with transaction.atomic():
        check_part(part, len(invitees))
        refuse_card(part.card_template, part.is_rep, now)
        refuse_flood(len(invitees), now)
        result = sorted_out(invitees, now)
        wanted = [one for one in invitees if one.address and one not in {r.invitee for r in result.refused}]
        drop_expired(wanted, by, now)
        letters = []
        for one in wanted:
            invitation, secret = make_invitation(one, part, by, now)
            result.made.append(invitation)
            letters.append((invitation, secret))
        send(letters, now)
    return result


def invite_person(
    *, email: str, by: Membership | None, now: datetime, name: str = "", part: Part | None = None
) -> Invitation:
    """Invite one person. Refuses members, people who are invited already, and what is no address."""
    invitee = checked(Invitee(1, email.strip(), " ".join(name.split()), email.strip()))
    result = invite_people(invitees=[invitee], part=part or Part(), by=by, now=now)
    if result.refused:
        raise ValidationError({"email": result.refused[0].why})
    return result.made[0]


def check_part(part: Part, people: int) -> None:
    if part.leads and part.team is None:
        raise ValidationError({"team": _("Choose the team that they will lead.")})
    if part.leads and people > 1:
        raise ValidationError({"leads": _("A team has one leader. Invite the leader by themselves.")})
    if part.leads and part.team is not None and part.team.leader is not None:
        named = {"team": part.team.name, "leader": part.team.leader.name}
        raise ValidationError(
            {"leads": _("%(team)s is led by %(leader)s. Name the new leader once they have joined.") % named}
        )


def refuse_flood(people: int, now: datetime) -> None:
    if people > MOST_AT_ONCE:
        raise ValidationError(
            {
                "people": _("These are %(people)s people. Invite at most %(most)s at a time.")
                % {"people": people, "most": MOST_AT_ONCE}
            }
        )
    today = Invitation.objects.filter(created_at__gt=now - timedelta(days=1)).count()
    if today + people > MOST_A_DAY:
        left = max(MOST_A_DAY - today, 0)
        raise ValidationError(
            {
                "people": ngettext(
                    "Only %(left)s more can be invited today. Invite the others tomorrow.",
                    "Only %(left)s more can be invited today. Invite the others tomorrow.",
                    left,
                )
                % {"left": left}
            }
        )


def sorted_out(invitees: Sequence[Invitee], now: datetime) -> Invited:
    """Who can't be invited, and why: two queries, whatever the length of the list."""
    members, asked = members_of(invitees), asked_already(invitees, now)
    seen: set[str] = set()
    result = Invited()
    for one in invitees:
        address = spelled(one.address)
        why = one.problem or why_not(members.get(address), asked.get(address), address in seen, now)
        seen.add(address)
        if why:
            result.refused.append(Refused(one, why))
    return result


def why_not(member: Membership | None, asked: Invitation | None, twice: bool, now: datetime) -> str:
    if twice:
        return _("This address is on the list twice.")
    if member is not None and member.deactivated_at is None:
        return _("%(name)s is a member already.") % {"name": member.name}
    if member is not None:
        return _("%(name)s was a member before. Bring them back on their own page.") % {"name": member.name}
    return _("Invited already. Send the invitation again instead.") if asked is not None else ""


def members_of(invitees: Iterable[Invitee]) -> dict[str, Membership]:
    addresses = {spelled(one.address) for one in invitees}
    found = Membership.objects.annotate(address=Lower("user__email")).filter(address__in=addresses)
    return {spelled(member.user.email): member for member in found.select_related("user")}


def asked_already(invitees: Iterable[Invitee], now: datetime) -> dict[str, Invitation]:
    found = Invitation.objects.valid(now).for_addresses(one.address for one in invitees)
    return {spelled(invitation.email): invitation for invitation in found}


def drop_expired(invitees: Iterable[Invitee], by: Membership | None, now: datetime) -> None:
    """An invitation whose time has run out makes room for a new one."""
    for old in Invitation.objects.open().for_addresses(one.address for one in invitees):
        revoke_invitation(invitation=old, by=by, now=now)


def make_invitation(one: Invitee, part: Part, by: Membership | None, now: datetime) -> tuple[Invitation, str]:
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=one.address, name=one.name, is_admin=part.is_admin, is_rep=part.is_rep, team=part.team,
        leads=part.leads, card_template=part.card_template, invited_by=by, digest=digest_of(secret),
        created_at=now, sent_at=now, expires_at=now + VALID_FOR,
    )  # fmt: skip
    record(
        "person_invited", invitation, by=by, now=now, is_admin=part.is_admin, is_rep=part.is_rep,
        team=part.team and part.team.pk, leads=part.leads, card_template=part.card_template,
    )  # fmt: skip
    return invitation, secret


def send(letters: Iterable[tuple[Invitation, str]], now: datetime) -> None:
    organization = Organization.objects.get(pk=current_organization_id())
    mails = [invitation_mail(invitation, secret, organization) for invitation, secret in letters]
    if mails:
        queue_mails(mails=mails, now=now)


def resend_invitation(*, invitation: Invitation, by: Membership | None, now: datetime) -> Invitation:
    """Send a new link, valid from now on; the old one opens nothing any more. Also after taking it back."""
    with transaction.atomic():
        ours = Invitation.objects.select_for_update(of=("self",)).select_related("team", "invited_by")
        held = ours.get(pk=invitation.pk)
        if held.state == Invitation.OPEN and now - held.sent_at < SAME_WISH:
            return held
        refuse_resending(held)
        withdraw_mail(key=mail_key(held), now=now)
        secret = secrets.token_urlsafe(32)
        before, held.state, held.decided_at = held.state, Invitation.OPEN, None
        held.digest, held.sent_at, held.expires_at = digest_of(secret), now, now + VALID_FOR
        held.sends += 1
        held.save(update_fields=["state", "decided_at", "digest", "sent_at", "expires_at", "sends"])
        record("invitation_resent", held, by=by, now=now, before=before)
        send([(held, secret)], now)
    return held


def refuse_resending(invitation: Invitation) -> None:
    if invitation.state == Invitation.ACCEPTED:
        raise ValidationError(_("This invitation has been accepted."))
    if invitation.sends >= MOST_SENDS:
        raise ValidationError(
            _("This was sent %(sends)s times. Ask for another address, then invite that one.")
            % {"sends": invitation.sends}
        )
    if Membership.objects.with_address(invitation.email):
        raise ValidationError(_("This person is a member already."))
    others = Invitation.objects.open().for_addresses([invitation.email]).exclude(pk=invitation.pk)
    if others.exists():
        raise ValidationError(_("There is a newer invitation for this address."))


def revoke_invitation(*, invitation: Invitation, by: Membership | None, now: datetime) -> bool:
    """Take an invitation back: its link opens nothing from now on. False when it was open no longer."""
    with transaction.atomic():
        open_still = Invitation.objects.open().filter(pk=invitation.pk)
        if not open_still.update(state=Invitation.REVOKED, decided_at=now):
            return False
        withdraw_mail(key=mail_key(invitation), now=now)
        record("invitation_revoked", invitation, by=by, now=now)
    return True
