"""What happens at the door of the house, in the trail of every organization of the person.

Failures are written once the answer is on its way: a page must not take longer for an address that has an account.
"""

from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from organizations.events import record
from organizations.models import Membership, User
from organizations.tenancy.scope import organization_scope

from .memberships import organizations_of

Later = list[Callable[[], object]]


def note(user: Any, verb: str, **data: Any) -> None:
    """Record what somebody did with their account, wherever they are a member."""
    write(user, verb, by_themselves=True, **data)


def write(user: Any, verb: str, *, by_themselves: bool, **data: Any) -> None:
    now = timezone.now()
    for organization in organizations_of(user.pk):
        with organization_scope(organization["id"]):
            member = Membership.objects.filter(user_id=user.pk).first()
            if member is not None:
                record(verb, member, by=member if by_themselves else None, now=now, **data)


def note_failure(request: HttpRequest | None, user: Any, method: str) -> None:
    """Somebody failed to show that they are this person. Written after the answer; at once where there is none."""
    path = request.path if request else ""
    do_later(request, partial(write, user, "sign_in_failed", by_themselves=False, method=method, path=path))


def do_later(request: HttpRequest | None, act: Callable[[], object]) -> None:
    later: Later | None = getattr(request, "after_sign_in", None)
    if later is None:
        act()
    else:
        later.append(partial(copy_context().run, act))  # it came from where the door says now


def record_failed_password(
    sender: Any, credentials: dict, request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Django's signal: an address and a password that do not match. The address may be nobody's."""
    email = credentials.get("email") or credentials.get("username") or ""
    do_later(request, partial(failed_password_of, email, request.path if request else "", "password"))


def note_refused_guesses(request: HttpRequest, email: str) -> None:
    """From this guess on, none is looked at for a while. One line for all of them: a flood must not fill the trail."""
    do_later(request, partial(failed_password_of, email, request.path, "too many passwords"))


def failed_password_of(email: str, path: str, method: str) -> None:
    user = User.objects.with_address(email)
    if user is not None:
        write(user, "sign_in_failed", by_themselves=False, method=method, path=path)
