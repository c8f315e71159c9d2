"""The API of accounts, contacts and opportunities: list with search, create, look at one."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from crm import services
from crm.models import Account, Contact, Opportunity, Stage
from crm.permissions import can_allow_contact, can_change_record, can_choose_owner
from crm.serializers import (
    AccountShown,
    Allowed,
    ContactShown,
    NewAccount,
    NewContact,
    NewOpportunity,
    OpportunityShown,
)
from crm.touches import allow_contact
from organizations.api_calls import checked
from organizations.api_errors import Problem
from organizations.api_ids import linked
from organizations.api_ids import one as found_by_id
from organizations.api_pages import PAGING, cut, page_of
from organizations.models import Membership

REFUSED = {400: Problem, 401: Problem, 403: Problem}
MISSING = {401: Problem, 403: Problem, 404: Problem}
SEARCH = [
    OpenApiParameter("q", OpenApiTypes.STR, description="Part of the name."),
    *PAGING,
]
LINKS: dict[str, Any] = {"account": Account, "parent": Account, "owner": Membership}


def listed(view: APIView, request: Any, records: QuerySet, shown: type[serializers.Serializer]) -> Response:
    found = records.visible_to(request.membership).named(request.query_params.get("q", ""))  # type: ignore[attr-defined]
    pages, page = cut(found.order_by("plain_name", "pk"), request, view)
    return pages.get_paginated_response(shown(page, many=True).data)


def one(request: Any, records: QuerySet, pk: int) -> Any:
    return found_by_id(records.visible_to(request.membership), pk)  # type: ignore[attr-defined]


def created(request: Any, new: type[serializers.Serializer], service: Callable[..., Any], **more: Any) -> Any:
    """Check what was sent, find what it names among what the member sees, and make the record."""
    me = request.membership
    values = checked(new, request)
    for name, model in LINKS.items():
        if name in values:
            values[name] = linked(model.objects.visible_to(me), name, values[name])
    if "stage" in values:
        values["stage"] = stage_of(values["stage"])
    owner = values.pop("owner", None) or me
    if owner.pk != me.pk and not can_choose_owner(me):
        raise PermissionDenied
    return service(owner=owner, by=me, now=request.now, **values, **more)


def stage_of(key: str) -> Stage:
    stage = Stage.objects.filter(key=key).first()
    if stage is None:
        keys = ", ".join(Stage.objects.values_list("key", flat=True))
        raise ValidationError(
            {"stage": _("There is no stage '%(key)s'. There are: %(keys)s.") % {"key": key, "keys": keys}}
        )
    return stage


class Accounts(APIView):
    """Customers and prospects."""

    area = "customers"

    @extend_schema(
        operation_id="accounts_list", parameters=SEARCH, responses={200: page_of(AccountShown), **MISSING}
    )
    def get(self, request: Any) -> Response:
        """Accounts that you see, by name, 50 a page."""
        return listed(self, request, Account.objects.all(), AccountShown)

    @extend_schema(
        operation_id="accounts_create", request=NewAccount, responses={201: AccountShown, **REFUSED}
    )
    def post(self, request: Any) -> Response:
        """Add an account of your own, or for leaders of one of their people."""
        made = created(request, NewAccount, services.create_account)
        return Response(AccountShown(made).data, status=status.HTTP_201_CREATED)


class OneAccount(APIView):
    """One customer or prospect."""

    area = "customers"

    @extend_schema(operation_id="accounts_read", responses={200: AccountShown, **MISSING})
    def get(self, request: Any, pk: int) -> Response:
        return Response(AccountShown(one(request, Account.objects.all(), pk)).data)


class Contacts(APIView):
    """People to talk to."""

    area = "customers"

    @extend_schema(
        operation_id="contacts_list", parameters=SEARCH, responses={200: page_of(ContactShown), **MISSING}
    )
    def get(self, request: Any) -> Response:
        """Contacts that you see, by name, 50 a page."""
        return listed(self, request, Contact.objects.all(), ContactShown)

    @extend_schema(
        operation_id="contacts_create", request=NewContact, responses={201: ContactShown, **REFUSED}
    )
    def post(self, request: Any) -> Response:
        """Add a contact of your own, or for leaders of one of their people."""
        made = created(request, NewContact, services.create_contact)
        return Response(ContactShown(made).data, status=status.HTTP_201_CREATED)


class OneContact(APIView):
    """One person."""

    area = "customers"

    @extend_schema(operation_id="contacts_read", responses={200: ContactShown, **MISSING})
    def get(self, request: Any, pk: int) -> Response:
        return Response(ContactShown(one(request, Contact.objects.all(), pk)).data)


class AllowContact(APIView):
    """The way back from "do not contact"."""

    area = "customers"

    @extend_schema(
        operation_id="contacts_allow", request=Allowed, responses={200: ContactShown, **REFUSED, 404: Problem}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Lift the block: leaders and admins, with a reason that stays in the trail."""
        found = one(request, Contact.objects.all(), pk)
        if not can_allow_contact(request.membership):
            raise PermissionDenied
        sent = checked(Allowed, request)
        allow_contact(contact=found, by=request.membership, now=request.now, **sent)
        return Response(ContactShown(found).data)


class RestoreContactNumber(APIView):
    """A contact's number that was struck."""

    area = "customers"

    @extend_schema(
        operation_id="contacts_restore_number", request=None, responses={200: ContactShown, **MISSING}
    )
    def post(self, request: Any, pk: int) -> Response:
        """It was right after all."""
        return Response(ContactShown(restored(request, Contact.objects.all(), pk)).data)


class RestoreAccountNumber(APIView):
    """An account's number that was struck."""

    area = "customers"

    @extend_schema(
        operation_id="accounts_restore_number", request=None, responses={200: AccountShown, **MISSING}
    )
    def post(self, request: Any, pk: int) -> Response:
        """It was right after all."""
        return Response(AccountShown(restored(request, Account.objects.all(), pk)).data)


def restored(request: Any, records: QuerySet, pk: int) -> Any:
    found = one(request, records, pk)
    if not can_change_record(request.membership, found):
        raise PermissionDenied
    services.restore_number(holder=found, by=request.membership, now=request.now)
    return found


class Opportunities(APIView):
    """Possible sales."""

    area = "customers"

    @extend_schema(
        operation_id="opportunities_list",
        parameters=SEARCH,
        responses={200: page_of(OpportunityShown), **MISSING},
    )
    def get(self, request: Any) -> Response:
        """Opportunities that you see, by name, 50 a page."""
        return listed(
            self, request, Opportunity.objects.with_names().prefetch_related("credits"), OpportunityShown
        )

    @extend_schema(
        operation_id="opportunities_create",
        request=NewOpportunity,
        responses={201: OpportunityShown, **REFUSED},
    )
    def post(self, request: Any) -> Response:
        """Add an opportunity of your own, or for leaders of one of their people."""
        made = created(
            request,
            NewOpportunity,
            services.create_opportunity,
            currency=request.organization.currency_on(request.membership.today(request.now)),
        )
        return Response(OpportunityShown(made).data, status=status.HTTP_201_CREATED)


class OneOpportunity(APIView):
    """One possible sale."""

    area = "customers"

    @extend_schema(operation_id="opportunities_read", responses={200: OpportunityShown, **MISSING})
    def get(self, request: Any, pk: int) -> Response:
        found = one(request, Opportunity.objects.with_names().prefetch_related("credits"), pk)
        return Response(OpportunityShown(found).data)
