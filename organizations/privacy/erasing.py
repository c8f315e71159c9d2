"""Erasing a person: their name, address and own words go, and every count stays exactly as it was.

The membership stays as a number. Cards, entries, credit and events point at it and hold no name. What other people
typed (notes of customers, comments) may name anybody; it is left, and the preview says so.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.events import record
from organizations.models import (
    Invitation,
    MailAbout,
    Membership,
    OutboxMail,
    SignInMail,
    Team,
    User,
)
from organizations.privacy.exporting import forget_files_of
from organizations.privacy.parts import erasers
from organizations.services import deactivate_member, name_leader

# Nobody's address: .invalid can't be registered (RFC 2606).
NOBODYS = "former-{}@former.invalid"
REMOVED = gettext_lazy("Removed")


@dataclass(frozen=True)
class Preview:
    """What erasing somebody would do; counts are of records."""

    mails_to: int
    mails_about: int
    waiting: int
    teams: list[str]
    has_other_memberships: bool
    also: list[Any]


def preview(member: Membership) -> Preview:
    to, about = mails_of(member)
    return Preview(
        mails_to=to.count(), mails_about=about.count(),
        waiting=(to | about).filter(state=OutboxMail.PENDING).count(),
        teams=list(Team.objects.filter(leader=member).order_by("name").values_list("name", flat=True)),
        has_other_memberships=belongs_elsewhere(member.user_id), also=[one.says for one in erasers.values()],
    )  # fmt: skip


def ask_for_erasure(*, by: Membership, now: datetime) -> None:
    """A person asks to be erased; admins see it and do it. Asking twice is asking once."""
    with transaction.atomic():
        if Membership.objects.filter(pk=by.pk, erasure_asked_at__isnull=True).update(erasure_asked_at=now):
            by.erasure_asked_at = now
            record("erasure_asked", by, by=by, now=now)


def withdraw_erasure(*, by: Membership, now: datetime) -> None:
    with transaction.atomic():
        asked = Membership.objects.filter(pk=by.pk, erasure_asked_at__isnull=False, erased_at__isnull=True)
        if asked.update(erasure_asked_at=None):
            by.erasure_asked_at = None
            record("erasure_withdrawn", by, by=by, now=now)


def erase_person(*, membership: Membership, typed: str, by: Membership, now: datetime) -> None:
    """Erase a person for good. `typed` is their name, typed by whoever does it. Refuses the last admin and oneself."""
    check(membership, typed, by)
    with transaction.atomic():
        member = (
            Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
        )
        if member.erased_at is not None:
            raise ValidationError(_("This person was erased already."))
        end_access(member, by, now)
        for eraser in erasers.values():
            eraser.erase(member)
        forget_files_of(member)
        wipe_mails(member, now)
        name, addresses = member.name, addresses_of(member.user)
        addresses += wipe_invitations(member, addresses)
        become_nobody(member, now)
        forget_in_trail(member.pk, name, addresses)
        record("person_erased", member, by=by, now=now)
    membership.refresh_from_db()


def check(member: Membership, typed: str, by: Membership) -> None:
    if member.pk == by.pk:
        raise ValidationError(
            _("Another admin has to erase you: nobody can do it to themselves by accident.")
        )
    if " ".join(typed.split()).casefold() != " ".join(member.name.split()).casefold():
        raise ValidationError({"typed": _("Type the name exactly as it stands above.")})


def end_access(member: Membership, by: Membership, now: datetime) -> None:
    if member.deactivated_at is None:
        deactivate_member(membership=member, by=by, now=now)
    for team in Team.objects.filter(leader=member):
        name_leader(team=team, leader=None, by=by, now=now)


def mails_of(member: Membership) -> tuple[Any, Any]:
    """Mails to a member, and mails to others that hold their name or figures; what was wiped before left out."""
    there = OutboxMail.objects.filter(wiped_at__isnull=True)
    about = MailAbout.objects.filter(member=member).values("mail")
    return there.filter(recipient=member), there.filter(pk__in=about).exclude(recipient=member)


def wipe_mails(member: Membership, now: datetime) -> None:
    """Words go from both kinds, addresses from their own. What waits is not sent. The line and its key stay, so that
    the same cause makes no second mail."""
    to, about = mails_of(member)
    gone = {
        "subject": str(REMOVED),
        "text": "",
        "html": "",
        "unsubscribe_url": "",
        "answer": "",
        "wiped_at": now,
    }
    own, others = list(to.values_list("pk", flat=True)), list(about.values_list("pk", flat=True))
    for ids, more in ((own, {"to_address": NOBODYS.format(member.pk)}), (others, {})):
        mails = OutboxMail.objects.filter(pk__in=ids)
        mails.filter(state=OutboxMail.PENDING).update(state=OutboxMail.FAILED)
        mails.update(**gone, **more)


def wipe_invitations(member: Membership, addresses: list[str]) -> list[str]:
    """Invitations that they came by, or that were sent to an address of theirs. The addresses in them."""
    theirs = Invitation.objects.filter(membership=member) | Invitation.objects.filter(email__in=addresses)
    found = list(theirs.values_list("email", flat=True))
    for invitation in theirs:
        Invitation.objects.filter(pk=invitation.pk).update(
            name="", email=f"invited-{invitation.pk}@former.invalid"
        )
    return found


def addresses_of(user: User) -> list[str]:
    others = user.emailaddress_set.values_list("email", flat=True)  # type: ignore[attr-defined]
    return sorted({user.email, *others})


def become_nobody(member: Membership, now: datetime) -> None:
    """The membership keeps what counts (days, zone, roles) and nothing that says who it was."""
    account = empty_account(member)
    Membership.objects.filter(pk=member.pk).update(
        user=account, name=_("Former member"), import_source="", external_id="", erased_at=now, erasure_asked_at=None,
        is_admin=False,
    )  # fmt: skip


def empty_account(member: Membership) -> User:
    """An account that nobody can sign in to. Where they are in another organization, theirs stays there."""
    if belongs_elsewhere(member.user_id):
        account = User(is_active=False)
    else:
        account = member.user
        SignInMail.objects.filter(to_address__in=addresses_of(account)).delete()
        for relation in User._meta.related_objects:
            if relation.related_model is not Membership:
                relation.related_model._default_manager.filter(**{relation.field.name: account}).delete()
    account.email, account.is_active, account.last_login, account.joined_at = (
        NOBODYS.format(member.pk), False, None, None,
    )  # fmt: skip
    account.set_unusable_password()
    account.save()
    return account


def belongs_elsewhere(user_id: int) -> bool:
    """Whether the account is a member of another organization: the owner of the tables looks, and says yes or no."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT belongs_elsewhere(%s)", [user_id])
        return cursor.fetchone()[0]


def forget_in_trail(member_id: int, name: str, addresses: list[str]) -> None:
    """The trail is append-only for us; a function of the owner takes exactly these words out of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_person(%s, %s, %s)", [member_id, name, addresses])
