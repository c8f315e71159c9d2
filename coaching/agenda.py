"""Preparing a 1:1 from what is there: open promises, the last closed card, the talks before. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coaching.models import Commitment, Note, OneOnOne
from coaching.promises import KEPT_WINDOW, Kept, Row, kept_lately, row
from organizations.models import Membership
from playbooks.models import Play
from scorecards.models import Card
from scorecards.reading import CardView, LineView

QUESTIONS = [
    gettext_lazy("What happened on your last three tries, exactly?"),
    gettext_lazy("If your first idea were forbidden, what else would you do? Who here does this well?"),
]


@dataclass(frozen=True)
class Promise:
    """A member's side of the talk: what they promised in it, and the form for one more."""

    who: str
    member: Membership
    rows: list[Row]


@dataclass(frozen=True)
class Glance:
    """A closed card as the talk needs it: the score, and the lines that are not on track."""

    card: Card
    view: CardView
    off: list[LineView]


@dataclass(frozen=True)
class Agenda:
    """Everything that the page of a 1:1 shows."""

    one_on_one: OneOnOne
    promised: list[Row]
    glance: Glance | None
    plays: list[Play]
    notes: list[Note]
    earlier: list[OneOnOne]
    kept: list[Kept]
    path: Promise
    commit: Promise
    verdict: str


def agenda(one_on_one: OneOnOne, *, me: Membership, now: datetime) -> Agenda:
    today = me.today(now)
    made = made_here(one_on_one, me=me, today=today)
    earlier = earlier_talks(one_on_one)
    promised = promised_before(one_on_one, me=me, now=now, earlier=earlier)
    glance = last_card(one_on_one)
    return Agenda(
        one_on_one=one_on_one,
        promised=promised,
        glance=glance,
        plays=list(Play.objects.published()[:3]),
        notes=list(Note.objects.visible_to(me).filter(one_on_one=one_on_one).select_related("author")),
        earlier=earlier,
        kept=[
            kept_lately(one_on_one.rep, now),
            kept_lately(one_on_one.leader, now, witness=one_on_one.rep),
        ],
        path=Promise("leader", one_on_one.leader, made["leader"]),
        commit=Promise("rep", one_on_one.rep, made["rep"]),
        verdict=verdict(one_on_one, promised, glance),
    )


def promised_before(
    one_on_one: OneOnOne, *, me: Membership, now: datetime, earlier: list[OneOnOne]
) -> list[Row]:
    """What the two promised each other before this talk: open, to be settled, or decided since the last one."""
    held = [talk.held_at for talk in earlier if talk.held_at]
    since = max([now - KEPT_WINDOW, *held[:1]])
    between = Commitment.objects.between(one_on_one.leader, one_on_one.rep)
    live = between.exclude(one_on_one=one_on_one).unsettled() | between.decided_since(since)
    ordered = live.exclude(one_on_one=one_on_one).with_people().order_by("due_on", "pk")
    return [row(commitment, me=me, today=me.today(now), back=one_on_one.pk) for commitment in ordered]


def made_here(one_on_one: OneOnOne, *, me: Membership, today: date) -> dict[str, list[Row]]:
    """What was promised in this talk, by the leader and by the rep."""
    made: dict[str, list[Row]] = {"leader": [], "rep": []}
    for commitment in (
        Commitment.objects.filter(one_on_one=one_on_one).with_people().order_by("created_at", "pk")
    ):
        side = "leader" if commitment.member_id == one_on_one.leader_id else "rep"
        made[side].append(row(commitment, me=me, today=today, back=one_on_one.pk))
    return made


def earlier_talks(one_on_one: OneOnOne) -> list[OneOnOne]:
    pair = OneOnOne.objects.past().of_pair(one_on_one.leader, one_on_one.rep)
    return list(pair.filter(planned_at__lt=one_on_one.planned_at)[:5])


def last_card(one_on_one: OneOnOne) -> Glance | None:
    """The last card of the rep that was closed before the talk, or before it was held."""
    until = one_on_one.held_at or one_on_one.planned_at
    closed = Card.objects.closed().filter(member=one_on_one.rep_id, closed_at__lt=until)
    card = closed.order_by("-week_on").first()
    if card is None or not card.snapshot:
        return None
    view = CardView(card.snapshot)
    return Glance(card, view, [line for line in view.lines if line.status in ("watch", "off")])


def verdict(one_on_one: OneOnOne, promised: list[Row], glance: Glance | None) -> str:
    """One sentence: the topic, else what is to be talked about first."""
    if one_on_one.cancelled_at:
        return _("This talk was called off.")
    if one_on_one.topic:
        return _("One topic: %(topic)s.") % {"topic": one_on_one.topic.rstrip(".")}
    to_settle = sum(
        1 for promise in promised if promise.commitment.is_open or promise.commitment.needs_settling
    )
    if to_settle:
        return ngettext(
            "First, %(n)s promise to look at.", "First, %(n)s promises to look at.", to_settle
        ) % {"n": to_settle}
    return _("Choose the one topic from the card.") if glance else _("Choose the one topic.")
