"""Naming an observer for a person, asking again, and ending it."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.addresses import check_address, is_same, spelled
from organizations.events import record
from organizations.models import Event, Membership
from scorecards.models import Observer, Watch

from .letters import ask, withdraw_letters

# A person's own circle, not a mailing list; and nobody is written to again and again.
MOST_A_PERSON, MOST_A_DAY, MOST_ASKS = 5, 20, 3
BETWEEN_ASKS = timedelta(days=1)
# Who has left is not asked for the same person again before that.
REST = timedelta(days=30)


def name_observer(*, member: Membership, name: str, address: str, by: Membership, now: datetime) -> Watch:
    """Ask an address whether it wants this person's weekly card. Only the question is sent before they say yes."""
    name, address = " ".join(name.split()), address.strip()
    refuse_wrong(member, name, address)
    with transaction.atomic():
        refuse_flood(member, now)
        observer = find_or_make(name, address, now)
        refuse_asked(observer, member, now)
        watch = Watch.objects.create(observer=observer, member=member, asked_by=by, asked_at=now)
        record("observer_named", watch, by=by, now=now, member=member.pk, observer=observer.pk)
        ask(watch, now)
    return watch


def refuse_wrong(member: Membership, name: str, address: str) -> None:
    if member.deactivated_at is not None or not member.is_rep:
        raise ValidationError({"member": _("%(name)s has no card to be seen.") % {"name": member.name}})
    if not name:
        raise ValidationError({"name": _("Say who it is, so that everyone knows who reads the card.")})
    try:
        check_address(address)
    except ValidationError as error:
        plain = _("This is not an e-mail address.")
        raise ValidationError({"address": plain if address.isascii() else error.messages}) from error
    if is_same(address, member.user.email):
        raise ValidationError({"address": _("The card comes to this address anyway.")})


def refuse_flood(member: Membership, now: datetime) -> None:
    running = Watch.objects.running().filter(member=member).count()
    if running >= MOST_A_PERSON:
        raise ValidationError(
            _("%(name)s has %(most)s observers, and that is the most. End one of them first.")
            % {"name": member.name, "most": MOST_A_PERSON}
        )
    if Watch.objects.filter(asked_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise ValidationError(
            ngettext(
                "Only %(most)s observer can be asked a day. Go on tomorrow.",
                "Only %(most)s observers can be asked a day. Go on tomorrow.",
                MOST_A_DAY,
            )
            % {"most": MOST_A_DAY}
        )


def find_or_make(name: str, address: str, now: datetime) -> Observer:
    """One observer an address; a new spelling of the name is taken over."""
    known = Observer.objects.annotate(lowered=Lower("address")).filter(lowered=spelled(address)).first()
    if known is None:
        return Observer.objects.create(name=name, address=address, created_at=now)
    if known.name != name:
        known.name = name
        known.save(update_fields=["name"])
    return known


def refuse_asked(observer: Observer, member: Membership, now: datetime) -> None:
    theirs = Watch.objects.filter(observer=observer, member=member)
    if theirs.running().exists():
        raise ValidationError(
            {"address": _("%(observer)s is named for %(member)s already.") % both(observer, member)}
        )
    last = theirs.filter(state=Watch.LEFT).order_by("-over_at").first()
    if last is not None and last.over_at is not None and last.over_at + REST > now:
        raise ValidationError(
            {
                "address": _(
                    "%(observer)s does not want the card of %(member)s. They can be asked again after 30 days."
                )
                % both(observer, member)
            }
        )


def both(observer: Observer, member: Membership) -> dict[str, str]:
    return {"observer": observer.name, "member": member.name}


def ask_again(*, watch: Watch, by: Membership, now: datetime) -> None:
    """Send the question once more, with a new link; the old one works too."""
    with transaction.atomic():
        held = Watch.objects.select_for_update(of=("self",)).with_everyone().get(pk=watch.pk)
        if held.state != Watch.ASKED:
            raise ValidationError(_("Nothing is open to be asked again."))
        if held.asks >= MOST_ASKS:
            raise ValidationError(_("They were asked three times. Ask them yourself."))
        if held.asked_at + BETWEEN_ASKS > now:
            raise ValidationError(_("They were asked within the last day. Ask again tomorrow."))
        held.asks, held.asked_at, held.asked_by = held.asks + 1, now, by
        held.save(update_fields=["asks", "asked_at", "asked_by"])
        record("observer_asked_again", held, by=by, now=now, member=held.member_id, observer=held.observer_id)
        ask(held, now)


def end_watch(*, watch: Watch, by: Membership | None, now: datetime) -> bool:
    """Send this person's card there no more, from now on. What waits to be sent is taken back."""
    with transaction.atomic():
        ended = Watch.objects.running().filter(pk=watch.pk)
        if not ended.update(state=Watch.ENDED, over_at=now, ended_by=by):
            return False
        withdraw_letters(watch, now)
        record(
            "observer_ended", watch, by=by, now=now, member=watch.member_id, observer=watch.observer_id,
            before=watch.state, after=Watch.ENDED,
        )  # fmt: skip
    return True


def take_back_ending(*, watch: Watch, by: Membership, now: datetime) -> None:
    """Undo an ending: it runs on as it did. Refused for one that the observer left."""
    with transaction.atomic():
        held = Watch.objects.select_for_update().get(pk=watch.pk)
        running = Watch.objects.running().filter(observer=held.observer_id, member=held.member_id)
        if held.state != Watch.ENDED or running.exists():
            raise ValidationError(_("There is nothing to take back."))
        held.state = Watch.CONFIRMED if held.confirmed_at else Watch.ASKED
        held.over_at = held.ended_by = None
        held.save(update_fields=["state", "over_at", "ended_by"])
        record(
            "observer_ending_undone", held, by=by, now=now, member=held.member_id, observer=held.observer_id
        )


def end_watches_of_leaver(event: Event) -> None:
    """Listens to members who leave: nobody gets their card any more."""
    for watch in Watch.objects.running().filter(member=event.subject_id):
        end_watch(watch=watch, by=event.actor, now=event.at)
