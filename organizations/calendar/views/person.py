"""A person's month, and asking for time off."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organizations import services
from organizations.calendar.forms.time_off import FIELDS, TimeOffForm
from organizations.calendar.lookups import calendar_of, day_asked, member_seen, month_asked
from organizations.calendar.permissions import can_manage_days, can_see_absences
from organizations.calendar.sheet import sheet_of
from organizations.calendar.takes import Takes, takes_of
from organizations.links import link
from organizations.models import Membership, TimeOff
from organizations.periods import DAY
from organizations.refusals import REFUSED, sent, show_refusal


@require_GET
def my_calendar(request: Any) -> HttpResponse:
    """One's own month, at an address that is the same for everyone."""
    return calendar(request, request.membership.pk)


@require_GET
def calendar(request: Any, pk: int) -> HttpResponse:
    """A person's own working days of a month, and where each number comes from."""
    member, me = member_seen(request, pk), request.membership
    today = me.today(request.now)
    month = month_asked(request.GET.get("month"), today)
    first = request.organization.rule_on("first_weekday", month.last)
    context = {
        "member": member,
        "sheet": sheet_of(member, month, today, own=member == me),
        "weekdays": [WEEKDAYS_ABBR[number % 7] for number in range(first, first + 7)],
        "is_own": member == me,
        "is_now": today in month,
        "may_manage": can_manage_days(me, member),
        "may_see_absences": can_see_absences(me),
    }
    return render(request, "calendar/person.html", context)


@require_http_methods(["GET", "POST"])
def add_time_off(request: Any, pk: int) -> HttpResponse:
    """Ask for time off; who may answer for the person enters it at once."""
    member = member_seen(request, pk)
    enters = can_manage_days(request.membership, member)
    on = day_asked(request.GET.get("on"))
    form = TimeOffForm(sent(request), initial={"starts_on": on})
    if form.is_bound and form.is_valid() and (made := added(request, member, form, enters)):
        say_added(request, made)
        return redirect(calendar_of(request, member))
    context = {
        "member": member,
        "form": form,
        "enters": enters,
        "takes": taken(request, member, form, on),
        "is_own": member == request.membership,
    }
    return render(request, "calendar/add_time_off.html", context, status=REFUSED if form.is_bound else 200)


def added(request: Any, member: Membership, form: TimeOffForm, enters: bool) -> TimeOff | None:
    service = services.take_time_off if enters else services.ask_time_off
    try:
        return service(membership=member, by=request.membership, now=request.now, **form.days)
    except ValidationError as error:
        show_refusal(form, error, FIELDS)
        return None


def say_added(request: Any, off: TimeOff) -> None:
    words = _("Entered. It counts from now on.") if off.counts else _("Asked. Who leads you sees it at once.")
    undo = link(request.organization, "organizations:withdraw_time_off", pk=off.pk)
    messages.success(request, words, extra_tags=f"undo:{undo}")


@require_GET
def takes(request: Any, pk: int) -> HttpResponse:
    """The fragment that says what the days in the form would take; asks again whenever they change."""
    member = member_seen(request, pk)
    context = {"takes": taken(request, member, TimeOffForm(request.GET)), "member": member}
    return render(request, "calendar/_takes.html", context)


def taken(request: Any, member: Membership, form: TimeOffForm, on: date | None = None) -> Takes | None:
    """What the days of a form that was sent would take; of a fresh form, the day that it begins with."""
    if form.is_bound and form.is_valid():
        first, end, share = (form.days[key] for key in ("starts_on", "ends_on", "share"))
    elif on and not form.is_bound:
        first, end, share = on, on + DAY, services.FULL_DAY
    else:
        return None
    if not 0 < (end - first).days <= services.LONGEST_TIME_OFF:
        return None
    return takes_of(member, first, end, share, viewer=request.membership, today=member.today(request.now))
