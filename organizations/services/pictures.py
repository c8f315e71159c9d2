"""Taking a photo or the logo in, taking it away, and putting it back. `of` is the member; None is the organization."""

from datetime import datetime, timedelta

from django.db import transaction

from organizations.events import record
from organizations.models import Membership, Organization, Picture
from organizations.pictures.reading import Drawn
from organizations.tenancy.scope import current_organization_id

KEPT = timedelta(days=1)


def set_picture(*, of: Membership | None, drawn: Drawn, by: Membership, now: datetime) -> None:
    """From now on this is the photo of the member, or the logo."""
    with transaction.atomic():
        lay_aside(of, now)
        Picture.objects.update_or_create(
            member=of, digest=drawn.digest,
            defaults={"large": drawn.large, "small": drawn.small, "added_at": now, "replaced_at": None},
        )  # fmt: skip
        point_at(of, drawn.digest)
        record("picture_set", bearer(of), by=by, now=now)


def remove_picture(*, of: Membership | None, by: Membership | None, now: datetime) -> None:
    """Initials again. Nothing happens where there is no picture."""
    with transaction.atomic():
        if lay_aside(of, now):
            point_at(of, "")
            record("picture_removed", bearer(of), by=by, now=now)


def put_picture_back(*, of: Membership | None, digest: str, by: Membership, now: datetime) -> None:
    """Undo: the one of before is shown again. `Picture.DoesNotExist` where it has been deleted since."""
    with transaction.atomic():
        before = Picture.objects.only("pk").get(member=of, digest=digest)
        lay_aside(of, now)
        Picture.objects.filter(pk=before.pk).update(replaced_at=None)
        point_at(of, digest)
        record("picture_put_back", bearer(of), by=by, now=now)


def forget_replaced_pictures(*, now: datetime) -> int:
    """Delete for good what was replaced or removed more than a day ago."""
    return Picture.objects.to_forget(now - KEPT).delete()[0]


def forget_pictures_of(membership: Membership) -> None:
    """All of a person's pictures, at once and for good: they are being erased."""
    Picture.objects.filter(member=membership).delete()
    point_at(membership, "")


def lay_aside(of: Membership | None, now: datetime) -> int:
    return Picture.objects.filter(member=of).current().update(replaced_at=now)


def point_at(of: Membership | None, digest: str) -> None:
    """The digest stands on the record that every page has anyway, so that a face costs no query."""
    if of:
        of.photo = digest
        of.save(update_fields=["photo"])
    else:
        Organization.objects.filter(pk=current_organization_id()).update(logo=digest)


def bearer(of: Membership | None) -> Membership | Organization:
    return of or Organization.objects.get(pk=current_organization_id())
