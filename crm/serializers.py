"""Accounts, contacts and opportunities as the API takes and shows them."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from crm.models import Account, Contact, Credit, Opportunity

ID: dict[str, Any] = {"required": False, "allow_null": True, "min_value": 1, "max_value": 2**63 - 1}
TEXT: dict[str, Any] = {"required": False, "allow_blank": True}


STRUCK: dict[str, Any] = {"read_only": True, "help_text": "This number turned out to be wrong."}


class AccountShown(serializers.ModelSerializer[Account]):
    is_struck = serializers.BooleanField(**STRUCK)

    class Meta:
        model = Account
        fields = [
            "id", "name", "kind", "industry", "country", "website", "phone", "is_struck", "parent", "owner",
            "last_two_way_at", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class NewAccount(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=300)
    kind = serializers.ChoiceField(choices=Account.KINDS, required=False)
    industry = serializers.CharField(max_length=120, **TEXT)
    country = serializers.CharField(max_length=120, **TEXT)
    website = serializers.CharField(max_length=300, **TEXT)
    phone = serializers.CharField(max_length=60, **TEXT)
    parent = serializers.IntegerField(**ID)  # type: ignore[assignment]  # a serializer has a parent of its own
    owner = serializers.IntegerField(help_text="A member; you, if left out.", **ID)


class ContactShown(serializers.ModelSerializer[Contact]):
    is_struck = serializers.BooleanField(**STRUCK)

    class Meta:
        model = Contact
        fields = [
            "id", "name", "account", "title", "email", "phone", "is_struck", "owner", "do_not_contact",
            "last_two_way_at", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class NewContact(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=300)
    account = serializers.IntegerField(**ID)
    title = serializers.CharField(max_length=200, **TEXT)
    email = serializers.EmailField(max_length=254, **TEXT)
    phone = serializers.CharField(max_length=60, **TEXT)
    owner = serializers.IntegerField(help_text="A member; you, if left out.", **ID)


class Allowed(serializers.Serializer[Any]):
    """Why somebody who wanted no contact may be contacted again."""

    reason = serializers.CharField(max_length=300)


class CreditShown(serializers.ModelSerializer[Credit]):
    class Meta:
        model = Credit
        fields = ["member", "team", "share", "amount", "on"]
        read_only_fields = fields


class OpportunityShown(serializers.ModelSerializer[Opportunity]):
    stage = serializers.CharField(source="stage.key")
    kind = serializers.CharField(source="stage.kind", help_text="open, won or lost.")
    credits = CreditShown(many=True, help_text="Whose it is; the shares add up to 100.")

    class Meta:
        model = Opportunity
        fields = [
            "id", "name", "account", "owner", "stage", "kind", "amount", "currency", "product", "opened_on",
            "forecast_on", "closed_on", "credits", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class NewOpportunity(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=300)
    stage = serializers.SlugField(max_length=60, help_text="Key of a stage.")
    account = serializers.IntegerField(**ID)
    owner = serializers.IntegerField(help_text="A member; you, if left out.", **ID)
    amount = serializers.DecimalField(
        max_digits=14, decimal_places=2, min_value=Decimal(0), required=False, allow_null=True
    )
    product = serializers.CharField(max_length=200, **TEXT)
    opened_on = serializers.DateField(required=False, allow_null=True)
    forecast_on = serializers.DateField(required=False, allow_null=True)
    closed_on = serializers.DateField(
        required=False, allow_null=True, help_text="The day it counts on, for a stage that is won or lost."
    )
