"""Sign-in: allauth does the work; this says who may sign up and writes failures down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.signals import user_login_failed
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from organizations.events import record
from organizations.models import Membership, User
from organizations.tenancy.scope import organization_scope


class SignIn(DefaultAccountAdapter):
    """Accounts are made by an admin or a command; nobody signs up by themselves yet."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "That e-mail and password do not match.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def organizations_of(user_id: int) -> list[dict[str, Any]]:
    """The organizations a user belongs to, as {id, name, slug}: the one look across organizations.

    It goes through a function of the database owner, because the application sees one organization at a time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name, slug FROM organizations_of(%s)", [user_id])
        return [{"id": row[0], "name": row[1], "slug": row[2]} for row in cursor.fetchall()]


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


user_login_failed.connect(record_failed_sign_in, dispatch_uid="failed sign-in")
