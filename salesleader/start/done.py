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

from organizations.links import link
from organizations.models import Membership, Organization, Team
from organizations.periods import Period, close_instant, first_local_time_after

from .steps import progress_here
from .views import admins_only


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
    context = {
        "progress": progress,
        "first": first_close(request.organization, me, request.now),
        "teams": list(Team.objects.select_related("leader").order_by("path")),
        "people": Membership.objects.present().count(),
    }
    return render(request, "start/done.html", context)


def first_close(organization: Organization, me: Membership, now: datetime) -> FirstClose:
    week = organization.week_of(me.today(now))
    closes = close_instant(week, organization.closing_time(week), me.zone)
    mails = first_local_time_after(closes, organization.mailing_time(week), me.zone)
    zone = ZoneInfo(me.zone)
    return FirstClose(week, closes.astimezone(zone), mails.astimezone(zone))
