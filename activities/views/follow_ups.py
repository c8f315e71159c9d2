"""What was promised for a day: planned, changed, done, not done after all, later."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from activities import services
from activities.choices import follow_up_days
from activities.follow_up_forms import FollowUpForm, HandOverForm
from activities.models import FollowUp
from activities.permissions import can_change_follow_up, can_hand_over
from organizations.date_words import short_day
from organizations.links import link
from organizations.models import Membership
from organizations.refusals import REFUSED, sent, show_refusal

from .entries import day_of
from .links import linked
from .ways import came_from, inside, onward

PAGE = 100


def find(request: Any, pk: int) -> FollowUp:
    return get_object_or_404(FollowUp.objects.visible_to(request.membership).with_names(), pk=pk)


def own(request: Any, pk: int) -> FollowUp:
    follow_up = find(request, pk)
    if not can_change_follow_up(request.membership, follow_up):
        raise PermissionDenied
    return follow_up


@require_GET
def follow_ups(request: Any) -> HttpResponse:
    """What is promised, by day: one's own, or that of a person one leads."""
    people = list(Membership.objects.visible_to(request.membership).present().order_by("plain_name", "pk"))
    asked = request.GET.get("person", "")
    person = next((one for one in people if str(one.pk) == asked), request.membership)
    found = FollowUp.objects.visible_to(request.membership).open().filter(member=person)
    page = Paginator(found.with_names().in_order(), PAGE).get_page(request.GET.get("page"))
    today = person.today(request.now)
    request.looks_at("follow_ups", person.pk)
    context = {
        "person": person, "people": people if len(people) > 1 else [], "mine": person == request.membership,
        "page": page, "parts": by_part(page, today), "today": today,
        "days": follow_up_days(person, request.organization, today) if person == request.membership else [],
        "moved": sum(1 for one in page if one.moved_from and one.moved_from < today <= one.due_on),
    }  # fmt: skip
    return render(request, "activities/follow_ups.html", context)


def by_part(page: Iterable[FollowUp], today: date) -> list[tuple[str, list[FollowUp]]]:
    return [(title, list(rows)) for title, rows in groupby(page, key=lambda one: part_of(one.due_on, today))]


def part_of(day: date, today: date) -> str:
    if day < today:
        return _("Overdue")
    if day == today:
        return _("Today")
    return _("Tomorrow") if day == today + timedelta(days=1) else _("Later")


@require_http_methods(["GET", "POST"])
def plan(request: Any) -> HttpResponse:
    """Plan one: with whom by the address, when and how by the form."""
    whom = linked(request)
    days = follow_up_days(request.membership, request.organization, request.membership.today(request.now))
    form = FollowUpForm(sent(request), named=bool(whom), initial={"due_on": days[0].day if days else None})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.plan_follow_up(
                member=request.membership, by=request.membership, now=request.now, **whom, **form.details
            )
        except ValidationError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Planned: %(name)s") % {"name": made.with_whom})
            return redirect(onward(request, link(request.organization, "activities:follow_ups")))
    way = inside(request, request.POST.get("next", "")) if form.is_bound else came_from(request)
    context = {"form": form, "follow_up": None, "whom": name_of(whom), "way": way}
    return render(request, "activities/follow_up.html", context, status=REFUSED if form.errors else 200)


def name_of(whom: dict[str, Any]) -> str:
    return next((str(whom[kind]) for kind in ("contact", "opportunity", "account") if whom.get(kind)), "")


@require_http_methods(["GET", "POST"])
def follow_up(request: Any, pk: int) -> HttpResponse:
    """One of them: change it; hand it over; say that it is done."""
    found = find(request, pk)
    request.looks_at("follow_ups", found.member_id)
    may = can_change_follow_up(request.membership, found)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = details_form(found, sent(request))
    if request.method == "POST" and form.is_valid() and changed(request, found, form):
        messages.success(request, _("Changed: %(name)s") % {"name": found.with_whom})
        return redirect(onward(request, link(request.organization, "activities:follow_ups")))
    return shown(request, found, form=form, hand_over=None)


def details_form(found: FollowUp, data: Any) -> FollowUpForm:
    named = bool(found.contact_id or found.account_id or found.opportunity_id)
    initial = {name: getattr(found, name) for name in FollowUpForm.base_fields}
    return FollowUpForm(data, named=named, initial=initial)


def shown(
    request: Any, found: FollowUp, *, form: FollowUpForm, hand_over: HandOverForm | None
) -> HttpResponse:
    """The page, with a form that was refused in place of a fresh one."""
    may = can_change_follow_up(request.membership, found)
    may_give = found.done_at is None and can_hand_over(request.membership, found)
    context = {
        "form": form if may and found.done_at is None else None, "follow_up": found, "whom": found.with_whom,
        "may": may, "hand_over": hand_over or (hand_over_form(request, found, None) if may_give else None), "way": "",
    }  # fmt: skip
    refused = bool(form.errors or hand_over)
    return render(request, "activities/follow_up.html", context, status=REFUSED if refused else 200)


def changed(request: Any, found: FollowUp, form: FollowUpForm) -> bool:
    try:
        services.change_follow_up(follow_up=found, by=request.membership, now=request.now, **form.details)
    except ValidationError as error:
        show_refusal(form, error)
        return False
    return True


def hand_over_form(request: Any, found: FollowUp, data: Any) -> HandOverForm:
    """To everybody who works here and could come back to them."""
    takers = Membership.objects.present().exclude(pk=found.member_id)
    return HandOverForm(data, people=takers, find=link(request.organization, "organizations:find_people"))


@require_POST
def finish(request: Any, pk: int) -> HttpResponse:
    """It is done."""
    found = own(request, pk)
    way = onward(request, link(request.organization, "home"))
    services.finish_follow_up(follow_up=found, by=request.membership, now=request.now)
    undo = f"{link(request.organization, 'activities:reopen', pk=pk)}?{urlencode({'next': way})}"
    messages.success(request, done_words(found), extra_tags=f"undo:{undo}")
    return redirect(way)


def done_words(found: FollowUp) -> str:
    """What is done, and when it comes again."""
    again = services.next_of(found)
    if again is None:
        return _("Done: %(name)s") % {"name": found.with_whom}
    said = {"name": found.with_whom, "day": short_day(again.due_on)}
    return _("Done: %(name)s. Again on %(day)s.") % said


@require_POST
def drop(request: Any, pk: int) -> HttpResponse:
    """It is not to be done any more."""
    found = own(request, pk)
    way = onward(request, link(request.organization, "activities:follow_ups"))
    services.drop_follow_up(follow_up=found, by=request.membership, now=request.now)
    undo = f"{link(request.organization, 'activities:reopen', pk=pk)}?{urlencode({'next': way})}"
    messages.success(
        request, _("Taken away: %(name)s") % {"name": found.with_whom}, extra_tags=f"undo:{undo}"
    )
    return redirect(way)


@require_POST
def reopen(request: Any, pk: int) -> HttpResponse:
    """It is not done after all."""
    found = own(request, pk)
    services.reopen_follow_up(follow_up=found, by=request.membership, now=request.now)
    messages.success(request, _("Open again: %(name)s") % {"name": found.with_whom})
    return redirect(onward(request, link(request.organization, "home")))


@require_POST
def later(request: Any, pk: int) -> HttpResponse:
    """On the day that is chosen, else on the next that its owner works."""
    found = own(request, pk)
    today = found.member.today(request.now)
    way = onward(request, link(request.organization, "home"))
    days = [one.day for one in follow_up_days(found.member, request.organization, today)]
    until = day_of(request.POST.get("until", "")) or (days[0] if days else today + timedelta(days=1))
    try:
        services.snooze(follow_up=found, until=until, by=request.membership, now=request.now)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        undo = f"{link(request.organization, 'activities:put_back', pk=pk)}?{urlencode({'next': way})}"
        said = {"day": short_day(until), "name": found.with_whom}
        messages.success(request, _("Moved to %(day)s: %(name)s") % said, extra_tags=f"undo:{undo}")
    return redirect(way)


@require_POST
def put_back(request: Any, pk: int) -> HttpResponse:
    """On the day that it was moved from."""
    found = own(request, pk)
    try:
        services.unsnooze(follow_up=found, by=request.membership, now=request.now)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        said = {"day": short_day(found.due_on), "name": found.with_whom}
        messages.success(request, _("Back on %(day)s: %(name)s") % said)
    return redirect(onward(request, link(request.organization, "home")))
