"""What this app calls open work: follow-ups that are due, and call blocks that have not ended."""

from datetime import datetime

from django.utils.translation import ngettext

from activities.models import CallBlock, FollowUp
from organizations.handing_over import OpenWork, open_work
from organizations.models import Membership

from .services.blocks import stop


def register() -> None:
    """Called when the app starts."""
    open_work(
        OpenWork(
            "follow_ups", "activities.followup", says_follow_ups, count_follow_ups, give_follow_ups, rank=40
        )
    )
    open_work(
        OpenWork("call_blocks", "activities.callblock", says_blocks, count_blocks, end=end_blocks, rank=90)
    )


def says_follow_ups(n: int) -> str:
    return ngettext("%(n)s open follow-up", "%(n)s open follow-ups", n) % {"n": n}


def count_follow_ups(member: Membership, now: datetime) -> int:
    return FollowUp.objects.open().filter(member=member).count()


def give_follow_ups(member: Membership, to: Membership, by: Membership | None, now: datetime) -> list[int]:
    """Their times are then on the other's clock, as when one is handed over by itself."""
    theirs = FollowUp.objects.open().filter(member=member)
    pks = list(theirs.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    FollowUp.objects.filter(pk__in=pks).update(member=to)
    return pks


def says_blocks(n: int) -> str:
    return ngettext("%(n)s call block", "%(n)s call blocks", n) % {"n": n}


def count_blocks(member: Membership, now: datetime) -> int:
    return CallBlock.objects.open().filter(member=member).count()


def end_blocks(member: Membership, by: Membership | None, now: datetime) -> list[int]:
    """A list that one person was calling through; who was not called stays as they are."""
    theirs = list(CallBlock.objects.open().filter(member=member).select_for_update().order_by("pk"))
    for block in theirs:
        stop(block, now)
    pks = [block.pk for block in theirs]
    CallBlock.objects.filter(pk__in=pks).update(ended_at=now)
    return pks
