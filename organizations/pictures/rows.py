"""What pictures add to the hubs, to what is kept about people, and to how a person is erased."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations import services
from organizations.hubs import SETTINGS, YOU, Row, add_row
from organizations.models import Membership, Picture
from organizations.privacy.parts import YOU as KEPT_OF_YOU
from organizations.privacy.parts import enclose, erase_with, keep, withhold


def add_rows() -> None:
    """Called when the app starts."""
    keep("photo", KEPT_OF_YOU, "organizations.Picture", ["member"], title=gettext_lazy("Your photo"),
         why=gettext_lazy("So that people know you. What was in the file beside it is not kept."),
         route="organizations:your_photo", columns="id added_at replaced_at")  # fmt: skip
    withhold(
        "organizations.Picture", "large small", gettext_lazy("a picture: save it from the page of your photo")
    )
    enclose(photos_of)
    erase_with("photo", gettext_lazy("Their photo."), forget_photo)
    add_row(
        YOU,
        Row(
            "you", gettext_lazy("Photo"), gettext_lazy("Beside your name, for everybody here."),
            "organizations:your_photo",
            lambda request: _("There is one") if request.membership.photo else _("Initials"),
            rank=20,
        ),
    )  # fmt: skip
    add_row(
        SETTINGS,
        Row(
            "house", gettext_lazy("Logo"), gettext_lazy("Beside the name of the organization, on every page."),
            "organizations:logo", lambda request: _("There is one") if request.organization.logo else _("None"),
            rank=12,
        ),
    )  # fmt: skip


def photos_of(member: Membership) -> Iterator[tuple[str, bytes]]:
    """Theirs, and one that was replaced or removed and is still there to be put back."""
    for picture in Picture.objects.filter(member=member).order_by("pk"):
        yield f"photos/{picture.pk}.webp", bytes(picture.large)


def forget_photo(member: Membership, now: datetime) -> list[str]:
    services.forget_pictures_of(member)
    return []
