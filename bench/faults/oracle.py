"""What must be there in the end: every card counted again, by one statement that shares nothing with the product."""

from dataclasses import dataclass
from fractions import Fraction

from .house import Firm, House

COUNTED_AGAIN = """
SELECT c.member_id, c.week_on::text, c.closed_at IS NOT NULL, c.snapshot -> 'lines',
    count(DISTINCT CASE WHEN o.is_attempt AND NOT a.inbound THEN
        coalesce(nullif(a.prospect_key, ''), a.id::text) || '|' || t.channel || '|' || a.occurred_on END),
    count(*) FILTER (WHERE o.is_conversation AND t.family = 'prospecting'),
    count(*) FILTER (WHERE o.key = 'meeting_booked'),
    count(*) FILTER (WHERE t.key = 'meeting' AND o.key IN ('held', 'held_no_step', 'held_no_fit'))
FROM scorecards_card c
LEFT JOIN activities_activity a ON a.member_id = c.member_id AND a.deleted_at IS NULL
    AND a.occurred_on >= c.week_on AND a.occurred_on < c.week_on + 7
LEFT JOIN activities_activitytype t ON t.id = a.type_id
LEFT JOIN activities_outcome o ON o.id = a.outcome_id
WHERE c.organization_id = %s
GROUP BY c.id
"""
KEYS = ("attempts", "conversations", "meetings_booked", "meetings_held")
PER_WEEK = """
SELECT count(*) FROM (
    SELECT data ->> 'week', who FROM organizations_event, jsonb_array_elements(data -> 'members') who
    WHERE organization_id = %s AND verb = 'cards_closed' GROUP BY 1, 2 HAVING count(*) > 1) twice
"""

# The mails of the week; others, such as the one about a new token, are nobody's card.
WEEKLY = "organization_id = %s AND kind = 'card'"


@dataclass(frozen=True)
class Balance:
    """What became of one firm's cards and mails."""

    wanted: int
    cards: int
    wrong: int
    partial: int
    closed_twice: int
    mails: int
    lost: int
    extra: int
    strange: int

    @property
    def exact(self) -> bool:
        """Every card there, once, whole, and with the figures of the log."""
        return self.cards == self.wanted and not (self.wrong or self.partial or self.closed_twice)

    @property
    def all_mailed(self) -> bool:
        return self.mails == self.wanted and not (self.lost or self.strange)

    @property
    def once(self) -> bool:
        return self.exact and self.all_mailed and not self.extra

    def __str__(self) -> str:
        cards = f"{self.cards} of {self.wanted} cards"
        cards += (
            ", all exact"
            if self.exact
            else f", {self.wrong} wrong, {self.partial} partial, {self.closed_twice} twice"
        )
        return f"{cards}; {self.mails} mails, {self.lost} lost, {self.extra} extra"


def balance(house: House, firm: Firm) -> Balance:
    rows = house.ask(COUNTED_AGAIN, firm.id)
    cards = {(member, week) for member, week, *_ in rows if week in firm.weeks}
    taken = {one: house.sink.taken[one] for one in message_ids(house, firm)}
    causes = house.number(f"SELECT count(DISTINCT key) FROM organizations_outboxmail WHERE {WEEKLY}", firm.id)
    return Balance(
        wanted=firm.cards,
        cards=len(cards),
        wrong=sum(is_wrong(lines, found) for _, _, closed, lines, *found in rows if closed),
        partial=sum(not closed for _, _, closed, *_ in rows),
        closed_twice=house.number(PER_WEEK, firm.id),
        mails=len(taken),
        lost=sum(not copies for copies in taken.values()),
        extra=sum(copies - 1 for copies in taken.values() if copies),
        strange=abs(causes - len(taken)) + abs(len(rows) - len(cards)),
    )


def is_wrong(lines: list[dict], found: list[int]) -> bool:
    said = {line["key"]: Fraction(line["actual"]) for line in lines}
    return said != dict(zip(KEYS, map(Fraction, found), strict=True))


def message_ids(house: House, firm: Firm) -> set[str]:
    rows = house.ask(f"SELECT message_id FROM organizations_outboxmail WHERE {WEEKLY}", firm.id)
    return {one for (one,) in rows}


# --- How far it is


def cards_of(house: House, firm: Firm) -> int:
    """Closed so far."""
    return house.number(
        "SELECT count(*) FROM scorecards_card WHERE organization_id = %s AND closed_at IS NOT NULL", firm.id
    )


def mails_of(house: House, firm: Firm) -> int:
    """Handed over so far, as far as the product knows."""
    return house.number(
        f"SELECT count(*) FROM organizations_outboxmail WHERE {WEEKLY} AND state = 'sent'", firm.id
    )


def is_done(house: House, firm: Firm) -> bool:
    return mails_of(house, firm) >= firm.cards
