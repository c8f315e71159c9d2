"""Bringing a call log in: paste or choose a file, say what its columns are, look at what would come of it, and go."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from activities import services
from activities.call_log import (
    FIELDS,
    FORMATS,
    MOST_BYTES,
    MOST_VALUES,
    Reading,
    Remembered,
    Sheet,
    formats_that_fit,
    guessed_columns,
    guessed_outcome,
    lines_of,
    remembered_of,
    sheet_of,
)
from activities.call_log_people import OwnersForm, owners_of
from activities.models import CallLog, Outcome
from activities.tasks import bring_rows
from organizations.links import link
from organizations.models import Membership
from organizations.refusals import REFUSED
from organizations.tenancy.tasks import nudge

PREVIEW, EARLIER = 8, 10
LEAVE_OUT = "out"


@require_http_methods(["GET", "POST"])
def bring(request: Any) -> HttpResponse:
    """The first step, and the call logs that one brought before."""
    wrong, typed = "", request.POST.get("text", "")
    if request.method == "POST":
        try:
            file = request.FILES.get("file")
            text, name = (text_of(file), file.name) if file else (typed, _("Pasted rows"))
            found = services.bring_call_log(
                membership=request.membership,
                name=name or "",
                text=text,
                by=request.membership,
                now=request.now,
            )
        except ValidationError as error:
            wrong = error.messages[0]
        else:
            return redirect(link(request.organization, "activities:call_log", pk=found.pk))
    earlier = CallLog.objects.visible_to(request.membership).defer("text").order_by("-brought_at", "-pk")
    context = {"wrong": wrong, "typed": typed, "earlier": list(earlier[:EARLIER])}
    return render(request, "activities/call_logs.html", context, status=REFUSED if wrong else 200)


def text_of(file: UploadedFile) -> str:
    """The file as text: UTF-8, else as Windows writes it."""
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError(
            _("This file is larger than 2 MB. Export a shorter time, and go on with the next.")
        )
    data = file.read()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("This file is no text. Export it as CSV, and try that file."))


def find(request: Any, pk: int) -> CallLog:
    return get_object_or_404(CallLog.objects.visible_to(request.membership), pk=pk)


@require_http_methods(["GET", "POST"])
def call_log(request: Any, pk: int) -> HttpResponse:
    """What the columns are and what would come of it; while it runs how far it is, and then what came of it."""
    found = find(request, pk)
    if found.state != CallLog.DRAFT:
        fragment = request.htmx and found.is_under_way
        page = "activities/_call_log_progress.html" if fragment else "activities/call_log_done.html"
        return render(request, page, {"call_log": found, "percent": percent(found)})
    sheet = sheet_of(found.text)
    outcomes = list(Outcome.objects.in_use().select_related("type").filter(type__retired_at=None))
    outcomes.sort(key=lambda one: (one.type.position, one.position))
    mine = CallLog.objects.visible_to(request.membership)
    remembered = remembered_of(sheet, mine.readings())
    chosen = choices_of(request, sheet, outcomes, remembered)
    reading = reading_of(chosen, request.membership.zone)
    if request.method == "POST" and "go" in request.POST and not chosen["wrong"]:
        services.start_call_log(call_log=found, reading=reading, by=request.membership, now=request.now)
        nudge(bring_rows, organization_id=request.organization.pk, call_log_id=found.pk)
        return redirect(link(request.organization, "activities:call_log", pk=pk))
    names = {one.pk: f"{one.type.name}: {one.name}" for one in outcomes}
    lines = lines_of(sheet, reading) if not chosen["wrong"] else []
    people = Membership.objects.in_bulk([pk for pk in reading.owners.values() if pk])
    context = {
        "call_log": found, "chosen": chosen, "fields": FIELDS, "columns": sheet.columns, "names": names, "sheet": sheet,
        "preview": [(line, names.get(line.outcome or 0, ""), people.get(line.owner)) for line in lines[:PREVIEW]],
        "formats": FORMATS, "several": bool(people) or "owner" in reading.columns,
        "good": sum(1 for line in lines if not line.wrong), "left": sum(1 for line in lines if line.wrong),
    }  # fmt: skip
    refused = request.method == "POST" and "go" in request.POST
    return render(request, "activities/call_log.html", context, status=REFUSED if refused else 200)


def percent(found: CallLog) -> int:
    return min(100, (found.last_line - 1) * 100 // max(1, found.rows))


def choices_of(request: Any, sheet: Sheet, outcomes: list[Outcome], remembered: Remembered) -> dict[str, Any]:
    """What was chosen, else what was chosen before, else what is probably meant; with what is wrong in words."""
    posted = request.POST if request.method == "POST" and "c-at" in request.POST else None
    columns = (
        {field: posted.get(f"c-{field}", "") for field, _label in FIELDS}
        if posted
        else remembered.reading.get("columns") or guessed_columns(sheet)
    )
    columns = {field: name for field, name in columns.items() if name in sheet.columns}
    fitting = formats_that_fit(sheet.column(columns.get("at", "")))
    before = remembered.reading.get("format", "")
    guessed = before if before in fitting else fitting[0] if len(fitting) == 1 else ""
    known = {one.pk for one in outcomes}
    values = sorted({value for value in sheet.column(columns.get("outcome", "")) if value})[:MOST_VALUES]
    meant = [
        (
            value,
            number(posted.get(f"o-{at}", ""), known)
            if posted and f"o-{at}" in posted
            else probably(value, outcomes, remembered),
        )
        for at, value in enumerate(values)
    ]
    otherwise = number(str(remembered.reading.get("otherwise", "")), known)
    whose = whose_calls(request, posted, sheet, columns.get("owner", ""), remembered)
    chosen = {
        "whose": whose,
        "owners": whose.chosen,
        "columns": columns,
        "format": posted.get("format", "") if posted else guessed,
        "fitting": fitting,
        "outcomes": meant,
        "otherwise": number(posted.get("otherwise", ""), known) if posted else otherwise,
        "wrong": "",
    }
    return chosen | {"wrong": wrong_with(chosen)}


def whose_calls(request: Any, posted: Any, sheet: Sheet, column: str, remembered: Remembered) -> OwnersForm:
    """Who is meant by what stands in the column of people; what was chosen for another column is not heard."""
    owners = owners_of(sheet.column(column), request.membership, remembered.owners)
    data = posted if posted and posted.get("owners-of") == column else None
    form = OwnersForm(
        data,
        owners=owners,
        me=request.membership,
        find=link(request.organization, "organizations:find_people"),
    )
    form.is_valid()
    return form


def probably(value: str, outcomes: list[Outcome], remembered: Remembered) -> int | None:
    """As it was said before, a row that was left out included; else by its code, a word for it, or its name."""
    known = {one.pk for one in outcomes}
    if value in remembered.outcomes:
        before = remembered.outcomes[value]
        if before is None or before in known:
            return before
    exact = {word.casefold(): one.pk for one in reversed(outcomes) for word in [*one.also_called, one.code]}
    names = {one.name: one.pk for one in reversed(outcomes)}
    return exact.get(value.casefold()) or guessed_outcome(value, names)


def number(text: str, known: set[int]) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 and int(text) in known else None


def wrong_with(chosen: dict[str, Any]) -> str:
    columns = chosen["columns"]
    if "at" not in columns:
        return _("Say which column holds the date.")
    if chosen["format"] not in dict(FORMATS):
        return _(
            "Say how the dates are written: they can be read in more than one way, or in none that we know."
        )
    if "name" not in columns and "number" not in columns:
        return _("Say which column holds the name or the number.")
    if not any(pk for _value, pk in chosen["outcomes"]) and chosen["otherwise"] is None:
        return _("Say what the outcomes mean, or choose one for all rows.")
    if chosen["whose"].errors:
        return _("Say whose calls these are.")
    if "owner" in columns and not any(chosen["owners"].meant.values()):
        return _("None of these calls are yours to bring in. Say whose they are, or choose no column for it.")
    return ""


def reading_of(chosen: dict[str, Any], zone: str) -> Reading:
    return Reading(
        columns=chosen["columns"], format=chosen["format"], zone=zone, outcomes=dict(chosen["outcomes"]),
        otherwise=chosen["otherwise"], owners=chosen["owners"].meant, why_not=chosen["owners"].why,
    )  # fmt: skip


@require_POST
def take_out(request: Any, pk: int) -> HttpResponse:
    """Everything that it brought leaves the log again."""
    try:
        gone = services.take_call_log_out(call_log=find(request, pk), by=request.membership, now=request.now)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        said = ngettext("%(n)s entry taken out of the log.", "%(n)s entries taken out of the log.", gone) % {
            "n": gone
        }
        messages.success(request, said)
    return redirect(link(request.organization, "activities:call_log", pk=pk))
