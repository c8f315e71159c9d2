"""Letting observers go with the person whose cards they got."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from organizations.models import Membership
from organizations.privacy.wiping import addresses_of, sent_to, wipe_mails_at
from scorecards.models import Observer, ObserverKey, Watch

from .naming import end_watch


def forget_observers(member: Membership, now: datetime) -> list[str]:
    """Observers that only this person had, and the person as an observer of others, become nobody. Their addresses."""
    doomed = list(observers_of_nobody_else(member))
    for observer in doomed:
        for watch in Watch.objects.running().filter(observer=observer):
            end_watch(watch=watch, by=None, now=now)
    addresses = [observer.address for observer in doomed]
    wipe_mails_at(addresses, now)
    for observer in doomed:
        nobody = f"observer-{observer.pk}@former.invalid"
        Observer.objects.filter(pk=observer.pk).update(name=_("Former observer"), address=nobody)
    ObserverKey.objects.filter(observer__in=doomed).delete()
    return addresses


def observers_of_nobody_else(member: Membership) -> "QuerySet[Observer]":
    """Those that were named for this person alone, and this person's own address among observers."""
    there = Observer.objects.annotate(lowered=Lower("address"))
    others = Watch.objects.exclude(member=member).values("observer")
    alone = Q(pk__in=Watch.objects.filter(member=member).values("observer")) & ~Q(pk__in=others)
    return there.filter(alone | sent_to(addresses_of(member.user)))
