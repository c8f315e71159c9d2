"""The mail that tells a member of a new token in their name: if it was not them, it is how they learn."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation

from organizations.languages import language_of
from organizations.links import absolute, link
from organizations.mail import queue_mail
from organizations.models import ApiToken, Membership, Organization
from organizations.tenancy.scope import current_organization_id

from .scopes import in_words


def tell_owner(token: ApiToken, by: Membership | None, now: datetime) -> None:
    """Name, what it opens, until when, and where it is revoked. It never holds the secret."""
    member = token.membership
    organization = Organization.objects.get(pk=current_organization_id())
    with translation.override(language_of(member)), timezone.override(ZoneInfo(member.zone)):
        context = {
            "token": token, "may": in_words(token.scopes), "member": member, "organization": organization,
            "maker": "" if by == member else by.name if by else "-",
            "href": absolute(link(organization, "organizations:revoke_token", pk=token.pk)),
        }  # fmt: skip
        queue_mail(
            key=f"token/{token.pk}", kind="token", recipient=member, to_address=member.user.email,
            subject=render_to_string("tokens/mail/made_subject.txt", context).strip(),
            text=render_to_string("tokens/mail/made.txt", context).strip() + "\n", html="", now=now,
            names=[by.pk] if by else [],
        )  # fmt: skip
