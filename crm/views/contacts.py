"""One contact, and adding and changing contacts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from crm import services
from crm.forms import AllowForm, ContactForm
from crm.models import Account, Contact
from crm.permissions import can_allow_contact, can_change_record
from crm.touches import allow_contact
from organizations.links import link
from organizations.models import Event
from organizations.refusals import REFUSED
from organizations.registry import slot

from .doors import find, find_to_change, form_page, posted, saved, to

RECORDS = Contact.objects.select_related


@require_GET
def contact(request: Any, pk: int) -> HttpResponse:
    return shown(request, find(request, RECORDS("account", "owner"), pk), None)


def shown(request: Any, found: Contact, allowing: AllowForm | None) -> HttpResponse:
    """The page, with a form that was refused in place of a fresh one."""
    me = request.membership
    context = {
        "contact": found,
        "may_change": can_change_record(me, found),
        "allowing": allowing or (AllowForm() if can_allow_contact(me) else None),
        "blocked_by": last_block(found) if found.do_not_contact else None,
        "timeline": slot("timeline of a record", request=request, record=found),
    }
    return render(request, "crm/contact.html", context, status=REFUSED if allowing else 200)


def last_block(contact: Contact) -> Event | None:
    """When they last asked to be left alone, and who wrote it down."""
    about = Event.objects.filter(
        subject_type=Contact._meta.label_lower, subject_id=contact.pk, verb="contact_blocked"
    )
    return about.filter(actor__isnull=False).select_related("actor").order_by("-at", "-pk").first()


@require_POST
def allow(request: Any, pk: int) -> HttpResponse:
    """Lift the block of somebody who wanted no contact: leaders and admins, with a reason."""
    me, found = request.membership, find(request, RECORDS("account", "owner"), pk)
    if not can_allow_contact(me):
        raise PermissionDenied
    form = AllowForm(request.POST)
    if not form.is_valid():
        return shown(request, found, form)
    allow_contact(contact=found, by=me, now=request.now, reason=form.cleaned_data["reason"])
    said = _("%(name)s may be contacted again.") % {"name": found.name}
    return to(request, "crm:contact", pk, said)


@require_POST
def restore_number(request: Any, pk: int) -> HttpResponse:
    """The number that was struck was right."""
    found = find_to_change(request, Contact.objects.all(), pk)
    services.restore_number(holder=found, by=request.membership, now=request.now)
    return to(request, "crm:contact", pk, _("The number is back."))


@require_http_methods(["GET", "POST"])
def add_contact(request: Any, pk: int) -> HttpResponse:
    """Somebody at this account, for whoever sees it."""
    me, account = request.membership, find(request, Account.objects.all(), pk)
    form = ContactForm(posted(request), me=me)
    if form.is_valid() and saved(
        form, services.create_contact, account=account, owner=me, by=me, now=request.now
    ):
        return to(
            request,
            "crm:account",
            pk,
            _("Added %(name)s.") % {"name": form.cleaned_data["name"]},
        )
    return form_page(
        request, form, title=_("Add somebody at %(account)s") % {"account": account.name}, button=_("Save contact"),
        back=link(request.organization, "crm:account", pk=pk), crumb=account.name,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_contact(request: Any, pk: int) -> HttpResponse:
    me, found = request.membership, find_to_change(request, Contact.objects.select_related("owner"), pk)
    form = ContactForm(posted(request), me=me, record=found)
    if form.is_valid() and saved(form, services.change_contact, contact=found, by=me, now=request.now):
        return to(request, "crm:contact", pk, _("Saved."))
    return form_page(
        request, form, title=_("Change %(name)s") % {"name": found.name}, button=_("Save contact"),
        back=link(request.organization, "crm:contact", pk=pk), crumb=found.name,
    )  # fmt: skip
