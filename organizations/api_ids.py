"""Records that a call names by id: looked up among what the member sees, refused at the field that named them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

LARGEST = 2**63 - 1
ID: dict[str, Any] = {"min_value": 1, "max_value": LARGEST}


def linked(found: QuerySet, name: str, pk: int | None) -> Any:
    """The record that the field `name` names; None where it names none. `found`: what the member may name."""
    if pk is None:
        return None
    record = found.filter(pk=pk).first()
    if record is None:
        words = {"name": name, "pk": pk}
        raise ValidationError(
            {name: _("There is no %(name)s %(pk)s that you can see. Choose another one.") % words}
        )
    return record


def one(found: QuerySet, pk: int) -> Any:
    """The record of an address; an id that no record can have is not found either."""
    record = found.filter(pk=pk).first() if pk <= LARGEST else None
    if record is None:
        raise Http404
    return record
