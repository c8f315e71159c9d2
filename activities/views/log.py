"""The quick log: who, what happened, saved. Each step is an address, so it works without JavaScript."""

import uuid
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from activities.calls import call_of
from activities.choices import (
    Someone,
    due_people,
    find_people,
    follow_up_days,
    own_people,
    question_of,
    recent_people,
    someone,
)
from activities.forms import LogForm
from activities.models import Activity, ActivityType, Outcome
from activities.picking import demand_someone
from activities.services import log_activity
from crm.models import Account, Contact, Opportunity
from organizations.links import link
from organizations.name_words import in_sentence
from organizations.refusals import REFUSED, show_refusal

from .ways import came_from, inside, onward

LONGEST_NAME = 300


@require_http_methods(["GET", "POST"])
def log(request: Any) -> HttpResponse:
    """Who it was with, then what happened. A POST saves it and goes back to where the person came from."""
    types = list(ActivityType.objects.in_use())
    kind = kind_of(request, types)
    whom = whom_of(request)
    if request.method == "POST":
        return save(request, types, kind, whom)
    if "ago" in request.GET and not request.htmx:
        return redirect(f"{request.path}?{when_it_began(request)}")
    if whom is None and kind.family != ActivityType.OTHER:
        return answer(
            request, "who", types, kind, people=people_for(request), words=request.GET.get("q", "").strip()
        )
    form = log_form(request, kind, initial={"client_id": uuid.uuid4(), "next": came_from(request)})
    return answer(request, "what", types, kind, whom=whom, form=form)


def when_it_began(request: Any) -> str:
    """The same question with the time the call began, which stays right when the page is loaded again."""
    call = call_of(request.GET, request.now)
    asked = {name: value for name, value in request.GET.items() if name not in ("ago", "took")}
    return urlencode(asked | (call.query if call else {}))


def kind_of(request: Any, types: list[ActivityType]) -> ActivityType:
    key = request.GET.get("type", "call")
    kind = next((one for one in types if one.key == key), None)
    if kind is None and "type" in request.GET:
        raise Http404
    if kind is None and not types:
        raise Http404
    return kind or types[0]


def whom_of(request: Any) -> dict[str, Any] | None:
    """Whom the address says, how they are shown, and the opportunity that it is about, if it says one."""
    whom, deal = person_of(request), number(request, "opportunity")
    if not whom or not deal:
        return whom
    found = get_object_or_404(Opportunity.objects.visible_to(request.membership), pk=deal)
    shown = whom["shown"]
    about = " · ".join(part for part in (shown.why, found.name) if part and part != shown.name)
    query = f"{shown.query}&{urlencode({'opportunity': found.pk})}"
    return {**whom, "opportunity": found, "shown": replace(shown, why=about, query=query)}


def person_of(request: Any) -> dict[str, Any] | None:
    contacts = Contact.objects.visible_to(request.membership).select_related("account")
    if pk := number(request, "contact"):
        contact = get_object_or_404(contacts, pk=pk)
        return named(contact=contact, account=contact.account, prospect="")
    if pk := number(request, "account"):
        account = get_object_or_404(Account.objects.visible_to(request.membership), pk=pk)
        return named(contact=None, account=account, prospect="")
    name = " ".join(request.GET.get("prospect", "").split())[:LONGEST_NAME]
    return named(contact=None, account=None, prospect=name) if name else None


def number(request: Any, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def named(**who: Any) -> dict[str, Any]:
    return {**who, "shown": someone(**who, why="")}


def people_for(request: Any) -> dict[str, list[Someone]]:
    """What was searched for; else whom to come back to, whom one was last in touch with, or own contacts."""
    words = request.GET.get("q", "").strip()
    if words:
        return {"found": find_people(request.membership, words), "due": [], "recent": []}
    due = due_people(request.membership, request.membership.today(request.now))
    recent = recent_people(request.membership, leave_out=due)
    return {"found": [], "due": due, "recent": recent or ([] if due else own_people(request.membership))}


def log_form(request: Any, kind: ActivityType, *, data: Any = None, initial: Any = None) -> LogForm:
    me, call = request.membership, call_of(request.GET, request.now)
    days = follow_up_days(me, request.organization, me.today(request.now))
    outcomes = list(Outcome.objects.in_use().filter(type=kind))
    return LogForm(data, initial=initial, type=kind, outcomes=outcomes, days=days, call=call)


def answer(
    request: Any, step: str, types: list[ActivityType], kind: ActivityType, **values: Any
) -> HttpResponse:
    """The page, or only its step for htmx; 422 when something is wrong with what was sent."""
    form, whom = values.get("form"), values.get("whom")
    context = {
        "step": step, "types": types, "kind": kind, "whom": whom, "form": form,
        "people": values.get("people") or {}, "words": values.get("words", ""),
        "who_query": f"&{whom['shown'].query}" if whom else "", "call": called(request),
        "log_address": link(request.organization, "activities:log") + f"?type={kind.key}&{whom['shown'].query}"
        if whom else "",
        "close": came_from(request) or link(request.organization, "home"),
        "question": question_of(form.chosen) if form else "", "next_query": next_query(request),
    }  # fmt: skip
    wrong = form is not None and form.is_bound and not form.is_valid()
    if form is not None and needed(form):
        form.ask_for_day()
    # The sheet takes its part out of the whole page; a step within it is replaced alone.
    step_alone = request.htmx and request.htmx.target != "sheet"
    page = "activities/_step.html" if step_alone else "activities/log.html"
    return render(request, page, context, status=REFUSED if wrong else 200)


def next_query(request: Any) -> str:
    """Carries where the person came from, and the call they made, through the steps."""
    way, call = came_from(request), call_of(request.GET, request.now)
    carried = ({"next": way} if way else {}) | (call.query if call else {})
    return f"&{urlencode(carried)}" if carried else ""


def called(request: Any) -> dict[str, Any] | None:
    """The call that the person comes back from."""
    call, me = call_of(request.GET, request.now), request.membership
    if call is None:
        return None
    is_today = me.today(call.started) == me.today(request.now)
    return {
        "at": call.started, "is_today": is_today, "minutes": call.minutes, "query": f"&{urlencode(call.query)}",
    }  # fmt: skip


def needed(form: LogForm | None) -> bool:
    return form is not None and form.chosen is not None and form.chosen.needs_date


def save(
    request: Any, types: list[ActivityType], kind: ActivityType, whom: dict[str, Any] | None
) -> HttpResponse:
    form = log_form(request, kind, data=request.POST)
    if form.is_valid():
        try:
            entry, _new = write(request, form, kind, whom)
        except ValidationError as error:
            show_refusal(form, error, {"follow_up_on": "when", "seconds": "minutes"})
        else:
            say_saved(request, entry, whom)
            way = inside(request, form.cleaned_data["next"])
            return redirect(way or link(request.organization, "activities:log"))
    return answer(request, "what", types, kind, whom=whom, form=form)


def write(
    request: Any, form: LogForm, kind: ActivityType, whom: dict[str, Any] | None
) -> tuple[Activity, bool]:
    who = {name: whom[name] for name in ("contact", "account", "prospect")} if whom else {}
    deal = whom.get("opportunity") if whom else None
    outcome, call = form.cleaned_data["outcome"], form.call
    demand_someone(outcome, **who)
    return log_activity(
        member=request.membership, type=kind, outcome=outcome, now=request.now,
        occurred_at=call.started if call else request.now,
        by=request.membership, seconds=form.seconds, inbound=form.cleaned_data["inbound"],
        note=form.cleaned_data["note"], client_id=form.cleaned_data["client_id"], follow_up_on=form.follow_up_on,
        opportunity=deal, **who,
    )  # fmt: skip


def say_saved(request: Any, entry: Activity, whom: dict[str, Any] | None) -> None:
    """A toast with Undo; undoing comes back to the page the person goes on to."""
    outcome = entry.outcome.name if entry.outcome else entry.type.name
    words = {"outcome": in_sentence(outcome), "name": whom["shown"].name if whom else ""}
    text = _("Saved: %(outcome)s, %(name)s") if whom else _("Saved: %(outcome)s")
    undo = link(request.organization, "activities:delete", pk=entry.pk)
    way = onward(request, link(request.organization, "activities:log"))
    tags = f"undo:{undo}?{urlencode({'next': way})}"
    messages.success(request, text % words, extra_tags=tags)


@require_GET
def who(request: Any) -> HttpResponse:
    """The rows to choose from while a name is typed. Opened by itself it is the page."""
    if not request.htmx:
        return redirect(f"{link(request.organization, 'activities:log')}?{request.GET.urlencode()}")
    types = list(ActivityType.objects.in_use())
    kind, words = kind_of(request, types), request.GET.get("q", "").strip()
    context = {"kind": kind, "people": people_for(request), "words": words, "next_query": next_query(request)}
    return render(request, "activities/_people.html", context)


def proposal(form: LogForm) -> str:
    """The middle one of the days: soon, but not tomorrow."""
    days = [key for key, _ in form.fields["when"].choices if key]  # type: ignore[attr-defined]
    return str(days[min(1, len(days) - 1)]) if days else ""
