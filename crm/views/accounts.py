"""The list of customers and prospects, one of them, and changing it."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from crm import services
from crm.forms import AccountForm
from crm.models import Account, Contact, Opportunity
from crm.permissions import can_change_record
from organizations.links import link
from organizations.registry import slot

from .doors import find, find_to_change, form_page, posted, saved, to

A_PAGE = 50
ORDER = (F("last_two_way_at").desc(nulls_last=True), "plain_name", "pk")


@require_GET
def accounts(request: Any) -> HttpResponse:
    """Who was in touch last comes first; search by name, filter by kind."""
    me, asked, kind = request.membership, request.GET.get("q", ""), request.GET.get("kind", "")
    seen = Account.objects.visible_to(me)
    found = (
        seen.named(asked).of_kind(kind).with_open_opportunities(me).select_related("owner").order_by(*ORDER)
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "q": asked,
        "kind": kind if kind in dict(Account.KINDS) else "",
        "kinds": [("", _("All")), *Account.KINDS],
        "filtered": bool(asked.strip() or kind),
    }
    return render(request, "crm/accounts.html", context)


@require_GET
def account(request: Any, pk: int) -> HttpResponse:
    me = request.membership
    found = find(request, Account.objects.select_related("owner", "parent"), pk)
    opportunities = (
        Opportunity.objects.visible_to(me).filter(account=found).with_names().open_first()[:A_PAGE]
    )
    context = {
        "account": found,
        "contacts": Contact.objects.visible_to(me)
        .filter(account=found)
        .order_by("plain_name", "pk")[:A_PAGE],
        "opportunities": opportunities,
        "may_change": can_change_record(me, found),
        "timeline": slot("timeline of a record", request=request, record=found),
    }
    return render(request, "crm/account.html", context)


@require_http_methods(["GET", "POST"])
def add_account(request: Any) -> HttpResponse:
    me = request.membership
    form = AccountForm(posted(request), me=me, initial={"name": request.GET.get("name", "")[:300]})
    if form.is_valid() and (made := saved(form, services.create_account, owner=me, by=me, now=request.now)):
        return to(request, "crm:account", made.pk, _("Added %(name)s.") % {"name": made.name})
    return form_page(
        request, form, title=_("Add a customer or prospect"), button=_("Save account"),
        back=link(request.organization, "crm:accounts"), crumb=_("Customers"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_account(request: Any, pk: int) -> HttpResponse:
    me, found = request.membership, find_to_change(request, Account.objects.select_related("owner"), pk)
    form = AccountForm(posted(request), me=me, record=found)
    if form.is_valid() and saved(form, services.change_account, account=found, by=me, now=request.now):
        return to(request, "crm:account", pk, _("Saved."))
    return form_page(
        request, form, title=_("Change %(name)s") % {"name": found.name}, button=_("Save account"),
        back=link(request.organization, "crm:account", pk=pk), crumb=found.name,
    )  # fmt: skip


@require_POST
def restore_number(request: Any, pk: int) -> HttpResponse:
    """The number that was struck was right."""
    found = find_to_change(request, Account.objects.all(), pk)
    services.restore_number(holder=found, by=request.membership, now=request.now)
    return to(request, "crm:account", pk, _("The number is back."))
