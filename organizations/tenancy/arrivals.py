"""Who comes in: the reads of every call, as SQL that is put together once."""

from functools import cache

from organizations.models import ApiToken, Membership, Organization, Team, User
from organizations.models.people import digest_of

from .known_sql import columns, made, one_line, table


def organization_at(slug: str) -> Organization | None:
    """The organization of this address, before any scope is open."""
    line = one_line(organization_sql(), [slug])
    return made(Organization, line) if line else None


def token_for(secret: str) -> ApiToken | None:
    """The token with this secret, live or not, with its member, whether they lead anybody and may still sign in."""
    line = one_line(token_sql(), [digest_of(secret)])
    if line is None:
        return None
    width = len(ApiToken._meta.concrete_fields)
    token, member = made(ApiToken, line[:width]), made(Membership, line[width:-2])
    token.membership, token.leads_any, token.account_is_active = member, line[-2], line[-1]
    return token


def member_for(user_id: int) -> Membership | None:
    """The membership of a signed-in user, who is present, and whether they lead anybody."""
    line = one_line(member_sql(), [user_id])
    if line is None:
        return None
    member = made(Membership, line[:-1])
    member.leads_any = line[-1]
    return member


@cache
def member_sql() -> str:
    return (
        f"SELECT {columns(Membership, 'm')},"  # noqa: S608
        f" EXISTS (SELECT FROM {table(Team)} led WHERE led.leader_id = m.id AND led.retired_at IS NULL)"
        f" FROM {table(Membership)} m JOIN {table(User)} u ON u.id = m.user_id"
        " WHERE m.user_id = %s AND m.deactivated_at IS NULL AND u.is_active"
    )


@cache
def organization_sql() -> str:
    return f"SELECT {columns(Organization, 'o')} FROM {table(Organization)} o WHERE o.slug = %s"  # noqa: S608


@cache
def token_sql() -> str:
    return (
        f"SELECT {columns(ApiToken, 't')}, {columns(Membership, 'm')},"  # noqa: S608
        f" EXISTS (SELECT FROM {table(Team)} led WHERE led.leader_id = m.id AND led.retired_at IS NULL), u.is_active"
        f" FROM {table(ApiToken)} t JOIN {table(Membership)} m ON m.id = t.membership_id"
        f" JOIN {table(User)} u ON u.id = m.user_id"
        " WHERE t.digest = %s"
    )
