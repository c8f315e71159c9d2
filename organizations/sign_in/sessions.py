"""The sessions of a person: where they are signed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from organizations.tenancy.origin import short_agent


@dataclass(frozen=True)
class SignedIn:
    pk: int
    device: str
    address: str
    since: datetime
    is_this: bool


def live_sessions(request: Any) -> list[SignedIn]:
    """This device first, then the newest. A look: sessions that have ended are left out, and nothing is written."""
    noted = {session.session_key: session for session in UserSession.objects.filter(user=request.user)}
    alive = Session.objects.filter(session_key__in=noted, expire_date__gt=timezone.now())
    keys = set(alive.values_list("session_key", flat=True))
    found = [as_signed_in(session, request) for key, session in noted.items() if key in keys]
    return sorted(found, key=lambda one: (not one.is_this, -one.since.timestamp()))


def end_sessions(user_id: int) -> None:
    """Sign somebody out everywhere, at once."""
    noted = UserSession.objects.filter(user=user_id)
    Session.objects.filter(session_key__in=list(noted.values_list("session_key", flat=True))).delete()
    noted.delete()


def as_signed_in(session: UserSession, request: Any) -> SignedIn:
    return SignedIn(
        pk=session.pk,
        device=short_agent(session.user_agent),
        address=session.ip,
        since=session.created_at,
        is_this=session.session_key == request.session.session_key,
    )
