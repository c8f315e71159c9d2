"""What other rooms show of card templates: a line on a person's page, and what a person's card scores."""

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from organizations.hubs import SETTINGS, YOU, Row, add_row
from organizations.models import Membership
from organizations.periods import Period
from organizations.registry import fill_slot, supply
from scorecards.library import library_for
from scorecards.permissions import can_give_template

from .reading import standings


def register() -> None:
    """Called when the app starts."""
    fill_slot("beside a person", on_page)
    supply("metrics of cards", metrics_of_cards)
    why = _("What the weekly card counts, and who has which.")
    add_row(SETTINGS, Row("house", _("Card templates"), why, "scorecards:templates", rank=60))
    own = _("What your weekly card counts, and how much each counts.")
    add_row(
        YOU,
        Row(
            "you", _("How your card counts"), own, "scorecards:templates", sees=lambda me: me.is_rep, rank=80
        ),
    )


def on_page(*, request: Any, member: Membership) -> str:
    """For who has a card and is here."""
    if not member.is_rep or member.deactivated_at is not None:
        return ""
    row = standings([member], request.organization, request.now)[0]
    context = {
        "row": row, "member": member, "organization": request.organization,
        "may_give": can_give_template(request.membership, member),
    }  # fmt: skip
    return render_to_string("scorecards/templates/_beside.html", context, request)


def metrics_of_cards(*, members: Sequence[Membership], week: Period) -> list[tuple[int, list[int]]]:
    """By member id, the ids of what their card of the week scores, in its order. Two queries."""
    library = library_for(week, members)
    return [(member.pk, [metric.pk for metric in library.of(member.pk).metrics]) for member in members]
