"""What an observer does on their own page: confirm, leave, and come back."""

from datetime import datetime

from django.db import transaction

from organizations.events import record
from scorecards.models import Observer, Watch

from .letters import withdraw_letters


def confirm(*, observer: Observer, now: datetime) -> int:
    """Get the cards that were offered, from the next week that closes. Pressed twice, it changes nothing. How many."""
    return change(observer, Watch.ASKED, Watch.CONFIRMED, "observer_confirmed", now, confirmed_at=now)


def leave(*, observer: Observer, now: datetime, watch_id: int | None = None) -> int:
    """Get no more cards, or no more of one person. What waits to be sent is taken back. How many."""
    left = 0
    for state in Watch.RUNNING:
        left += change(observer, state, Watch.LEFT, "observer_left", now, watch_id, over_at=now)
    return left


def come_back(*, observer: Observer, now: datetime, watch_id: int) -> int:
    """Undo a leaving, by the observer alone and while nobody has named them anew."""
    taken = Watch.objects.running().filter(observer=observer).values("member")
    if Watch.objects.filter(pk=watch_id, observer=observer, member__in=taken).exists():
        return 0
    return change(
        observer,
        Watch.LEFT,
        Watch.CONFIRMED,
        "observer_came_back",
        now,
        watch_id,
        confirmed_at=now,
        over_at=None,
    )


def change(
    observer: Observer,
    before: str,
    after: str,
    verb: str,
    now: datetime,
    watch_id: int | None = None,
    **fields: object,
) -> int:
    """Move this observer's watches from one state to another; of two presses at once only one moves a watch."""
    theirs = Watch.objects.filter(observer=observer, state=before, member__deactivated_at__isnull=True)
    if watch_id is not None:
        theirs = theirs.filter(pk=watch_id)
    moved = 0
    with transaction.atomic():
        for watch in theirs:
            if not Watch.objects.filter(pk=watch.pk, state=before).update(state=after, **fields):
                continue
            if after == Watch.LEFT:
                withdraw_letters(watch, now)
            record(
                verb,
                watch,
                by=None,
                now=now,
                member=watch.member_id,
                observer=observer.pk,
                before=before,
                after=after,
            )
            moved += 1
    return moved
