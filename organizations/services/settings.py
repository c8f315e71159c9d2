"""Changing what an organization and a person have set."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import Membership, Organization
from organizations.models.organization import FEWEST_REPORTS, MOST_REPORTS
from organizations.plain_names import on_one_line
from organizations.zones import known_zones


def rename_organization(
    *, organization: Organization, name: str, by: Membership | None, now: datetime
) -> None:
    """Another name, everywhere at once. The address of the organization stays as it is."""
    before = organization.name
    organization.name = on_one_line(name)
    organization.full_clean()
    with transaction.atomic():
        organization.save(update_fields=["name"])
        record("organization_renamed", organization, by=by, now=now, before=before, after=organization.name)


def set_most_reports(*, organization: Organization, most: int, by: Membership | None, now: datetime) -> None:
    """How many people one leader has before it is said to be too many. Changes what is said, and no team."""
    if not FEWEST_REPORTS <= most <= MOST_REPORTS:
        words = {"fewest": FEWEST_REPORTS, "most": MOST_REPORTS}
        raise ValidationError({"most_reports": _("Say a number from %(fewest)s to %(most)s.") % words})
    before, organization.most_reports = organization.most_reports, most
    with transaction.atomic():
        organization.save(update_fields=["most_reports"])
        record("most_reports_set", organization, by=by, now=now, before=before, after=most)


def rename_member(*, membership: Membership, name: str, by: Membership | None, now: datetime) -> None:
    """Another name of a person, everywhere at once. The event names nobody: people are known by id."""
    name = on_one_line(name)
    if not name:
        raise ValidationError({"name": _("Say what people call you.")})
    membership.name = name
    with transaction.atomic():
        membership.save(update_fields=["name"])
        record("member_renamed", membership, by=by, now=now)


def move_member_to_zone(*, membership: Membership, zone: str, by: Membership | None, now: datetime) -> None:
    """The person's days are those of another zone from now on; entries that are there keep their day."""
    if zone not in known_zones():
        raise ValidationError({"zone": _("This is not a time zone. Choose one such as Europe/Berlin.")})
    before, membership.zone = membership.zone, zone
    with transaction.atomic():
        membership.save(update_fields=["zone"])
        record("member_zone_changed", membership, by=by, now=now, before=before, after=zone)


def change_own(*, membership: Membership, by: Membership | None, now: datetime, **changes: str) -> None:
    """What a person says of themselves, all of it or none: `name`, `zone`, whichever is given."""
    with transaction.atomic():
        if "name" in changes:
            rename_member(membership=membership, name=changes["name"], by=by, now=now)
        if "zone" in changes:
            move_member_to_zone(membership=membership, zone=changes["zone"], by=by, now=now)


def choose_look(
    *, membership: Membership, theme: str, language: str, by: Membership | None, now: datetime
) -> None:
    """Light or dark, and the language: of pages and mails, on every device of the person."""
    before = {"theme": membership.theme, "language": membership.language}
    membership.theme, membership.language = theme, language
    membership.full_clean(exclude=["organization", "user"])
    with transaction.atomic():
        membership.save(update_fields=["theme", "language"])
        after = {"theme": theme, "language": language}
        record("look_chosen", membership, by=by, now=now, before=before, after=after)
