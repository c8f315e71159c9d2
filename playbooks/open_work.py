"""What this app calls open work: plays that somebody looks after."""

from datetime import datetime

from django.utils.translation import ngettext

from organizations.handing_over import OpenWork, open_work
from organizations.models import Membership
from playbooks.models import Play


def register() -> None:
    """Called when the app starts."""
    open_work(OpenWork("plays", "playbooks.play", says_plays, count_plays, give_plays, rank=70))


def says_plays(n: int) -> str:
    return ngettext("%(n)s play", "%(n)s plays", n) % {"n": n}


def count_plays(member: Membership, now: datetime) -> int:
    return Play.objects.filter(owner=member, archived_at=None).count()


def give_plays(member: Membership, to: Membership, by: Membership | None, now: datetime) -> list[int]:
    """Who wrote each version stays."""
    theirs = Play.objects.filter(owner=member, archived_at=None)
    pks = list(theirs.select_for_update().order_by("pk").values_list("pk", flat=True))
    Play.objects.filter(pk__in=pks).update(owner=to)
    return pks
