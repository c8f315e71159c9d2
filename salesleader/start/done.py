"""The end of setting up: never an empty dashboard, but what happens next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from organizations.invitations.cards import cards_of
from organizations.links import link
from organizations.models import Invitation, Membership, Organization, Team
from organizations.periods import Period, close_instant, first_local_time_after
from scorecards.card_templates.reading import standings

from .steps import progress_here
from .views import admins_only

A_FEW = 20


@dataclass(frozen=True)
class FirstClose:
    """When the running week closes and its mails go out, where the reader is."""

    week: Period
    closes_at: datetime
    mails_at: datetime


@require_GET
def done(request: Any) -> HttpResponse:
    """Who sells alone is led to their day. Everyone else sees who was asked, and what happens when."""
    admins_only(request)
    progress = progress_here()
    if progress.is_alone:
        messages.success(request, _("That is all. Log your first call whenever you have made it."))
        return redirect(link(request.organization, "today"))
    me: Membership = request.membership
    asked = Invitation.objects.visible_to(me).valid(request.now).select_related("team").newest_first()
    teams = list(Team.objects.in_use().select_related("leader").order_by("path"))
    invited = list(asked[:A_FEW])
    cards = cards_of(invited, request.now)
    context = {
        "progress": progress,
        "first": first_close(request.organization, me, request.now),
        "invited": [(one, cards.get(one.pk)) for one in invited],
        "invited_more": max(asked.count() - A_FEW, 0),
        "teams": [(team, coming_leader(team, invited)) for team in teams],
        "leaderless": [team for team in teams if team.leader is None and not coming_leader(team, invited)],
        "card": standings([None], request.organization, request.now)[0].template,
    }  # fmt: skip
    return render(request, "start/done.html", context)


def coming_leader(team: Team, invited: list[Invitation]) -> Invitation | None:
    """Who was asked to lead a team that nobody leads yet."""
    if team.leader is not None:
        return None
    return next((one for one in invited if one.leads and one.team_id == team.pk), None)


def first_close(organization: Organization, me: Membership, now: datetime) -> FirstClose:
    week = organization.week_of(me.today(now))
    closes = close_instant(week, organization.closing_time(week), me.zone)
    mails = first_local_time_after(closes, organization.mailing_time(week), me.zone)
    zone = ZoneInfo(me.zone)
    return FirstClose(week, closes.astimezone(zone), mails.astimezone(zone))
