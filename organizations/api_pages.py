"""Lists as the API sends them, a page at a time: how a page is asked for, sent, and described."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiTypes
from rest_framework import serializers

from organizations.api_door import Pages

PAGING = [
    OpenApiParameter("page", OpenApiTypes.INT),
    OpenApiParameter("page_size", OpenApiTypes.INT, description="50, at most 200."),
]


def page_of(shown: type[serializers.BaseSerializer]) -> Any:
    """The schema of one page of a list."""
    name = f"{shown.__name__}Page"
    fields = {
        "count": serializers.IntegerField(),
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": shown(many=True),
    }
    return type(name, (serializers.Serializer,), fields)


def cut(found: Any, request: Any, view: Any) -> tuple[Pages, Sequence[Any]]:
    """The page that was asked for, with what makes an answer of it."""
    pages = Pages()
    return pages, pages.paginate_queryset(found, request, view=view) or []
