"""Reminders: those since one looked, when one wants them, and on which devices."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from activities import services
from activities.models import PushDevice, Reminder, ReminderHours
from activities.push import public_key
from activities.reminder_forms import DeviceForm, HoursForm
from organizations.links import link
from organizations.refusals import REFUSED, sent, show_refusal

# A page that was asleep for long is not told everything that it missed.
LONGEST_SLEEP = timedelta(hours=4)
MOST = 3
A_MINUTE = timedelta(seconds=65)


@require_GET
def reminders(request: Any) -> HttpResponse:
    """Reminders given since the instant of the address, as toasts; nothing when there are none. Asked by open pages."""
    if not request.htmx:
        return redirect(link(request.organization, "activities:follow_ups"))
    since = max(instant(request.GET.get("since", ""), request.now), request.now - LONGEST_SLEEP)
    given = Reminder.objects.visible_to(request.membership).filter(
        given_at__gt=since, given_at__lte=request.now
    )
    found = list(given.select_related("follow_up").order_by("-given_at")[:MOST])
    open_ones = [one for one in found if one.follow_up is None or one.follow_up.done_at is None]
    if not open_ones:
        return HttpResponse(status=204)
    return render(request, "activities/_reminders.html", {"reminders": open_ones})


def instant(text: str, now: datetime) -> datetime:
    """The instant that a page says; a page that says none asks each minute, and a little more is better than less."""
    return datetime.fromtimestamp(int(text), UTC) if text.isdecimal() and len(text) < 12 else now - A_MINUTE


@require_http_methods(["GET", "POST"])
def reminder_hours(request: Any) -> HttpResponse:
    """When one wants to be reminded, and where."""
    me = request.membership
    hours = ReminderHours.objects.filter(membership=me).first() or ReminderHours(membership=me)
    initial = {"starts": hours.starts, "ends": hours.ends, "by_mail": hours.by_mail}
    form = HoursForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_hours(membership=me, by=me, now=request.now, **form.cleaned_data)
        except ValidationError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(link(request.organization, "activities:reminder_hours"))
    context = {
        "form": form, "public_key": public_key(),
        "devices": list(PushDevice.objects.filter(membership=me).order_by("-created_at")),
    }  # fmt: skip
    return render(request, "activities/reminder_hours.html", context, status=REFUSED if form.errors else 200)


@require_POST
def add_device(request: Any) -> HttpResponse:
    """A browser's subscription as JSON, sent by the page's script."""
    try:
        told = json.loads(request.body)
        form = DeviceForm({"endpoint": told["endpoint"], **told["keys"]})
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"detail": _("This is no subscription of a browser.")}, status=REFUSED)
    if not form.is_valid():
        return JsonResponse({"detail": _("This is no subscription of a browser.")}, status=REFUSED)
    said = form.cleaned_data
    try:
        services.add_device(
            membership=request.membership, address=said["endpoint"], p256dh=said["p256dh"], auth=said["auth"],
            name=request.headers.get("User-Agent", ""), by=request.membership, now=request.now,
        )  # fmt: skip
    except ValidationError as error:
        return JsonResponse({"detail": error.messages[0]}, status=REFUSED)
    return JsonResponse({}, status=201)


@require_POST
def remove_device(request: Any, pk: int) -> HttpResponse:
    device = get_object_or_404(PushDevice.objects.filter(membership=request.membership), pk=pk)
    services.remove_device(device=device, by=request.membership, now=request.now)
    messages.success(request, _("No more reminders there."))
    return redirect(link(request.organization, "activities:reminder_hours"))
