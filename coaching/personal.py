"""What this app keeps about a person, and what of it goes when they are erased.

A private note is its author's alone: it is in the author's file and in nobody else's, whoever it is about.
"""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coaching.models import Commitment, Encouragement, Note, OneOnOne
from organizations.models import Membership
from organizations.privacy.parts import SEEN, TALKS, erase_with, keep, withhold

HERE = "coaching."


def register() -> None:
    keep("talks", TALKS, f"{HERE}OneOnOne", ["leader", "rep"], title=_("Your 1:1s"),
         why=_("So that they are held. Only the two of you see the topic."), route="coaching:one_on_ones",
         columns="id leader__name rep__name planned_at held_at cancelled_at topic")  # fmt: skip
    keep("notes", TALKS, f"{HERE}Note", ["author"], title=_("Notes that you wrote, or that were shared with you"),
         why=_("A private note is its author's alone. Not even an admin reads it."), route="coaching:one_on_ones",
         rows=readable_notes,
         columns="id author__name one_on_one__planned_at body is_shared created_at edited_at")  # fmt: skip
    keep("promises", TALKS, f"{HERE}Commitment", ["member", "witness"], title=_("Promises by you and to you"),
         why=_("So that a promise is kept or missed, and not forgotten."), route="coaching:commitments",
         columns="id member__name text quantity metric__name due_on state carried reason created_at decided_at")  # fmt: skip # noqa: E501
    keep("praise", SEEN, f"{HERE}Encouragement", ["member", "author"], title=_("Good words said to you and by you"),
         why=_("So that good work is seen."), columns="id author__name member__name text said_at")  # fmt: skip
    withhold(f"{HERE}Note", "body", _("a note is for its author, and for whom it was shared with"))
    withhold(f"{HERE}OneOnOne", "topic", _("the topic of a 1:1 is the pair's alone"))
    erase_with(
        "notes",
        _(
            "Notes of their 1:1s, whoever wrote them, the words of their promises, and good words to and by them."
            " What they shared as a leader stays with the other."
        ),
        wipe,
    )


def readable_notes(member: Membership) -> QuerySet:
    return Note.objects.visible_to(member)


def wipe(member: Membership, now: datetime) -> list[str]:
    """What was said about somebody goes with them; what they shared as a leader belongs to the other, too.

    That a promise was kept or missed, and that a talk was held, stays.
    """
    Note.objects.filter(Q(one_on_one__rep=member) | Q(author=member, is_shared=False)).delete()
    OneOnOne.objects.filter(rep=member).update(topic="")
    Commitment.objects.filter(member=member).update(text=_("Removed"), reason="")
    Encouragement.objects.filter(Q(member=member) | Q(author=member)).delete()
    return []
