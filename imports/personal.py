"""What this app keeps about a person, and what of it goes when they are erased."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from imports.models import ImportIssue
from organizations.models import Membership
from organizations.privacy.parts import DOING, erase_with, keep

HERE = "imports."


def register() -> None:
    keep("imports", DOING, f"{HERE}ImportBatch", ["started_by"], title=_("Files that you imported"),
         why=_("So that each row comes in once."), columns="id kind source filename started_at ended_at rows")  # fmt: skip # noqa: E501
    erase_with("refused_rows", _("Their name and address in rows of files that were refused."), wipe)


def wipe(member: Membership) -> None:
    """`member` still has their name and address here."""
    theirs = Q(value__icontains=member.user.email) | Q(value__iexact=member.name)
    ImportIssue.objects.filter(theirs).update(value="")
