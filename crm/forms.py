"""Forms of accounts, contacts and opportunities."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.models import Account, Opportunity, Stage
from crm.permissions import can_choose_owner
from organizations.choosing_people import PersonField
from organizations.links import link
from organizations.models import Membership
from organizations.models.people import MembershipQuerySet

SPARE_SHARES = 2


def owners_for(me: Membership) -> MembershipQuerySet:
    return Membership.objects.present().visible_to(me).order_by("plain_name", "pk")


class RecordForm(forms.Form):
    """A form of a record with an owner; who may not choose one has no such field."""

    def __init__(self, *args: Any, me: Membership, record: Any = None, **kwargs: Any) -> None:
        kwargs["initial"] = (self.initial_of(record) if record else {"owner": me}) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if can_choose_owner(me):
            self.fields["owner"] = PersonField(
                people=owners_for(me), find=link(me.organization, "organizations:find_people"),
                label=_("Owner"), nobody=_("Nobody"), may_lack=True,
            )  # fmt: skip

    def initial_of(self, record: Any) -> dict[str, Any]:
        shown = [*self.base_fields, "owner"]
        return {name: getattr(record, name) for name in shown if hasattr(record, name)}


class AccountForm(RecordForm):
    name = forms.CharField(
        max_length=300, label=_("Name"), help_text=_("A company, or a person who buys for themselves.")
    )
    kind = forms.ChoiceField(
        choices=Account.KINDS, widget=forms.RadioSelect, label=_("Is"), initial=Account.PROSPECT
    )
    phone = forms.CharField(max_length=60, required=False, label=_("Phone"))
    website = forms.CharField(max_length=300, required=False, label=_("Website"))
    industry = forms.CharField(max_length=120, required=False, label=_("Industry"))
    country = forms.CharField(max_length=120, required=False, label=_("Country"))


class ContactForm(RecordForm):
    name = forms.CharField(max_length=300, label=_("Name"))
    title = forms.CharField(max_length=200, required=False, label=_("What they do"))
    phone = forms.CharField(max_length=60, required=False, label=_("Phone"))
    email = forms.EmailField(max_length=254, required=False, label="E-mail")


class AllowForm(forms.Form):
    """Why somebody who wanted no contact may be contacted again."""

    reason = forms.CharField(
        max_length=300,
        label=_("Why?"),
        help_text=_("What changed, in a sentence. It is kept with the contact’s history."),
        error_messages={"required": _("Say what changed: who asked whom, and when.")},
    )


class OpportunityForm(RecordForm):
    name = forms.CharField(max_length=300, label=_("What could be sold"))
    amount = forms.DecimalField(
        max_digits=14, decimal_places=2, min_value=Decimal(0), required=False, label=_("Worth")
    )
    product = forms.CharField(max_length=200, required=False, label=_("Product"))
    forecast_on = forms.DateField(required=False, label=_("Expected on"))
    currency = forms.ChoiceField(
        label=_("Currency"), help_text=_("Nothing is converted: type the worth anew if you change it.")
    )

    def __init__(self, *args: Any, me: Membership, currency: str, record: Any = None, **kwargs: Any) -> None:
        """`currency` is the organization's now. Who has an amount in an older one may bring it over."""
        super().__init__(*args, me=me, record=record, **kwargs)
        its = record.currency if record else currency
        self.fields["amount"].label = _("Worth, in %(currency)s") % {"currency": its}
        self.fields["currency"].choices = [(its, its), (currency, currency)]  # type: ignore[attr-defined]
        if its == currency:
            del self.fields["currency"]


class NewOpportunityForm(OpportunityForm):
    stage = forms.ModelChoiceField(
        Stage.objects.none(), widget=forms.RadioSelect, empty_label=None, label=_("Where it stands")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = Stage.objects.all()  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    stage = forms.ModelChoiceField(
        Stage.objects.none(), widget=forms.RadioSelect, empty_label=None, label=_("Where it stands")
    )
    closed_on = forms.DateField(
        required=False, label=_("Won or lost on"), help_text=_("The day it counts on. Today if left empty.")
    )

    def __init__(self, *args: Any, opportunity: Opportunity, **kwargs: Any) -> None:
        kwargs["initial"] = {"stage": opportunity.stage, "closed_on": opportunity.closed_on}
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = Stage.objects.all()  # type: ignore[attr-defined]


class CreditForm(forms.Form):
    """A line for everyone who has a share, and some to spare."""

    def __init__(self, *args: Any, me: Membership, credits: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may_have_it = Q(pk__in=owners_for(me).values("pk")) | Q(pk__in=[one.member_id for one in credits])
        people, first = Membership.objects.filter(may_have_it), None
        self.count = len(credits) + SPARE_SHARES
        for number in range(self.count):
            credit = credits[number] if number < len(credits) else None
            first = self.fields[f"member_{number}"] = PersonField(
                people=people, find=link(me.organization, "organizations:find_people"), nobody=gettext("Nobody"),
                label=gettext("Person %(number)s") % {"number": number + 1}, initial=credit and credit.member_id,
                may_lack=True, like=first,
            )  # fmt: skip
            self.fields[f"share_{number}"] = forms.DecimalField(
                max_digits=5, decimal_places=2, required=False, label=gettext("Share in percent"),
                initial=credit and credit.share.normalize().__format__("f"),
            )  # fmt: skip

    def pairs(self) -> list[Any]:
        return [(self[f"member_{number}"], self[f"share_{number}"]) for number in range(self.count)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.shares: dict[Membership, Decimal] = {}
        for number in range(self.count):
            member, share = cleaned.get(f"member_{number}"), cleaned.get(f"share_{number}")
            if member and share is None and f"share_{number}" not in self.errors:
                self.add_error(f"share_{number}", gettext("Say how much, in percent."))
            elif share is not None and not member and f"member_{number}" not in self.errors:
                self.add_error(f"member_{number}", gettext("Say whose share it is, or empty the share."))
            elif member and member in self.shares:
                self.add_error(
                    f"member_{number}", gettext("This person is there already. Add the shares up.")
                )
            elif member and share is not None:
                self.shares[member] = share
        return cleaned
