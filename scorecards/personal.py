"""What this app keeps about a person, and what of it goes when they are erased."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from organizations.models import Membership
from organizations.privacy.parts import SEEN, WORK, erase_with, keep, withhold
from scorecards.models import Card
from scorecards.observers.forgetting import forget_observers

HERE = "scorecards."


def register() -> None:
    keep("cards", WORK, f"{HERE}Card", ["member"], title=_("Your weekly cards"),
         why=_("How your week went against its targets. A closed card never changes."), route="scorecards:mine",
         columns="id week_on team__name score own_days verdict snapshot closed_at acknowledged_at"
         " reflection")  # fmt: skip
    keep("amendments", WORK, f"{HERE}Amendment", ["card__member"], title=_("What late entries changed on them"),
         why=_("It stands beside the card, which stays as it was."), route="scorecards:mine",
         columns="id card__week_on at cause before after")  # fmt: skip
    keep("observers", SEEN, f"{HERE}Watch", ["member"], title=_("Who gets your weekly card by mail"),
         why=_("So that an observer gets it, and can stop."), route="scorecards:observers",
         columns="id observer__name observer__address state asked_at confirmed_at over_at")  # fmt: skip
    keep("card_templates", WORK, f"{HERE}TemplateAssignment", ["member"],
         title=_("Which card template you have, and since when"), why=_("It decides what your weekly card scores."),
         route="scorecards:mine", columns="id template__name from_on created_at")  # fmt: skip
    withhold(f"{HERE}ObserverKey", "*", _("a secret"))
    erase_with(
        "reflections",
        _("What they wrote on their cards; the cards themselves stay. Observers whom nobody else has."),
        wipe,
    )


def wipe(member: Membership, now: datetime) -> list[str]:
    """The snapshot and its digest hold no word of theirs and stay as they are."""
    Card.objects.filter(member=member).exclude(reflection="").update(reflection="")
    return forget_observers(member, now)
