"""What happens at the door of the house, in the trail of every organization of the person."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from organizations.events import record
from organizations.models import Membership, User
from organizations.tenancy.scope import organization_scope

from .memberships import organizations_of


def record_failed_sign_in(
    sender: Any, credentials: dict, request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Write a failed sign-in into the trail of every organization the address belongs to."""
    email = credentials.get("email") or credentials.get("username") or ""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        return
    for organization in organizations_of(user.pk):
        with organization_scope(organization["id"]):
            membership = Membership.objects.filter(user=user).first()
            if membership is not None:
                record(
                    "sign_in_failed",
                    membership,
                    by=None,
                    now=timezone.now(),
                    path=request.path if request else "",
                )
