"""What of a person's words goes when they are erased: mails, invitations, their account. Counts stay."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from organizations.models import Invitation, MailAbout, Membership, OutboxMail, SignInMail, User
from organizations.sign_in.reset import delete_sessions_of

# Nobody's address: .invalid can't be registered (RFC 2606).
NOBODYS = "former-{}@former.invalid"


def addresses_of(user: User) -> list[str]:
    others = user.emailaddress_set.values_list("email", flat=True)  # type: ignore[attr-defined]
    return sorted({user.email, *others})


def sent_to(addresses: Iterable[str]) -> Q:
    return Q(lowered__in=[address.lower() for address in addresses])


def mails_to(member: Membership) -> "QuerySet[OutboxMail]":
    """What went to a member, and to their address before they were one; what was wiped before left out."""
    there = OutboxMail.objects.filter(wiped_at__isnull=True).annotate(lowered=Lower("to_address"))
    return there.filter(Q(recipient=member) | sent_to(addresses_of(member.user)))


def mails_about(member: Membership) -> "QuerySet[OutboxMail]":
    """Mails to others that hold their name or figures."""
    about = MailAbout.objects.filter(member=member).values("mail")
    there = OutboxMail.objects.filter(wiped_at__isnull=True, pk__in=about)
    return there.exclude(pk__in=mails_to(member).values("pk"))


def wipe_mails(member: Membership, now: datetime) -> None:
    """Words go from both kinds, addresses from their own."""
    about = list(mails_about(member).values_list("pk", flat=True))
    wipe(mails_to(member).values_list("pk", flat=True), now, address=NOBODYS.format(member.pk))
    wipe(about, now)


def wipe_mails_at(addresses: Sequence[str], now: datetime) -> None:
    """The same for addresses of others that go with a person: their observers'."""
    there = OutboxMail.objects.annotate(lowered=Lower("to_address")).filter(sent_to(addresses))
    wipe(there.values_list("pk", flat=True), now, address=NOBODYS.format("observer"))


def wipe(ids: Iterable[int], now: datetime, address: str = "") -> None:
    """What waits is not sent, and what is on its way is not tried again. The line and its key stay, so that the
    same cause makes no second mail.
    """
    mails = OutboxMail.objects.filter(pk__in=list(ids))
    under_way = mails.filter(state__in=[OutboxMail.PENDING, OutboxMail.SENDING])
    under_way.update(state=OutboxMail.FAILED, lease_until=None)
    gone = {"text": "", "html": "", "unsubscribe_url": "", "answer": "", "wiped_at": now}
    mails.update(subject=_("Removed"), **gone, **({"to_address": address} if address else {}))


def wipe_invitations(member: Membership, addresses: Sequence[str]) -> list[str]:
    """Invitations that they came by, or that were sent to an address of theirs. The addresses in them."""
    there = Invitation.objects.annotate(lowered=Lower("email"))
    theirs = there.filter(Q(membership=member) | sent_to(addresses))
    found = list(theirs.values_list("pk", "email"))
    for pk, _email in found:
        Invitation.objects.filter(pk=pk).update(name="", email=f"invited-{pk}@former.invalid")
    return [email for _pk, email in found]


def empty_account(member: Membership) -> User:
    """An account that nobody can sign in to. Where they are in another organization, theirs stays there."""
    account = User() if belongs_elsewhere(member.user_id) else emptied(member.user)
    account.email, account.is_active = NOBODYS.format(member.pk), False
    account.last_login = account.joined_at = None
    account.set_unusable_password()
    account.save()
    return account


def emptied(account: User) -> User:
    """Sessions, factors, accounts elsewhere and the mails about the account go: everything that points at it."""
    addresses = addresses_of(account)
    SignInMail.objects.annotate(lowered=Lower("to_address")).filter(sent_to(addresses)).delete()
    delete_sessions_of(account)
    for relation in User._meta.related_objects:
        if relation.related_model is not Membership:
            relation.related_model._default_manager.filter(**{relation.field.name: account}).delete()
    return account


def belongs_elsewhere(user_id: int) -> bool:
    """Whether the account is a member of another organization: the owner of the tables looks, and says yes or no."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT belongs_elsewhere(%s)", [user_id])
        return cursor.fetchone()[0]
