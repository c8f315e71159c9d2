"""With whom something is, as an address says it."""

from typing import Any

from django.shortcuts import get_object_or_404

from crm.models import Account, Contact, Opportunity

RECORDS = {"contact": Contact, "account": Account, "opportunity": Opportunity}


def linked(request: Any) -> dict[str, Any]:
    """The contact, account or opportunity of the address, by its name; empty where it says none. 404 for others'."""
    for name, model in RECORDS.items():
        text = request.GET.get(name, "")
        if text.isdecimal() and len(text) < 19:
            records = model.objects.visible_to(request.membership)  # type: ignore[attr-defined]
            return {name: get_object_or_404(records, pk=int(text))}
    return {}
