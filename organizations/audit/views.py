"""The audit trail for admins: a page with filters, one event by itself, and files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from organizations.audit import files, services
from organizations.audit.asking import AuditForm, as_mark, events_asked, place_of
from organizations.audit.names import Names
from organizations.audit.permissions import can_read_audit
from organizations.audit.telling import tell
from organizations.languages import language_of
from organizations.models import Event, Membership

A_PAGE = 50
MOST_PEOPLE = 200


@require_GET
def audit(request: Any) -> HttpResponse:
    """Newest first; older pages go on from the last event shown, so that page 1,000 costs what page 1 does."""
    form = asked_of(request, request.GET)
    form.offer(people_to_choose())
    asks = form.asks if form.is_valid() else {}
    events = events_asked(Event.objects.visible_to(request.membership), asks, request.membership.zone)
    if place := place_of(request.GET.get("before", "")):
        events = events.older_than(place)
    found = list(events.newest_first()[: A_PAGE + 1])
    shown, more = found[:A_PAGE], len(found) > A_PAGE
    request.looks_at("audit", *narrowed_to(asks))
    context = {
        "form": form, "asks": asks, "lines": tell(shown, request.organization),
        "older": "?" + urlencode({**asks, "before": as_mark(shown[-1])}) if more else "",
        "newest": "?" + urlencode(asks) if place else "", "chosen": chosen(asks),
        "formats": [(files.CSV, _("CSV, for a spreadsheet")), (files.JSON_LINES, _("JSON lines, for a program"))],
    }  # fmt: skip
    return render(request, "audit/audit.html", context)


@require_GET
def audit_event(request: Any, pk: int) -> HttpResponse:
    """One event: from where, what was before and after, and everything that was written down."""
    admins_only(request)
    event = get_object_or_404(Event.objects.visible_to(request.membership), pk=pk)
    request.looks_at("audit", event.actor_id)
    [line] = tell([event], request.organization)
    return render(request, "audit/event.html", {"line": line, "event": event})


@require_POST
def export_audit(request: Any) -> HttpResponseBase:
    """What the page shows, all of it, as a file. That it was taken is an event itself."""
    form = asked_of(request, request.POST)
    if not form.is_valid() or request.POST.get("format") not in (files.CSV, files.JSON_LINES):
        raise Http404
    me, asks, kind = request.membership, form.asks, request.POST["format"]
    services.note_export(form=kind, asked=asks, by=me, now=request.now)
    events = events_asked(Event.objects.visible_to(me), asks, me.zone)
    request.looks_at("audit", *narrowed_to(asks))
    if kind == files.CSV:
        body, mime = files.as_csv(events, request.organization, language_of(me)), "text/csv; charset=utf-8"
    else:
        body, mime = files.as_json_lines(events), "application/x-ndjson"
    name = f"audit-{request.organization.slug}-{me.today(request.now)}.{kind}"
    return StreamingHttpResponse(
        body, content_type=mime, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def asked_of(request: Any, data: Any) -> AuditForm:
    admins_only(request)
    return AuditForm(data)


def admins_only(request: Any) -> None:
    if not can_read_audit(request.membership):
        raise PermissionDenied


def narrowed_to(asks: dict[str, Any]) -> list[int]:
    """Whose doings the page is narrowed to: the whole trail is about everybody and so about nobody."""
    subject = [asks["id"]] if asks.get("record") == "organizations.membership" and asks.get("id") else []
    wanted = [asks["by"]] if asks.get("by") else []
    return list(Membership.objects.filter(pk__in=[*wanted, *subject]).values_list("pk", flat=True))


def people_to_choose() -> list[Membership]:
    """Everyone who may have done something, to choose from; none where they are too many for a list."""
    found = list(Membership.objects.order_by("plain_name", "pk").only("pk", "name")[: MOST_PEOPLE + 1])
    return found if len(found) <= MOST_PEOPLE else []


def chosen(asks: dict[str, Any]) -> dict[str, str]:
    """The person and the record that the page is narrowed to, by name."""
    wanted = []
    if asks.get("by"):
        wanted.append(("organizations.membership", asks["by"]))
    if asks.get("record") and asks.get("id"):
        wanted.append((asks["record"], asks["id"]))
    if not wanted:
        return {"by": "", "record": ""}
    names = Names(wanted)
    return {
        "by": names.name(*wanted[0]) if asks.get("by") else "",
        "record": names.name(asks["record"], asks["id"]) if asks.get("record") and asks.get("id") else "",
    }
