"""What is recorded about me, who looked, my file; and for admins the organization's data, people, and its end."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organizations.links import link
from organizations.models import DataExport, Membership
from organizations.privacy import ending, erasing, exporting, keeping, reading
from organizations.privacy.forms import KeepingForm, TypedForm
from organizations.privacy.permissions import can_erase, can_manage_data
from organizations.refusals import REFUSED, sent, show_refusal
from organizations.sign_in.again import asked_again

FILES_SHOWN = 5


@require_GET
def about_me(request: Any) -> HttpResponse:
    """In plain words: what is kept and why, who looked, how long, one's own file, and who can erase."""
    me = request.membership
    context = {
        "sections": reading.kept_about(me, request.organization),
        "looked": reading.looked_at(me, reading.viewings_of(me)),
        "mails": reading.mails_about(me),
        "whole": reading.whole_files(),
        "admins": exporting.admins_of(request.organization),
        "keeping": keeping.told(request.organization),
        "only_admin": exporting.admins_of(request.organization) == [me],
        **files_shown(request, DataExport.PERSON),
    }
    return render(request, "privacy/about_me.html", context)


def files_shown(request: Any, kind: str) -> dict[str, Any]:
    found = DataExport.objects.visible_to(request.membership).filter(kind=kind).newest_first()[:FILES_SHOWN]
    files = [(one, one.can_be_fetched(request.now)) for one in found]
    return {"files": files, "under_way": any(one.is_under_way for one, _fetchable in files), "kind": kind}


@require_http_methods(["GET", "POST"])
def my_files(request: Any) -> HttpResponse:
    """The part of the page with one's own files; POST asks for one."""
    return files(request, DataExport.PERSON, "organizations:about_me")


@require_http_methods(["GET", "POST"])
def organization_files(request: Any) -> HttpResponse:
    admins_only(request)
    return files(request, DataExport.ORGANIZATION, "organizations:data")


def files(request: Any, kind: str, page: str) -> HttpResponse:
    if request.method == "POST":
        exporting.ask_for_file(kind=kind, by=request.membership, now=request.now)
        if not request.htmx:
            return redirect(link(request.organization, page) + "#files")
    elif not request.htmx:
        return redirect(link(request.organization, page) + "#files")
    return render(request, "privacy/_files.html", files_shown(request, kind))


@require_GET
def fetch_file(request: Any, pk: int) -> HttpResponseBase:
    """The file itself, to whoever asked for it and nobody else, until its time is over."""
    export = get_object_or_404(DataExport.objects.visible_to(request.membership), pk=pk)
    path = exporting.path_of(export)
    if not export.can_be_fetched(request.now) or not path.is_file():
        messages.warning(request, _("This file is not there: it is not made yet, or its time is over."))
        page = "about_me" if export.kind == DataExport.PERSON else "data"
        return redirect(link(request.organization, f"organizations:{page}") + "#files")
    name = f"{export.kind}-{request.organization.slug}-{export.asked_at:%Y-%m-%d}.zip"
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type="application/zip"
    )
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def ask_for_erasure(request: Any) -> HttpResponse:
    """Ask the admins to erase one, or take that back."""
    if request.POST.get("withdraw"):
        erasing.withdraw_erasure(by=request.membership, now=request.now)
        messages.success(request, _("You are not asking to be erased any more."))
    else:
        erasing.ask_for_erasure(by=request.membership, now=request.now)
        messages.success(
            request, _("Your admins see that you ask to be erased. You can take it back until then.")
        )
    return redirect(link(request.organization, "organizations:about_me") + "#erasure")


@require_GET
def data(request: Any) -> HttpResponse:
    """For admins: the organization's file, how long things are kept, people who ask to be erased, and the end."""
    admins_only(request)
    asking = Membership.objects.filter(erasure_asked_at__isnull=False, erased_at__isnull=True)
    context = {
        "asking": list(asking.order_by("erasure_asked_at")), "keeping": keeping.told(request.organization),
        **files_shown(request, DataExport.ORGANIZATION),
    }  # fmt: skip
    return render(request, "privacy/data.html", context)


@require_http_methods(["GET", "POST"])
def set_keeping(request: Any) -> HttpResponse:
    """How long each kind of thing is kept, what goes after that, and from when that holds."""
    admins_only(request)
    held = {rule.field: getattr(request.organization, rule.field) for rule in keeping.RULES}
    form = KeepingForm(sent(request), initial=held)
    if form.is_bound and form.is_valid():
        try:
            keeping.set_keeping(
                organization=request.organization,
                rules=form.cleaned_data,
                by=request.membership,
                now=request.now,
            )
        except ValidationError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Saved. What is older goes within the hour."))
            return redirect(link(request.organization, "organizations:data") + "#keeping")
    context = {
        "title": _("How long things are kept"), "button": _("Save"), "form": form,
        "back": link(request.organization, "organizations:data"), "changed": keeping.last_change(),
    }  # fmt: skip
    return render(request, "privacy/keeping.html", context, status=REFUSED if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def erase(request: Any, pk: int) -> HttpResponse:
    """What erasing a person does, and doing it once their name is typed."""
    admins_only(request)
    member = get_object_or_404(
        Membership.objects.visible_to(request.membership).select_related("user"), pk=pk
    )
    if not can_erase(request.membership, member):
        raise PermissionDenied
    form = TypedForm(sent(request), label=_("Type the person's name"))
    if form.is_bound and form.is_valid():
        try:
            erasing.erase_person(
                membership=member, typed=form.cleaned_data["typed"], by=request.membership, now=request.now
            )
        except ValidationError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Erased. Every count is as it was."))
            return redirect(link(request.organization, "organizations:data"))
    request.looks_at("person", pk)
    context = {"member": member, "preview": erasing.preview(member), "form": form}
    return render(request, "privacy/erase.html", context, status=REFUSED if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def end(request: Any) -> HttpResponse:
    """Ask that the whole organization be deleted. Asks for the password or second factor again first."""
    admins_only(request)
    if again := asked_again(request, request.path):
        return again
    form = TypedForm(sent(request), label=_("Type the organization's name"))
    if form.is_bound and form.is_valid():
        try:
            ending.ask_for_end(
                organization=request.organization, typed=form.cleaned_data["typed"], by=request.membership,
                now=request.now,
            )  # fmt: skip
        except ValidationError as error:
            show_refusal(form, error)
        else:
            messages.success(
                request, _("Asked for. Every admin gets a mail, and any of them can call it off.")
            )
            return redirect(link(request.organization, "organizations:data"))
    context = {"form": form, "days": ending.WAITING.days}
    return render(request, "privacy/end.html", context, status=REFUSED if form.is_bound else 200)


@require_POST
def call_off(request: Any) -> HttpResponse:
    admins_only(request)
    if ending.call_off_end(organization=request.organization, by=request.membership, now=request.now):
        messages.success(request, _("Called off. Everything stays."))
    else:
        messages.warning(request, _("There was nothing to call off."))
    return redirect(link(request.organization, "organizations:data"))


def admins_only(request: Any) -> None:
    if not can_manage_data(request.membership):
        raise PermissionDenied
