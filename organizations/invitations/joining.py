"""Coming in with an invitation, once."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organizations.addresses import check_address
from organizations.events import record
from organizations.models import Invitation, Membership, Organization, User
from organizations.services import add_member, name_leader, place_member
from organizations.sign_in.addresses import verify_address
from organizations.tenancy.scope import current_organization_id


def accept_invitation(
    *, invitation: Invitation, user: User, now: datetime, name: str = "", language: str = ""
) -> Membership:
    """Make a signed-in person, whose address it is, a member as the invitation says. Refuses a second time."""
    if not owns(user, invitation):
        raise ValidationError(_("This invitation is for another address."))
    with transaction.atomic():
        claim(invitation, now)
        return come_in(invitation, user, name, language, now)


def join_as_new_person(
    *, invitation: Invitation, name: str, password: str, now: datetime, language: str = ""
) -> Membership:
    """Make the account that the invitation is for, with its address known to be good, and its member."""
    with transaction.atomic():
        claim(invitation, now)
        user = new_user(invitation.email, password, now)
        return come_in(invitation, user, name, language, now)


def owns(user: User, invitation: Invitation) -> bool:
    """Whether the address is this person's. Nobody is signed in who has not confirmed the account's address."""
    return invitation.is_for(user.email)


def was_never_used(user: User) -> bool:
    """An account that an admin or an import made, which nobody could sign in to yet."""
    return user.is_active and user.last_login is None and not user.has_usable_password()


def claim(invitation: Invitation, now: datetime) -> None:
    """One of two that come at once gets in: the other one waits here, and is refused."""
    valid = Invitation.objects.valid(now).filter(pk=invitation.pk)
    if not valid.update(state=Invitation.ACCEPTED, decided_at=now):
        raise ValidationError(_("This invitation can't be accepted any more. Ask for a new one."))


def new_user(address: str, password: str, now: datetime) -> User:
    """An account with this password. Refuses where somebody signs in with the address already."""
    check_address(address)
    user = User.objects.with_address(address) or User(email=address, joined_at=now)
    if user.pk and not was_never_used(user):
        raise ValidationError(_("There is an account with this address. Sign in to join."))
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise ValidationError(_("There is an account with this address. Sign in to join.")) from error
    verify_address(user)
    return user


def come_in(invitation: Invitation, user: User, name: str, language: str, now: datetime) -> Membership:
    """The membership, its team and what it leads. Somebody who became a member meanwhile stays as they are."""
    there = Membership.objects.filter(user=user).first()
    if there is not None and there.deactivated_at is not None:
        raise ValidationError(_("You were a member before. Ask an admin to bring you back."))
    membership = there or become_member(invitation, user, name, language, now)
    Invitation.objects.filter(pk=invitation.pk).update(membership=membership)
    card = invitation.card_template if there is None and membership.is_rep else None
    record(
        "invitation_accepted", invitation, by=membership, now=now, membership=membership.pk,
        card_template=card,
    )  # fmt: skip
    return membership


def become_member(invitation: Invitation, user: User, name: str, language: str, now: datetime) -> Membership:
    organization = Organization.objects.get(pk=current_organization_id())
    today, by = now.astimezone(ZoneInfo(organization.zone)).date(), invitation.invited_by
    membership = add_member(
        name=" ".join((name or invitation.name).split()) or user.email.split("@")[0],
        email=user.email, zone=organization.zone, is_admin=invitation.is_admin, is_rep=invitation.is_rep,
        started_on=today, language=language, by=by, now=now,
    )  # fmt: skip
    team = invitation.team
    if team is not None:
        place_member(membership=membership, team=team, from_on=today, by=by, now=now)
        if invitation.leads and team.leader_id is None:
            name_leader(team=team, leader=membership, by=by, now=now)
    return membership
