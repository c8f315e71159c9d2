"""The API's door: the middleware has found the member; this tells REST framework."""

from typing import Any

from django.http import HttpRequest
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from organizations.api_errors import CsrfFailed


class AtTheDoor(SessionAuthentication):
    """The member that the door let in: by token, or by session with a CSRF token on writes."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        door: HttpRequest = request._request
        membership = getattr(door, "membership", None)
        if membership is None:
            return None
        if door.token is None:  # type: ignore[attr-defined]
            self.enforce_csrf(request)
        return membership, door.token  # type: ignore[attr-defined]

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise CsrfFailed(str(error.detail)) from None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class MembersOnly(BasePermission):
    """Every call is a member's."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return getattr(request, "membership", None) is not None


class Pages(PageNumberPagination):
    """50 a page, at most 200."""

    page_size_query_param = "page_size"
    max_page_size = 200
