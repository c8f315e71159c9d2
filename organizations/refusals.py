"""What a service refuses, shown at the fields of the form that asked."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.forms import BaseForm

REFUSED = 422


def show_refusal(form: BaseForm, error: ValidationError, fields: Mapping[str, str] | None = None) -> None:
    """Put a service's sentences at the form's fields; `fields` maps names that are others on the form."""
    names = fields or {}
    by_field = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
    for name, errors in by_field.items():
        place = names.get(name, name)
        form.add_error(place if place in form.fields else None, errors)
