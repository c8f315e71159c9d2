"""What happened with a contact, an account or an opportunity, on its page: what is next, and the timeline, live."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from activities.choices import follow_up_days
from activities.models import ActivityType, FollowUp, Hold
from activities.permissions import can_plan_for
from activities.timeline import CHANGES, FOLLOW_UPS, Asked, Place, Record, lines_of, mark_of, people_in
from activities.timeline_words import PAGES, told
from crm.models import Account, Contact, Opportunity, Stage
from organizations.links import link

from .links import linked

A_PAGE, NEXT_SHOWN = 20, 3


def on_page(*, request: Any, record: Record) -> str:
    """The part of a record's page: what is next with it, and what happened."""
    return render_to_string("activities/_record.html", page_of(request, record), request=request)


def page_of(request: Any, record: Record) -> dict[str, Any]:
    asked = asked_of(request, record)
    people = people_in(request.membership, asked)
    types = list(ActivityType.objects.order_by("position", "name"))
    kinds = [
        (FOLLOW_UPS, _("Follow-ups")), (CHANGES, _("Stages and changes")), *((one.key, one.name) for one in types)
    ]  # fmt: skip
    return {
        **lines(request, asked), **next_with(request, record), "kinds": kinds,
        "people": people if len(people) > 1 else [],
        "filtered": bool(asked.kind or asked.person), "log_query": log_query(record),
        "record": record, "record_kind": asked.link,
    }  # fmt: skip


def asked_of(request: Any, record: Record) -> Asked:
    """What the address asks for; what is no answer is left out."""
    person = request.GET.get("by", "")
    return Asked(
        record=record,
        kind=request.GET.get("what", "")[:60],
        person=int(person) if person.isdecimal() and len(person) < 19 else None,
        before=Place.of(request.GET.get("before", "")),
    )


@require_GET
def timeline(request: Any) -> HttpResponse:
    """The lines again; nothing where nothing has changed since the mark. By itself it is the page of the record."""
    whom = linked(request)
    if not whom:
        raise Http404
    (record,) = whom.values()
    asked = asked_of(request, record)
    if not request.htmx:
        page = link(request.organization, PAGES[type(record)], pk=record.pk)
        query = query_of(asked)
        return redirect(f"{page}?{query}" if query else page)
    if request.GET.get("mark") == mark_of(request.membership, asked):
        return HttpResponse(status=204)
    return render(request, "activities/_timeline.html", lines(request, asked))


def lines(request: Any, asked: Asked) -> dict[str, Any]:
    found = lines_of(request.membership, asked, A_PAGE)
    shown, more = found[:A_PAGE], len(found) > A_PAGE
    about = {asked.link: asked.record.pk, "mark": mark_of(request.membership, asked)}
    return {
        "lines": told(shown, asked.record, request.membership), "asked": asked, "is_newest": asked.before is None,
        "live_query": f"{urlencode(about)}&{query_of(asked)}".rstrip("&"),
        "newest_query": query_of(asked, before=""),
        "earlier_query": query_of(asked, before=shown[-1].place.text) if more else "",
        "nothing_asked": not (asked.kind or asked.person),
    }  # fmt: skip


def query_of(asked: Asked, **changed: Any) -> str:
    parts = {
        "what": asked.kind, "by": asked.person or "", "before": asked.before.text if asked.before else "",
    } | changed  # fmt: skip
    return urlencode({key: value for key, value in parts.items() if value})


def log_query(record: Record) -> str:
    """Whom the log page is to begin with. An opportunity is logged with its account, else under its own name."""
    if not isinstance(record, Opportunity):
        return urlencode({"contact" if isinstance(record, Contact) else "account": record.pk})
    whom = {"account": record.account_id} if record.account_id else {"prospect": record.name}
    return urlencode(whom | {"opportunity": record.pk})


def next_with(request: Any, record: Record) -> dict[str, Any]:
    """What was promised next, or why nothing is, and the days to choose from where the reader may."""
    me = request.membership
    due = promised(record).filter(pk__in=FollowUp.objects.visible_to(me)).with_names().in_order()[:NEXT_SHOWN]  # type: ignore[attr-defined]
    reason = reasons(record, me.today(request.now)).first() if not isinstance(record, Account) else None
    may = needs_next(record) and not isinstance(record, Account) and can_plan_for(me, record)
    return {
        "due": list(due), "hold": reason, "wants_next": needs_next(record), "may_plan": may,
        "days": follow_up_days(me, request.organization, me.today(request.now)) if may else [],
    }  # fmt: skip


def promised(record: Record) -> QuerySet[FollowUp]:
    """Open follow-ups with the record, or with its account as a whole."""
    found = FollowUp.objects.open()
    if isinstance(record, Account):
        return found.filter(account=record.pk)
    name = "contact" if isinstance(record, Contact) else "opportunity"
    with_it = Q(**{name: record.pk})
    if record.account_id:
        with_it |= Q(**{f"{name}__isnull": True, "account": record.account_id})
    return found.filter(with_it)


def reasons(record: Record, today: Any) -> QuerySet[Hold]:
    name = "contact" if isinstance(record, Contact) else "opportunity"
    return Hold.objects.in_force(today).filter(**{name: record.pk}).select_related("said_by")


def needs_next(record: Record) -> bool:
    """Who asked to be left alone, and what is won or lost, needs no next date."""
    if isinstance(record, Contact):
        return not record.do_not_contact
    return not isinstance(record, Opportunity) or record.stage.kind == Stage.OPEN
