"""People of an organization: taking them in, and ending their access."""

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.addresses import check_address
from organizations.events import record
from organizations.models import Membership, User
from organizations.plain_names import on_one_line
from organizations.sign_in.addresses import is_verified, keep_address, verify_address
from organizations.zones import known_zones

from .regions import refuse_unknown_region


def add_member(
    *,
    name: str,
    email: str,
    zone: str,
    by: Membership | None,
    now: datetime,
    password: str | None = None,
    is_admin: bool = False,
    is_rep: bool = True,
    started_on: date | None = None,
    country: str = "",
    subdivision: str = "",
    language: str = "",
    import_source: str = "",
    external_id: str = "",
) -> Membership:
    """Make a person a member. The address may already have an account: then it is used, its password kept."""
    if zone not in known_zones():
        raise ValidationError(
            {"zone": _("'%(zone)s' is not a time zone. Choose one such as Europe/Berlin.") % {"zone": zone}}
        )
    refuse_unknown_region(country, subdivision)
    with transaction.atomic():
        user = find_or_make_user(email, password, now)
        if Membership.objects.filter(user=user).exists():
            raise ValidationError({"email": _("%(email)s is a member already.") % {"email": email}})
        membership = Membership(
            user=user, name=on_one_line(name), zone=zone, is_admin=is_admin, is_rep=is_rep, started_on=started_on,
            country=country, subdivision=subdivision, language=language,
            import_source=import_source, external_id=external_id, created_at=now,
        )  # fmt: skip
        membership.full_clean(exclude=["organization"])
        membership.save()
        record("member_added", membership, by=by, now=now, is_admin=is_admin, is_rep=is_rep)
    return membership


def find_or_make_user(email: str, password: str | None, now: datetime) -> User:
    """The account of this address; one that is there stays as it is.

    A password that is given verifies the address: only an operator's command, and somebody who followed an invitation
    that was mailed to it, can give one. So it replaces that of an account whose address was never verified: anybody
    may have made that one.
    """
    try:
        check_address(email.strip())
    except ValidationError as error:
        raise ValidationError({"email": error.messages}) from error
    user = User.objects.with_address(email) or User(email=email.strip(), joined_at=now)
    if user.pk and (password is None or is_verified(user)):
        return user
    user.full_clean(exclude=["password"])
    if password:
        validate_password(password, user)
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    if password:
        verify_address(user)
    else:
        keep_address(user)
    return user
