"""What this app calls open work: 1:1s that are planned, and promises that are open."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.models import Commitment, OneOnOne
from organizations.handing_over import OpenWork, open_work
from organizations.models import Membership


def register() -> None:
    """Called when the app starts."""
    open_work(OpenWork("one_on_ones", "coaching.oneonone", says_talks, count_talks, give_talks, rank=50))
    open_work(OpenWork("promises_heard", "coaching.commitment", says_heard, count_heard, give_heard, rank=60))
    open_work(
        OpenWork("talks_ended", "coaching.oneonone", says_own_talks, count_own_talks, end=end_talks, rank=80)
    )
    open_work(OpenWork("promises_ended", "coaching.commitment", says_own, count_own, end=drop_own, rank=85))


def says_talks(n: int) -> str:
    return ngettext("%(n)s planned 1:1 to lead", "%(n)s planned 1:1s to lead", n) % {"n": n}


def count_talks(member: Membership, now: datetime) -> int:
    return OneOnOne.objects.open().filter(leader=member).count()


def give_talks(member: Membership, to: Membership, by: Membership | None, now: datetime) -> list[int]:
    """The other leads them now. Nobody talks with themselves: that one is called off. Notes stay their author's."""
    theirs = OneOnOne.objects.open().filter(leader=member)
    pks = list(theirs.select_for_update().order_by("pk").values_list("pk", flat=True))
    given = OneOnOne.objects.filter(pk__in=pks)
    given.filter(rep=to).update(cancelled_at=now)
    given.exclude(rep=to).update(leader=to)
    return pks


def says_own_talks(n: int) -> str:
    return ngettext("%(n)s planned 1:1 with their leader", "%(n)s planned 1:1s with their leader", n) % {
        "n": n
    }


def count_own_talks(member: Membership, now: datetime) -> int:
    return OneOnOne.objects.open().filter(rep=member).count()


def end_talks(member: Membership, by: Membership | None, now: datetime) -> list[int]:
    """Called off; they stay in the list of whoever was to lead them."""
    theirs = OneOnOne.objects.open().filter(rep=member)
    pks = list(theirs.select_for_update().order_by("pk").values_list("pk", flat=True))
    OneOnOne.objects.filter(pk__in=pks).update(cancelled_at=now)
    return pks


def says_heard(n: int) -> str:
    return ngettext("%(n)s promise of others to look after", "%(n)s promises of others to look after", n) % {
        "n": n
    }


def count_heard(member: Membership, now: datetime) -> int:
    return Commitment.objects.unsettled().filter(witness=member).count()


def give_heard(member: Membership, to: Membership, by: Membership | None, now: datetime) -> list[int]:
    """What others promised them. Nobody is the witness of their own promise: that one then has none."""
    theirs = Commitment.objects.unsettled().filter(witness=member)
    pks = list(theirs.select_for_update().order_by("pk").values_list("pk", flat=True))
    given = Commitment.objects.filter(pk__in=pks)
    given.filter(member=to).update(witness=None)
    given.exclude(Q(member=to)).update(witness=to)
    return pks


def says_own(n: int) -> str:
    return ngettext("%(n)s promise of their own", "%(n)s promises of their own", n) % {"n": n}


def count_own(member: Membership, now: datetime) -> int:
    return Commitment.objects.open().filter(member=member).count()


def drop_own(member: Membership, by: Membership | None, now: datetime) -> list[int]:
    """Nobody can keep another's promise: neither kept nor missed."""
    theirs = Commitment.objects.open().filter(member=member)
    pks = list(theirs.select_for_update().order_by("pk").values_list("pk", flat=True))
    Commitment.objects.filter(pk__in=pks).update(
        state=Commitment.DROPPED, decided_at=now, reason=_("No longer here")
    )
    return pks
