"""What this app keeps about a person, and what of it goes when they are erased."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from imports.models import ImportBatch, ImportIssue
from organizations.models import Membership
from organizations.privacy.parts import DOING, erase_with, keep
from organizations.privacy.wiping import addresses_of

HERE = "imports."


def register() -> None:
    keep("imports", DOING, f"{HERE}ImportBatch", ["started_by"], title=_("Files that you imported"),
         why=_("So that each row comes in once."), columns="id kind source filename started_at ended_at rows")  # fmt: skip # noqa: E501
    erase_with(
        "refused_rows",
        _("Their name and address in values of imported files that were refused, and in names of files."),
        wipe,
    )


def wipe(member: Membership, now: datetime) -> list[str]:
    """`member` still has their name and address here."""
    for words in {member.name, *addresses_of(member.user)}:
        ImportIssue.objects.filter(value__icontains=words).update(value="")
        ImportBatch.objects.filter(filename__icontains=words).update(filename="")
    return []
