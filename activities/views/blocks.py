"""Call blocks: a list is worked through call by call. Each step is a page, so it goes on on any device."""

import uuid
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from activities import services
from activities.block_forms import BlockForm
from activities.block_lists import DUE, PROSPECTS, people_of
from activities.calls import call_of
from activities.choices import follow_up_days, question_of, someone
from activities.forms import LogForm
from activities.models import ActivityType, BlockPerson, CallBlock, Outcome
from activities.models.blocks import LONGEST_CALL
from organizations.links import link
from organizations.name_words import in_sentence
from organizations.refusals import REFUSED, sent, show_refusal

from .log import called, proposal, when_it_began

SHOWN, EMPTY = 12, "empty"
# Answers that stand on the page, beside the button for the others.
IN_REACH = 6
# Before this much was worked a pace says nothing.
ENOUGH = 60


@require_http_methods(["GET", "POST"])
def blocks(request: Any) -> HttpResponse:
    """Begin one, or go on with one that is open."""
    me = request.membership
    form = BlockForm(sent(request), types=list(ActivityType.objects.in_use().filter(channel="call")))
    if form.is_valid() and (made := begin(request, form)):
        return redirect(link(request.organization, "activities:block", pk=made.pk))
    mine = CallBlock.objects.visible_to(me).with_counts().order_by("-created_at", "-pk")[:SHOWN]
    lines = [
        {"block": one, "minutes": one.worked(request.now) // 60, "pace": pace_of(one, request.now)}
        for one in mine
    ]
    context = {"form": form, "lines": lines, "nobody": nobody_on(form)}
    return render(request, "activities/blocks.html", context, status=REFUSED if form.errors else 200)


def begin(request: Any, form: BlockForm) -> CallBlock | None:
    me, said = request.membership, form.cleaned_data
    people = people_of(said["which"], me, me.today(request.now), int(said["most"]))
    try:
        return services.start_block(
            member=me, type=said["type"], name=form.list_name, people=people, by=me, now=request.now
        )
    except services.NobodyListed as error:
        form.add_error("which", ValidationError(error.messages[0], code=EMPTY))
        return None


def nobody_on(form: BlockForm) -> dict[str, str] | None:
    """What to say and to offer where the list that was chosen is empty."""
    if not form.has_error("which", EMPTY):
        return None
    if form.data["which"] == DUE:
        return {
            "title": _("Nobody is due for a call now."),
            "why": _("Everyone you promised a call has been tried today, or has no number. Call on instead."),
            "which": PROSPECTS,
            "button": _("Call my prospects"),
        }
    return {
        "title": _("Nobody is on this list."),
        "why": _("It holds your own contacts with a number who were not tried today and may be contacted."),
        "which": "",
        "button": "",
    }


def own(request: Any, pk: int) -> CallBlock:
    found = CallBlock.objects.visible_to(request.membership).with_counts().select_related("type")
    return get_object_or_404(found, pk=pk)


@require_GET
def block(request: Any, pk: int) -> HttpResponse:
    """Who is next, or how it went once it is over."""
    found = own(request, pk)
    if "ago" in request.GET:
        return redirect(f"{request.path}?{when_it_began(request)}")
    person = found.people.waiting().with_names().first() if found.ended_at is None else None
    if person is None:
        return summary(request, found)
    return at_work(request, found, person, log_form(request, found, None))


def log_form(request: Any, found: CallBlock, data: Any) -> LogForm:
    me = request.membership
    form = LogForm(
        data,
        initial={"client_id": uuid.uuid4(), "outcome": request.GET.get("outcome")},
        type=found.type,
        outcomes=list(Outcome.objects.in_use().filter(type=found.type)),
        days=follow_up_days(me, request.organization, me.today(request.now)),
        call=call_of(request.GET, request.now),
    )
    if form.chosen is not None and form.chosen.needs_date:
        form.ask_for_day()
        form.initial["when"] = proposal(form)
    return form


def at_work(request: Any, found: CallBlock, person: BlockPerson, form: LogForm) -> HttpResponse:
    """The page of the person who is next. An outcome that reached somebody, or asks for a date, opens the rest."""
    chosen, call = form.chosen, form.call
    shown = someone(contact=person.contact, account=person.account, prospect=person.prospect, why="")
    here = link(request.organization, "activities:block", pk=found.pk)
    talks = [one for one in buttons(form) if asks_more(form.outcomes[one["value"]])]
    context = {
        "work": found, "person": person, "shown": shown, "form": form, "chosen": chosen,
        "here": here, "call_address": f"{here}?person={person.pk}", "call": called(request),
        "carried": urlencode(call.query) if call else "", "place": found.done + found.skipped + found.left_out + 1,
        "quick": [one for one in buttons(form) if not asks_more(form.outcomes[one["value"]])],
        "talks": talks[:IN_REACH], "more_talks": talks[IN_REACH:],
        "question": question_of(chosen), **pace(found, request.now), **left_out(found),
    }  # fmt: skip
    return render(request, "activities/block.html", context, status=REFUSED if form.errors else 200)


def buttons(form: LogForm) -> list[dict[str, Any]]:
    """The outcomes, the first nine with a key."""
    return [{**one, "key": str(at) if at < 10 else ""} for at, one in enumerate(form.buttons(), start=1)]


def asks_more(outcome: Outcome) -> bool:
    """Whether there is more to say: "no answer" goes straight to the next person, an answer never does."""
    return outcome.is_conversation or outcome.needs_date


def left_out(found: CallBlock) -> dict[str, Any]:
    """Whose names to say because they want no contact by now; asked for only where there are any."""
    people = found.people.left_out().with_names() if found.left_out else []
    return {"left_out": ", ".join(one.contact.name for one in people if one.contact)}


def pace(found: CallBlock, now: Any) -> dict[str, Any]:
    worked = found.worked(now)
    more = 0 if found.was_left(now) else int(LONGEST_CALL.total_seconds()) - found.under_way(now)
    return {
        "worked": worked,
        "more": more,
        "stands": found.stands(now),
        "clock": f"{worked // 60}:{worked % 60:02d}",
        "pace": pace_of(found, now),
    }


def pace_of(found: CallBlock, now: Any) -> Fraction | None:
    """Attempts an hour of work; None where that says nothing yet."""
    worked = found.worked(now)
    return Fraction(found.attempts * 3600, worked) if worked >= ENOUGH else None


def summary(request: Any, found: CallBlock) -> HttpResponse:
    context = {
        "work": found, "outcomes": list(found.people.outcomes()), "minutes": found.worked(request.now) // 60,
        "waiting": found.size - found.done - found.skipped - found.left_out, **pace(found, request.now),
        **left_out(found),
    }  # fmt: skip
    return render(request, "activities/block_done.html", context)


@require_POST
def log_call(request: Any, pk: int, person: int) -> HttpResponse:
    """Save what happened and go on to the next."""
    found = own(request, pk)
    row = get_object_or_404(found.people.with_names(), pk=person)
    row.block = found
    form = log_form(request, found, request.POST)
    if not form.is_valid():
        return at_work(request, found, row, form)
    if asks_more(form.cleaned_data["outcome"]) and "told" not in request.POST:
        asked = {"outcome": form.cleaned_data["outcome"].pk} | request.GET.dict()
        return redirect(f"{link(request.organization, 'activities:block', pk=pk)}?{urlencode(asked)}")
    return save(request, found, row, form)


def save(request: Any, found: CallBlock, row: BlockPerson, form: LogForm) -> HttpResponse:
    said, here = form.cleaned_data, link(request.organization, "activities:block", pk=found.pk)
    try:
        entry = services.log_in_block(
            person=row, outcome=said["outcome"], occurred_at=form.call.started if form.call else request.now,
            by=request.membership, now=request.now, client_id=said["client_id"], seconds=form.seconds,
            note=said["note"], follow_up_on=form.follow_up_on,
        )  # fmt: skip
    except services.CalledAlready as gone:
        messages.warning(request, gone.messages[0])
        return redirect(here)
    except ValidationError as error:
        show_refusal(form, error, {"follow_up_on": "when", "seconds": "minutes"})
        return at_work(request, found, row, form)
    undo = link(request.organization, "activities:delete", pk=entry.pk)
    told = _("Saved: %(outcome)s, %(name)s") % {
        "outcome": in_sentence(said["outcome"].name),
        "name": entry.with_whom,
    }
    messages.success(request, told, extra_tags=f"undo:{undo}?{urlencode({'next': here})}")
    return redirect(here)


@require_POST
def skip(request: Any, pk: int, person: int) -> HttpResponse:
    """Not now."""
    row = get_object_or_404(own(request, pk).people, pk=person)
    services.skip_person(person=row, by=request.membership, now=request.now)
    return back(request, pk)


@require_POST
def take_up(request: Any, pk: int) -> HttpResponse:
    """Those who were skipped, after all."""
    services.take_up_skipped(block=own(request, pk), by=request.membership, now=request.now)
    return back(request, pk)


@require_POST
def pause(request: Any, pk: int) -> HttpResponse:
    """A break."""
    services.pause_block(block=own(request, pk), by=request.membership, now=request.now)
    messages.success(request, _("A break. Go on whenever you like, on any device."))
    return redirect(link(request.organization, "activities:blocks"))


@require_POST
def resume(request: Any, pk: int) -> HttpResponse:
    """Go on. The page asks for it by itself where it is opened while the clock stands, and gets its figures anew."""
    found = own(request, pk)
    if request.htmx and not found.stands(request.now):
        return figures(request, found)
    services.resume_block(block=found, by=request.membership, now=request.now)
    return figures(request, own(request, pk)) if request.htmx else back(request, pk)


def figures(request: Any, found: CallBlock) -> HttpResponse:
    context = {"work": found, **pace(found, request.now), **left_out(found)}
    return render(request, "activities/_block_figs.html", context)


@require_POST
def end(request: Any, pk: int) -> HttpResponse:
    """It is over."""
    services.end_block(block=own(request, pk), by=request.membership, now=request.now)
    return back(request, pk)


def back(request: Any, pk: int) -> HttpResponse:
    return redirect(link(request.organization, "activities:block", pk=pk))
