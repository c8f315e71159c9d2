"""How the API words its errors."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, serializers
from rest_framework.response import Response

# A view says `refused_with = REFUSED_CONTENT` when a message that can be read, and is refused, is a 422 there.
REFUSED_CONTENT = 422


class Problem(serializers.Serializer):
    """What an error answer looks like: `detail`, or one list of sentences per field."""

    detail = serializers.CharField(required=False)
    code = serializers.CharField(
        required=False, help_text=gettext_lazy("Where a program has to tell it from another.")
    )


# How calls may be refused, for the schema: lists and records that are read, and what is sent.
READING: dict[int, Any] = {401: Problem, 403: Problem}
SENDING: dict[int, Any] = {400: Problem, **READING, 422: Problem}
SENDING_TO_ONE: dict[int, Any] = {**SENDING, 404: Problem}
READING_ONE: dict[int, Any] = {**READING, 404: Problem}


class CsrfFailed(exceptions.PermissionDenied):
    """The token of the page is missing or old: ask for a fresh one, then send it again."""

    default_code = "csrf"

    def __init__(self, reason: str) -> None:
        super().__init__(
            {
                "detail": _("Ask for a fresh token and send it again. %(reason)s") % {"reason": reason},
                "code": "csrf",
            }
        )


def an_object(data: Any) -> dict[str, Any]:
    """What was sent, if it is an object with fields at all."""
    if not isinstance(data, dict):
        raise exceptions.ParseError(_("Send an object with named fields."))
    return data


def explain(error: Exception, context: dict) -> Response | None:
    """Errors of our services (ValidationError) become a 400, or what the view says, with a sentence at the field."""
    from rest_framework.views import exception_handler  # it imports this module through the settings

    if isinstance(error, ValidationError):
        error = exceptions.ValidationError(by_field(error))
    answer = exception_handler(error, context)
    if answer is not None and isinstance(error, exceptions.ValidationError) and sends_content(context):
        answer.status_code = getattr(context["view"], "refused_with", answer.status_code)
    return answer


def by_field(error: ValidationError) -> dict[str, list[str]]:
    """The sentences by field; those about no field stand under `detail`."""
    if not hasattr(error, "error_dict"):
        return {"detail": error.messages}
    return {"detail" if name == NON_FIELD_ERRORS else name: said for name, said in error.message_dict.items()}


def sends_content(context: dict) -> bool:
    return context["request"].method in ("POST", "PUT", "PATCH", "DELETE")
