"""A form that was sent, and what a service refuses shown at its fields."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

REFUSED = 422


def show_refusal(form: BaseForm, error: ValidationError, fields: Mapping[str, str] | None = None) -> None:
    """Put a service's sentences at the form's fields; `fields` maps names that are others on the form."""
    names = fields or {}
    by_field = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
    for name, errors in by_field.items():
        place = names.get(name, name)
        form.add_error(place if place in form.fields else None, errors)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None while it is only looked at. An empty form that was sent was sent."""
    return request.POST if request.method == "POST" else None
