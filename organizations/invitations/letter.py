"""The mail that invites, with the link that lets its reader in."""

from django.template.loader import get_template
from django.urls import reverse

from organizations.links import absolute
from organizations.mail import NewMail
from organizations.models import Invitation, Organization

HTML, TEXT, SUBJECT = (f"organizations/mail/invitation{part}" for part in (".html", ".txt", "_subject.txt"))


def mail_key(invitation: Invitation) -> str:
    """A new secret is a new cause for a mail."""
    return f"invitation:{invitation.pk}:{invitation.digest[:16]}"


def invitation_mail(invitation: Invitation, secret: str, organization: Organization) -> NewMail:
    by = invitation.invited_by
    context = {
        "organization": organization,
        "invitation": invitation,
        "inviter": by.name if by else "",
        "address": absolute(reverse("invitation", kwargs={"secret": secret})),
    }
    return NewMail(
        key=mail_key(invitation),
        kind="invitation",
        recipient=None,
        to_address=invitation.email,
        subject=get_template(SUBJECT).render(context),
        text=get_template(TEXT).render(context).strip() + "\n",
        html=get_template(HTML).render(context),
        has_secret=True,
    )
