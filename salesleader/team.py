"""The leader's home: who needs them now, everyone, what went well, and how last week ended."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from organizations.links import link
from organizations.models import Placement, Team
from organizations.teams.coverage import coverage
from salesleader.start.steps import reminder_for
from salesleader.team_board import board_of


@require_GET
def team(request: Any) -> HttpResponse:
    """Every team one leads and those below, or one of them. Who needs you first, then everyone by name."""
    me = request.membership
    if not (me.leads_any or me.is_admin):
        raise PermissionDenied
    today = me.today(request.now)
    stays = list(stays_seen_by(me, today))
    teams = {stay.team.pk: stay.team for stay in stays}
    chosen = teams.get(number(request.GET.get("team")))
    shown = [chosen] if chosen else list(teams.values())
    members = [stay.membership for stay in stays if chosen is None or stay.team.path.startswith(chosen.path)]
    request.looks_at("team", *(member.pk for member in members))
    board = board_of(members, shown, request.organization, me, request.now) if members else None
    context: dict[str, Any] = {
        "board": board,
        "teams": sorted(teams.values(), key=lambda one: one.path) if len(teams) > 1 else [],
        "chosen": chosen,
        "names": get_text_list([one.name for one in shown], _("and"))
        if len(shown) < 3
        else ngettext("%(n)s team", "%(n)s teams", len(shown)) % {"n": len(shown)},
        "people": len(members),
        "set_up": reminder_for(me),
        "coverage": board.coverage if board else coverage(me, request.organization, today),
        "people_url": link(request.organization, "organizations:people"),
    }
    return render(request, "home/team.html", context)


def number(text: str | None) -> int:
    """An id from the address; 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


def stays_seen_by(me: Any, today: date) -> Any:
    """Who sells in the teams one leads and below; for an admin in all teams."""
    found = Placement.objects.on(today).filter(
        membership__is_rep=True, membership__deactivated_at__isnull=True
    )
    if not me.is_admin:
        found = found.filter(team__in=Team.objects.led_by(me).values("pk"))
    return found.select_related("team", "membership").order_by("membership__plain_name", "membership_id")
