"""One contact, and adding and changing contacts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from crm import services
from crm.forms import ContactForm
from crm.models import Account, Contact
from crm.permissions import can_change_record
from organizations.links import link
from organizations.registry import slot

from .doors import find, find_to_change, form_page, posted, saved, to


@require_GET
def contact(request: Any, pk: int) -> HttpResponse:
    found = find(request, Contact.objects.select_related("account", "owner"), pk)
    context = {
        "contact": found,
        "may_change": can_change_record(request.membership, found),
        "timeline": slot("timeline of a contact", request=request, contact=found),
    }
    return render(request, "crm/contact.html", context)


@require_http_methods(["GET", "POST"])
def add_contact(request: Any, pk: int) -> HttpResponse:
    """Somebody at this account, for whoever sees it."""
    me, account = request.membership, find(request, Account.objects.all(), pk)
    form = ContactForm(posted(request), me=me)
    if form.is_valid() and saved(
        form, services.create_contact, account=account, owner=me, by=me, now=request.now
    ):
        return to(request, "crm:account", pk, f"Added {form.cleaned_data['name']}.")
    return form_page(
        request, form, title=f"Add somebody at {account.name}", button="Save contact",
        back=link(request.organization, "crm:account", pk=pk), crumb=account.name,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_contact(request: Any, pk: int) -> HttpResponse:
    me, found = request.membership, find_to_change(request, Contact.objects.select_related("owner"), pk)
    form = ContactForm(posted(request), me=me, record=found)
    if form.is_valid() and saved(form, services.change_contact, contact=found, by=me, now=request.now):
        return to(request, "crm:contact", pk, "Saved.")
    return form_page(
        request, form, title=f"Change {found.name}", button="Save contact",
        back=link(request.organization, "crm:contact", pk=pk), crumb=found.name,
    )  # fmt: skip
