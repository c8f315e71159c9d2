"""Pages of calendars: one's own for calendar programs, those meetings come from, and what became of a meeting."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from activities.models import Outcome
from meetings import services
from meetings.door import member_of_feed
from meetings.feed import as_ical, entries_of
from meetings.forms import AddressForm, FileForm, ToldForm
from meetings.models import CalendarFeed, CalendarSource, Meeting
from meetings.reading import NotACalendar
from meetings.tasks import read_soon
from meetings.update import take_data
from organizations.links import absolute, link
from organizations.refusals import REFUSED, sent, show_refusal
from organizations.tenancy.scope import organization_scope

MEETING = "meeting"


def to_calendars(request: Any) -> HttpResponse:
    return redirect(link(request.organization, "meetings:calendars"))


@require_GET
def calendars(request: Any) -> HttpResponse:
    """One's own calendar for calendar programs, and the calendars that meetings come from."""
    return show_calendars(request)


def show_calendars(request: Any, status: int = 200, **more: Any) -> HttpResponse:
    me = request.membership
    context = {
        "feed": CalendarFeed.objects.visible_to(me).filter(revoked_at__isnull=True).first(),
        "sources": list(CalendarSource.objects.visible_to(me).order_by("name", "pk")),
        "waiting": Meeting.objects.visible_to(me).proposed(request.now).count(),
        "address_form": AddressForm(), "file_form": FileForm(), "address": "", **more,
    }  # fmt: skip
    return render(request, "meetings/calendars.html", context, status=status)


@require_POST
def start_feed(request: Any) -> HttpResponse:
    """Make a new secret address; it is shown now and never again, so this is an answer and no redirect."""
    secret = services.start_feed(membership=request.membership, by=request.membership, now=request.now)
    return show_calendars(request, address=absolute(f"/calendar/{secret}.ics"))


@require_POST
def end_feed(request: Any) -> HttpResponse:
    if services.end_feed(membership=request.membership, by=request.membership, now=request.now):
        messages.success(request, _("The address is closed. Calendar programs find nothing there any more."))
    return to_calendars(request)


@require_POST
def add_address(request: Any) -> HttpResponse:
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            source = services.add_address(
                membership=request.membership, by=request.membership, now=request.now, **form.cleaned_data
            )
        except ValidationError as error:
            show_refusal(form, error)
        else:
            read_soon(source)
            messages.success(request, _("Added. Its meetings are proposed here in a moment."))
            return to_calendars(request)
    return show_calendars(request, status=REFUSED, address_form=form)


@require_POST
def add_file(request: Any) -> HttpResponse:
    """Read a file at once. What it holds is proposed, nothing is logged."""
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            new = take_file(request, form)
        except (ValidationError, NotACalendar) as error:
            form.add_error("file", error if isinstance(error, ValidationError) else str(error))
        else:
            found = ngettext("%(n)s meeting found.", "%(n)s meetings found.", new) % {"n": new}
            messages.success(request, found if new else _("No new meeting of the last two weeks is in it."))
            return redirect(link(request.organization, "meetings:meetings" if new else "meetings:calendars"))
    return show_calendars(request, status=REFUSED, file_form=form)


def take_file(request: Any, form: FileForm) -> int:
    """Read it; how many meetings are new. A file that is no calendar, or brings nothing new, is not kept as one."""
    file, me = form.cleaned_data["file"], request.membership
    data = file.read()
    with transaction.atomic():
        source = services.add_file(membership=me, name=file.name or "calendar.ics", by=me, now=request.now)
        new = take_data(source=source, data=data, etag="", now=request.now)
        if not new:
            services.remove_source(source=source, by=me, now=request.now)
    return new


@require_POST
def remove_source(request: Any, pk: int) -> HttpResponse:
    source = get_object_or_404(CalendarSource.objects.visible_to(request.membership), pk=pk)
    services.remove_source(source=source, by=request.membership, now=request.now)
    messages.success(request, _("Taken away. What you logged from it stays in the log."))
    return to_calendars(request)


@require_POST
def check_source(request: Any, pk: int) -> HttpResponse:
    """Read it now instead of within the hour."""
    found = CalendarSource.objects.visible_to(request.membership).exclude(address="")
    read_soon(get_object_or_404(found, pk=pk))
    messages.success(request, _("It is being read. Look again in a moment."))
    return to_calendars(request)


@require_GET
def meetings(request: Any) -> HttpResponse:
    """What calendars show and nobody has said anything about."""
    waiting = list(Meeting.objects.visible_to(request.membership).proposed(request.now)[:100])
    has_calendar = bool(waiting) or CalendarSource.objects.visible_to(request.membership).exists()
    return render(request, "meetings/meetings.html", {"meetings": waiting, "has_calendar": has_calendar})


@require_http_methods(["GET", "POST"])
def meeting(request: Any, pk: int) -> HttpResponse:
    """One meeting: did it take place, and how did it end?"""
    found = find(request, pk)
    outcomes = list(
        Outcome.objects.in_use().select_related("type").filter(type__key=MEETING, type__retired_at=None)
    )
    named = found.contact_id is not None or found.account_id is not None
    form = ToldForm(sent(request), outcomes=outcomes, named=named, initial={"prospect": found.who})
    if request.method == "POST" and form.is_valid() and log(request, found, form):
        messages.success(request, _("In your log: %(title)s") % {"title": found.title})
        return redirect(link(request.organization, "meetings:meetings"))
    context = {
        "meeting": found,
        "form": form,
        "can_log": bool(outcomes),
        "open": found.state == Meeting.PROPOSED,
    }
    return render(request, "meetings/meeting.html", context, status=REFUSED if form.errors else 200)


def log(request: Any, found: Meeting, form: ToldForm) -> bool:
    """Save it; what the service refuses is shown at the form."""
    try:
        services.log_meeting(
            meeting=found, contact=found.contact, account=found.account, by=request.membership, now=request.now,
            prospect=form.cleaned_data.get("prospect", ""), **form.details,
        )  # fmt: skip
    except ValidationError as error:
        show_refusal(form, error)
        return False
    return True


@require_POST
def dismiss(request: Any, pk: int) -> HttpResponse:
    found = find(request, pk)
    services.dismiss_meeting(meeting=found, by=request.membership, now=request.now)
    undo = link(request.organization, "meetings:propose_again", pk=pk)
    messages.success(request, _("Put aside: %(title)s") % {"title": found.title}, extra_tags=f"undo:{undo}")
    return redirect(link(request.organization, "meetings:meetings"))


@require_POST
def propose_again(request: Any, pk: int) -> HttpResponse:
    services.propose_again(meeting=find(request, pk), by=request.membership, now=request.now)
    return redirect(link(request.organization, "meetings:meetings"))


def find(request: Any, pk: int) -> Meeting:
    mine = Meeting.objects.visible_to(request.membership).select_related(
        "contact", "account", "source", "membership"
    )
    return get_object_or_404(mine, pk=pk)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar itself, for a program that knows the secret address. Anything else is not found."""
    now = timezone.now()
    arrived = member_of_feed(secret)
    if arrived is None:
        raise Http404
    organization, feed_id = arrived
    with organization_scope(organization.pk):
        found = CalendarFeed.objects.select_related("membership").filter(pk=feed_id, revoked_at__isnull=True)
        live = found.filter(membership__deactivated_at__isnull=True, membership__user__is_active=True).first()
        if live is None:
            raise Http404
        live.membership.organization = organization
        body = as_ical(live.membership, entries_of(live.membership, live.membership.today(now), now))
    return calendar_answer(request, body)


def calendar_answer(request: HttpRequest, body: bytes) -> HttpResponse:
    etag = quote_etag(sha256(body).hexdigest()[:32])
    answer: Any = get_conditional_response(
        request, etag=etag, response=HttpResponse(body, content_type="text/calendar; charset=utf-8")
    )
    if not isinstance(answer, HttpResponseNotModified):
        answer["Content-Disposition"] = 'inline; filename="salesleader.ics"'
    answer["ETag"], answer["Cache-Control"] = etag, "private, max-age=300"
    return answer
