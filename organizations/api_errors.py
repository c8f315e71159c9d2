"""How the API words its errors."""

from django.core.exceptions import ValidationError
from rest_framework import exceptions, serializers
from rest_framework.response import Response


class Problem(serializers.Serializer):
    """What an error answer looks like: `detail`, or one list of sentences per field."""

    detail = serializers.CharField(required=False)


def explain(error: Exception, context: dict) -> Response | None:
    """Errors of our services (ValidationError) become 400 with a sentence at the field."""
    from rest_framework.views import exception_handler  # it imports this module through the settings

    if isinstance(error, ValidationError):
        messages = error.message_dict if hasattr(error, "error_dict") else {"detail": error.messages}
        error = exceptions.ValidationError(messages)
    return exception_handler(error, context)
