"""Pages of 1:1s: the list, planning, the agenda of one, moving it, holding it, calling it off."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching import services
from coaching.agenda import QUESTIONS, Agenda, agenda
from coaching.forms import WHEN, CommitmentForm, NoteForm, PlanForm, TimeForm, TopicForm
from coaching.models import Commitment, OneOnOne
from coaching.overview import overview
from coaching.permissions import can_plan_one_on_one
from organizations.calendars import calendars_of
from organizations.links import link
from organizations.models import Membership
from organizations.periods import Period
from organizations.refusals import REFUSED, sent, show_refusal
from organizations.working_days import SEARCH_DAYS, next_own_day

PAST_A_PAGE = 20


def find(request: Any, pk: int) -> OneOnOne:
    mine = OneOnOne.objects.visible_to(request.membership).with_people()
    return get_object_or_404(mine, pk=pk)


def to_page(request: Any, one_on_one: OneOnOne) -> HttpResponse:
    return redirect(link(request.organization, "coaching:one_on_one", pk=one_on_one.pk))


@require_GET
def one_on_ones(request: Any) -> HttpResponse:
    """Overdue, upcoming and past talks; for leaders also whom no talk is planned with."""
    me: Membership = request.membership
    past = OneOnOne.objects.visible_to(me).past().with_people()
    context = {
        "view": overview(me, now=request.now),
        "past": Paginator(past, PAST_A_PAGE).get_page(request.GET.get("page")),
        "may_plan": can_plan_one_on_one(me),
    }
    return render(request, "coaching/one_on_ones.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: Any) -> HttpResponse:
    """A leader plans a talk with one of the people they lead."""
    if not can_plan_one_on_one(request.membership):
        raise PermissionDenied
    people = Membership.objects.present().led_by(request.membership).order_by("plain_name", "pk")
    form = PlanForm(
        sent(request), people=people, zone=request.membership.zone, initial=first_choice(request),
        find=link(request.organization, "organizations:find_people"),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and (made := planned(request, form)):
        messages.success(request, _("Planned with %(rep)s.") % {"rep": made.rep.name})
        return to_page(request, made)
    status = REFUSED if form.is_bound else 200
    return render(request, "coaching/plan.html", {"form": form, "nobody": not people.exists()}, status=status)


def first_choice(request: Any) -> dict[str, Any]:
    """The leader's next own working day, with the person whose row was pressed."""
    me: Membership = request.membership
    tomorrow = me.today(request.now) + timedelta(days=1)
    period = Period(tomorrow, tomorrow + timedelta(days=SEARCH_DAYS))
    calendar = calendars_of([me], request.organization, period)[me.pk]
    soon = next_own_day(tomorrow, calendar) or tomorrow
    return {"rep": request.GET.get("with", ""), "on": soon, "at": "14:00"}


def planned(request: Any, form: PlanForm) -> OneOnOne | None:
    try:
        return services.plan_one_on_one(
            leader=request.membership, rep=form.cleaned_data["rep"], planned_at=form.planned_at,
            topic=form.cleaned_data["topic"], by=request.membership, now=request.now,
        )  # fmt: skip
    except ValidationError as error:
        show_refusal(form, error, WHEN)
        return None


@require_GET
def one_on_one(request: Any, pk: int) -> HttpResponse:
    """The agenda of one talk, seen by the two of them only."""
    talk = find(request, pk)
    request.looks_at("one_on_one", talk.leader_id, talk.rep_id, record=pk)
    return agenda_page(request, talk)


def agenda_page(request: HttpRequest, talk: OneOnOne, status: int = 200, **forms: Any) -> HttpResponse:
    """The page with its forms; `forms` are those that were refused, with what was typed."""
    view = agenda(talk, me=request.membership, now=request.now)  # type: ignore[attr-defined]
    context = {
        "view": view,
        "talk": talk,
        "questions": QUESTIONS,
        "path": side(view, "path", forms.get("leader")),
        "commit": side(view, "commit", forms.get("rep")),
        "topic_form": forms.get("topic") or TopicForm(initial={"topic": talk.topic}),
        "note_form": forms.get("note") or NoteForm(prefix="note"),
        "overdue": talk.is_open and talk.planned_at < request.now,  # type: ignore[attr-defined]
    }
    return render(request, "coaching/one_on_one.html", context, status=status)


def side(view: Agenda, name: str, form: CommitmentForm | None) -> dict[str, Any]:
    """What `_commit.html` shows: one person's promises of this talk, and the form for one more."""
    promise = getattr(view, name)
    live = [row for row in promise.rows if row.commitment.state != Commitment.DROPPED]
    return {
        "talk": view.one_on_one,
        "promise": promise,
        "form": form or CommitmentForm(prefix=promise.who),
        "full": len(live) >= services.AT_MOST,
    }


@require_http_methods(["GET", "POST"])
def move(request: Any, pk: int) -> HttpResponse:
    talk = find(request, pk)
    start = talk.planned_at.astimezone(ZoneInfo(request.membership.zone))
    form = TimeForm(
        sent(request),
        zone=request.membership.zone,
        initial={"on": start.date(), "at": f"{start:%H:%M}"},
    )
    if request.method == "POST" and form.is_valid() and moved(request, talk, form):
        messages.success(request, _("Moved."))
        return to_page(request, talk)
    status = REFUSED if form.is_bound else 200
    other = talk.other_than(request.membership)
    return render(request, "coaching/move.html", {"form": form, "talk": talk, "other": other}, status=status)


def moved(request: Any, talk: OneOnOne, form: TimeForm) -> bool:
    try:
        services.reschedule(
            one_on_one=talk, planned_at=form.planned_at, by=request.membership, now=request.now
        )
    except ValidationError as error:
        show_refusal(form, error, WHEN)
        return False
    return True


@require_POST
def topic(request: Any, pk: int) -> HttpResponse:
    talk = find(request, pk)
    form = TopicForm(request.POST)
    if form.is_valid():
        try:
            services.choose_topic(
                one_on_one=talk, topic=form.cleaned_data["topic"], by=request.membership, now=request.now
            )
            return to_page(request, talk)
        except ValidationError as error:
            show_refusal(form, error)
    return agenda_page(request, talk, REFUSED, topic=form)


@require_POST
def held(request: Any, pk: int) -> HttpResponse:
    return act(request, find(request, pk), services.hold_one_on_one, _("Marked as held."))


@require_POST
def called_off(request: Any, pk: int) -> HttpResponse:
    return act(request, find(request, pk), services.cancel, _("Called off."))


@require_POST
def restored(request: Any, pk: int) -> HttpResponse:
    talk = find(request, pk)
    services.restore(one_on_one=talk, by=request.membership, now=request.now)
    messages.success(request, _("The talk is open again."))
    return to_page(request, talk)


def act(request: Any, talk: OneOnOne, service: Any, done: str) -> HttpResponse:
    """One call, then the page with a way back; a refusal is said on the page."""
    try:
        service(one_on_one=talk, by=request.membership, now=request.now)
        undo = link(request.organization, "coaching:restored", pk=talk.pk)
        messages.success(request, done, extra_tags=f"undo:{undo}")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return to_page(request, talk)
