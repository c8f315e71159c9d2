"""What an observer is sent: the question whether they want it, and each week the cards, each with a link of its own."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from organizations.languages import language_of
from organizations.links import absolute
from organizations.mail import NewMail, queue_mails, withdraw_mail
from organizations.models import Membership, Organization, OutboxMail
from organizations.models.people import digest_of
from organizations.periods import Period
from organizations.plain_names import plain
from organizations.tenancy.scope import current_organization_id
from scorecards.models import Card, Observer, ObserverKey, Watch
from scorecards.reading import CardView

ASK_KEY = "observer-asked/{watch}/{asks}"
CARD_KEY = "observer/{week}/{observer}"
ASK, CARDS = "scorecards/mail/observer_asked", "scorecards/mail/observer_cards"


def card_key(week: Period, observer_id: int | str) -> str:
    return CARD_KEY.format(week=week.start.isoformat(), observer=observer_id)


def ask(watch: Watch, now: datetime) -> None:
    """Queue the question. Its link is known to nobody but its reader."""
    organization = Organization.objects.get(pk=current_organization_id())
    context = {
        "organization": organization,
        "watch": watch,
        "observer": watch.observer,
        "member": watch.member,
        "asks_for_self": watch.asked_by_id == watch.member_id,
        "address": new_address(watch.observer, now),
    }
    mail = NewMail(
        key=ASK_KEY.format(watch=watch.pk, asks=watch.asks), kind="observer-ask", recipient=None,
        to_address=watch.observer.address,
        has_secret=True, names=[watch.member_id], **rendered(ASK, context, watch.asked_by or watch.member),
    )  # fmt: skip
    queue_mails(mails=[mail], now=now)


def rendered(name: str, context: dict[str, object], of: Membership) -> dict[str, Any]:
    """In the language of the person whom it is about: an observer has no settings here."""
    with translation.override(language_of(of)):
        subject = get_template(f"{name}_subject.txt").render(context)
        context = {**context, "subject": subject}
        return {
            "subject": subject,
            "text": get_template(f"{name}.txt").render(context).strip() + "\n",
            "html": get_template(f"{name}.html").render(context),
        }


def new_address(observer: Observer, now: datetime) -> str:
    """A new link to the observer's own page; those of earlier mails go on working."""
    return address_of(new_secret(observer, now))


def new_secret(observer: Observer, now: datetime) -> str:
    secret = secrets.token_urlsafe(32)
    ObserverKey.objects.create(observer=observer, digest=digest_of(secret), made_at=now)
    return secret


def address_of(secret: str) -> str:
    return absolute(reverse("observer", kwargs={"secret": secret}))


def leaving_address(secret: str) -> str:
    """Where a mail program posts to when its reader presses "unsubscribe" (RFC 8058)."""
    return absolute(reverse("observer_leaves", kwargs={"secret": secret}))


@dataclass(frozen=True)
class WatchedCard:
    """One person's part of the mail, as the templates of a person's own mail read it."""

    recipient: object
    card: CardView
    is_watched: bool = True


@dataclass(frozen=True)
class Expecting:
    """An observer whose cards of a week have all closed, and when the mail may go out: with the person's own."""

    observer: Observer
    watches: tuple[Watch, ...]
    mail_at: datetime


def observer_mails(
    expecting: Sequence[Expecting], week: Period, organization: Organization, now: datetime
) -> list[NewMail]:
    """One mail for each observer, whatever the number of people. Two queries, and one for the links."""
    members = {watch.member_id for one in expecting for watch in one.watches}
    found = Card.objects.closed().filter(week_on=week.start, member__in=members).select_related("member")
    cards = {card.member_id: card for card in found}
    keys = {one.observer.pk: secrets.token_urlsafe(32) for one in expecting}
    ObserverKey.objects.bulk_create(
        ObserverKey(observer_id=pk, digest=digest_of(secret), made_at=now) for pk, secret in keys.items()
    )
    return [cards_mail(one, cards, week, organization, keys[one.observer.pk]) for one in expecting]


def cards_mail(
    one: Expecting, cards: Mapping[int, Card], week: Period, organization: Organization, secret: str
) -> NewMail:
    theirs = sorted(
        (cards[watch.member_id] for watch in one.watches), key=lambda card: (plain(card.member.name), card.pk)
    )
    parts = [WatchedCard(card.member, CardView(card.snapshot)) for card in theirs]
    context = {
        "organization": organization, "observer": one.observer, "parts": parts, "first": parts[0].card,
        "address": address_of(secret), "currency": organization.currency_on(week.start),
    }  # fmt: skip
    return NewMail(
        key=card_key(week, one.observer.pk), kind="observer-card", recipient=None, to_address=one.observer.address,
        not_before=one.mail_at, has_secret=True, unsubscribe_url=leaving_address(secret),
        shows=[card.member_id for card in theirs], **rendered(CARDS, context, theirs[0].member),
    )  # fmt: skip


def withdraw_letters(watch: Watch, now: datetime) -> None:
    """Take back what waits to be sent because of a watch. A mail about others as well is written anew without it."""
    waiting = OutboxMail.objects.filter(state=OutboxMail.PENDING)
    asked = waiting.filter(key__startswith=ASK_KEY.format(watch=watch.pk, asks=""))
    weekly = waiting.filter(key__startswith="observer/", key__endswith=f"/{watch.observer_id}")
    for key in (asked | weekly).values_list("key", flat=True):
        withdraw_mail(key=key, now=now)
