"""One opportunity: what it is worth, where it stands, whose it is."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from crm import services
from crm.forms import CreditForm, MoveForm, NewOpportunityForm, OpportunityForm
from crm.models import Account, Credit, Opportunity
from crm.permissions import can_change_record, can_share_credit
from organizations.links import link
from organizations.refusals import REFUSED, show_refusal
from organizations.registry import slot

from .doors import find, find_to_change, form_page, posted, saved, to

RECORDS = Opportunity.objects.with_names


def shown(request: Any, found: Opportunity, move: MoveForm | None, credit: CreditForm | None) -> HttpResponse:
    """The page, with a form that was refused in place of a fresh one."""
    me = request.membership
    credits = list(Credit.objects.filter(opportunity=found).select_related("member").order_by("-share", "pk"))
    may_change, may_share = can_change_record(me, found), can_share_credit(me)
    context = {
        "opportunity": found,
        "credits": credits,
        "may_change": may_change,
        "may_share": may_share,
        "timeline": slot("timeline of a record", request=request, record=found),
        "move": move or (MoveForm(opportunity=found) if may_change else None),
        "credit": credit or (CreditForm(me=me, credits=credits) if may_share else None),
    }
    return render(request, "crm/opportunity.html", context, status=REFUSED if move or credit else 200)


@require_GET
def opportunity(request: Any, pk: int) -> HttpResponse:
    return shown(request, find(request, RECORDS(), pk), None, None)


@require_POST
def move(request: Any, pk: int) -> HttpResponse:
    found = find_to_change(request, RECORDS(), pk)
    form = MoveForm(request.POST, opportunity=found)
    if form.is_valid() and saved(
        form, services.move_opportunity, opportunity=found, by=request.membership, now=request.now
    ):
        return to(
            request,
            "crm:opportunity",
            pk,
            _("It stands at: %(stage)s.") % {"stage": form.cleaned_data["stage"].name},
        )
    return shown(request, found, form, None)


@require_POST
def share(request: Any, pk: int) -> HttpResponse:
    found = find(request, RECORDS(), pk)
    if not can_share_credit(request.membership):
        raise PermissionDenied
    credits = list(Credit.objects.filter(opportunity=found).order_by("-share", "pk"))
    form = CreditForm(request.POST, me=request.membership, credits=credits)
    if form.is_valid() and shared(request, found, form):
        return to(request, "crm:opportunity", pk, _("Credit shared."))
    return shown(request, found, None, form)


def shared(request: Any, found: Opportunity, form: CreditForm) -> bool:
    try:
        services.share_credit(opportunity=found, shares=form.shares, by=request.membership, now=request.now)
    except ValidationError as error:
        show_refusal(form, error)
        return False
    return True


@require_http_methods(["GET", "POST"])
def add_opportunity(request: Any, pk: int) -> HttpResponse:
    me, account = request.membership, find(request, Account.objects.all(), pk)
    currency = request.organization.currency_on(me.today(request.now))
    form = NewOpportunityForm(posted(request), me=me, currency=currency)
    if form.is_valid() and (
        made := saved(
            form,
            services.create_opportunity,
            account=account,
            currency=currency,
            opened_on=me.today(request.now),
            owner=me,
            by=me,
            now=request.now,
        )
    ):
        return to(request, "crm:opportunity", made.pk, _("Added %(name)s.") % {"name": made.name})
    return form_page(
        request, form, title=_("Add an opportunity at %(account)s") % {"account": account.name},
        button=_("Save opportunity"),
        back=link(request.organization, "crm:account", pk=pk), crumb=account.name,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_opportunity(request: Any, pk: int) -> HttpResponse:
    me, found = request.membership, find_to_change(request, RECORDS(), pk)
    currency = request.organization.currency_on(me.today(request.now))
    form = OpportunityForm(posted(request), me=me, record=found, currency=currency)
    if form.is_valid() and saved(
        form, services.change_opportunity, opportunity=found, by=me, now=request.now
    ):
        return to(request, "crm:opportunity", pk, _("Saved."))
    return form_page(
        request, form, title=_("Change %(name)s") % {"name": found.name},
        button=_("Save opportunity"),
        back=link(request.organization, "crm:opportunity", pk=pk), crumb=found.name,
    )  # fmt: skip
