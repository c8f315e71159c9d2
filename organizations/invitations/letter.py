"""The mail that invites, with the link that lets its reader in."""

from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from organizations.languages import language_of
from organizations.links import absolute
from organizations.mail import NewMail
from organizations.models import Invitation, Organization

HTML, TEXT, SUBJECT = (f"organizations/mail/invitation{part}" for part in (".html", ".txt", "_subject.txt"))


def mail_key(invitation: Invitation) -> str:
    """A new secret is a new cause for a mail."""
    return f"invitation:{invitation.pk}:{invitation.digest[:16]}"


def invitation_mail(invitation: Invitation, secret: str, organization: Organization) -> NewMail:
    """In the language of whoever invites: nobody knows another one yet."""
    by = invitation.invited_by
    context = {
        "organization": organization,
        "invitation": invitation,
        "inviter": by.name if by else "",
        "address": absolute(reverse("invitation", kwargs={"secret": secret})),
    }
    with translation.override(language_of(by)):
        subject, text, html = (get_template(name).render(context) for name in (SUBJECT, TEXT, HTML))
    return NewMail(
        key=mail_key(invitation),
        kind="invitation",
        recipient=None,
        to_address=invitation.email,
        subject=subject,
        text=text.strip() + "\n",
        html=html,
        has_secret=True,
    )
