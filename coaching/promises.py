"""What a page shows of a commitment: the row with its forms, and the share that was kept."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from coaching.forms import CarryForm, DropForm, SettleForm
from coaching.models import Commitment
from coaching.permissions import can_decide_commitment
from organizations.models import Membership

KEPT_WINDOW = timedelta(weeks=4)
# State of a commitment → the status that the page shows.
LOOK = {
    Commitment.OPEN: "none",
    Commitment.KEPT: "good",
    Commitment.MISSED: "off",
    Commitment.DROPPED: "none",
}


@dataclass(frozen=True)
class Row:
    """One commitment on a page. `back` is the 1:1 whose page it stands on, 0 for the list of commitments.

    A decision can be taken back in lists on its day, and on the commitment's own page later as well.
    """

    commitment: Commitment
    may_decide: bool
    late: bool
    look: str
    word: str
    back: int
    may_reopen: bool
    carry: CarryForm
    drop: DropForm
    settle: SettleForm

    @property
    def wrong(self) -> bool:
        """Whether one of its forms was refused, so that it stays open."""
        return self.carry.is_bound or self.drop.is_bound


def row(
    commitment: Commitment, *, me: Membership, today: date, back: int = 0, alone: bool = False, **forms: Any
) -> Row:
    """The row as `me` sees it; `forms` are those that were refused, with what was typed."""
    prefix = f"c{commitment.pk}"
    late = commitment.is_open and commitment.due_on < today
    look, word = face(commitment, late)
    return Row(
        commitment=commitment,
        may_decide=can_decide_commitment(me, commitment),
        late=late,
        look=look,
        word=word,
        back=back,
        may_reopen=alone or decided_on(commitment, me) == today,
        carry=forms.get("carry") or CarryForm(prefix=f"{prefix}-carry"),
        drop=forms.get("drop") or DropForm(prefix=f"{prefix}-drop"),
        settle=forms.get("settle") or SettleForm(prefix=f"{prefix}-settle", commitment=commitment),
    )


def decided_on(commitment: Commitment, me: Membership) -> date | None:
    return me.today(commitment.decided_at) if commitment.decided_at else None


def face(commitment: Commitment, late: bool) -> tuple[str, str]:
    """Status symbol and word. An open one that was carried, or whose day has passed, asks to be looked at."""
    if commitment.is_open and commitment.carried:
        return "watch", _("Carried once")
    if late:
        return "watch", _("Day passed")
    return LOOK[commitment.state], commitment.get_state_display()


@dataclass(frozen=True)
class Kept:
    """Kept of kept and missed, over four weeks (COUNTING.md §9). Open and dropped ones are neither."""

    name: str
    kept: int
    of: int


def kept_lately(member: Membership, now: datetime, witness: Membership | None = None) -> Kept:
    """What a member kept of what was decided in four weeks; `witness`: only what they promised them."""
    mine = Commitment.objects.filter(member=member).decided_since(now - KEPT_WINDOW)
    if witness is not None:
        mine = mine.filter(witness=witness)
    kept, missed = mine.kept_and_missed()
    return Kept(member.name, kept, kept + missed)
