"""The log by day, and one entry: read, change, take out, bring back."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from activities import services
from activities.forms import DeleteForm, EditForm
from activities.history import History, history_of
from activities.models import Activity, ActivityType, Outcome
from activities.permissions import can_edit_activity
from activities.services import is_closed
from organizations.links import link
from organizations.models import Membership
from organizations.refusals import REFUSED, sent, show_refusal

from .ways import onward

PAGE = 50


@require_GET
def entries(request: Any) -> HttpResponse:
    """Entries by day, newest first: one's own, or those of a person that one can see."""
    people = list(Membership.objects.visible_to(request.membership).reps().order_by("plain_name", "pk"))
    person = person_of(request, people)
    kind = request.GET.get("type") or None
    day = day_of(request.GET.get("day", ""))
    found = Activity.objects.kept().visible_to(request.membership)
    found = found.matching(member=person.pk, type=kind, first=day, last=day)
    page = Paginator(found.newest_first().with_names(), PAGE).get_page(request.GET.get("page"))
    request.looks_at("log", person.pk)
    context = {
        "people": people if len(people) > 1 else [], "person": person, "page": page, "days": by_day(page, request),
        "types": list(ActivityType.objects.in_use()), "kind": kind or "", "day": day,
        "mine": person == request.membership, "filtered": bool(kind or day),
    }  # fmt: skip
    return render(request, "activities/entries.html", context)


def day_of(text: str) -> date | None:
    """The day that is asked for; None for all of them."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def person_of(request: Any, people: list[Membership]) -> Membership:
    """The person asked for, if the reader can see them; else the reader."""
    asked = request.GET.get("person", "")
    return next((one for one in people if str(one.pk) == asked), request.membership)


def by_day(page: Iterable[Activity], request: Any) -> list[dict[str, Any]]:
    today = request.membership.today(request.now)
    return [
        {"day": day, "is_today": day == today, "rows": [row_of(one) for one in rows]}
        for day, rows in groupby(page, key=lambda one: one.occurred_on)
    ]


def row_of(entry: Activity) -> dict[str, Any]:
    """One entry as a list shows it: the time is that of the person who did it."""
    account = entry.account.name if entry.account and entry.contact else ""
    return {
        "entry": entry, "with_whom": entry.with_whom or _("Nobody named"), "place": account,
        "at": entry.occurred_at.astimezone(ZoneInfo(entry.member.zone)).strftime("%H:%M"),
        "what": entry.outcome.name if entry.outcome else entry.type.name,
        "late": entry.get_evidence_display() if entry.evidence in ("late", "tally") else "",
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def entry(request: Any, pk: int) -> HttpResponse:
    """One entry with its history; the person who did it changes it here."""
    found = get_object_or_404(Activity.objects.visible_to(request.membership).with_names(), pk=pk)
    request.looks_at("entry", found.member_id, record=pk)
    may = can_edit_activity(request.membership, found)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = edit_form(found, sent(request)) if may else None
    if request.method == "POST" and form is not None and form.is_valid() and change(request, found, form):
        messages.success(request, _("Changed: %(name)s") % {"name": found.with_whom or found.type.name})
        return redirect(link(request.organization, "activities:entry", pk=pk))
    return shown(request, found, form, DeleteForm(needed=is_closed(found, request.now)))


def shown(request: Any, found: Activity, form: EditForm | None, taking_out: DeleteForm) -> HttpResponse:
    """The page of an entry, with a form that was refused in place of a fresh one."""
    context = {
        "entry": found, "row": row_of(found), "form": form if found.deleted_at is None else None,
        "may": form is not None, "taking_out": taking_out, "history": history(found),
        "mine": found.member_id == request.membership.pk,
        "when": found.follow_ups.open().order_by("due_on").first(),
    }  # fmt: skip
    refused = bool(taking_out.errors or (form and form.errors))
    return render(request, "activities/entry.html", context, status=REFUSED if refused else 200)


def history(found: Activity) -> list[History]:
    return history_of(found, ZoneInfo(found.member.zone))


def edit_form(found: Activity, data: Any) -> EditForm:
    there = found.occurred_at.astimezone(ZoneInfo(found.member.zone))
    outcomes = list(Outcome.objects.in_use().filter(type=found.type))
    if found.outcome is not None and found.outcome not in outcomes:
        outcomes.append(found.outcome)
    initial = {
        "outcome": found.outcome_id, "note": found.note, "inbound": found.inbound, "prospect": found.with_whom,
        "minutes": None if found.seconds is None else round(found.seconds / 60),
        "day": there.date(), "at": there.time(),
    }  # fmt: skip
    form = EditForm(data, initial=initial, type=found.type, outcomes=outcomes, member=found.member)
    if found.contact_id or found.account_id:
        del form.fields["prospect"]
    return form


def change(request: Any, found: Activity, form: EditForm) -> bool:
    """Save what changed; what the service refuses is shown at the form."""
    said = form.cleaned_data
    changes: dict[str, Any] = {
        name: said[name] for name in ("outcome", "note", "inbound", "prospect") if name in said
    }
    if "minutes" in form.changed_data:
        changes["seconds"] = form.seconds
    try:
        services.edit_activity(
            activity=found, by=request.membership, now=request.now, follow_up_on=said["follow_up_on"],
            occurred_at=form.occurred_at(found.occurred_at), **changes,
        )  # fmt: skip
    except ValidationError as error:
        show_refusal(form, error, {"occurred_at": "at", "seconds": "minutes"})
        return False
    return True


def own(request: Any, pk: int) -> Activity:
    found = get_object_or_404(Activity.objects.visible_to(request.membership).with_names(), pk=pk)
    if not can_edit_activity(request.membership, found):
        raise PermissionDenied
    return found


@require_POST
def delete(request: Any, pk: int) -> HttpResponse:
    """Take it out of every count, with a way back; from a closed week only with a reason."""
    found = own(request, pk)
    way = onward(request, link(request.organization, "activities:entries"))
    form = DeleteForm(request.POST, needed=is_closed(found, request.now))
    if not form.is_valid():
        return shown(request, found, edit_form(found, None), form)
    if services.delete_activity(
        activity=found, by=request.membership, now=request.now, reason=form.cleaned_data["reason"]
    ):
        undo = link(request.organization, "activities:restore", pk=pk)
        tags = f"undo:{undo}?{urlencode({'next': way})}"
        messages.success(
            request,
            _("Taken out: %(name)s") % {"name": found.with_whom or found.type.name},
            extra_tags=tags,
        )
    return redirect(way)


@require_POST
def restore(request: Any, pk: int) -> HttpResponse:
    """Bring it back."""
    services.restore_activity(activity=own(request, pk), by=request.membership, now=request.now)
    messages.success(request, _("Back in the log."))
    return redirect(onward(request, link(request.organization, "activities:entry", pk=pk)))
