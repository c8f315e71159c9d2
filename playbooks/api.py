"""Plays over the API: what is published, as Markdown and as HTML that is safe to show."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations.api_errors import Problem
from playbooks.markdown import version_html
from playbooks.models import Play
from playbooks.serializers import PlayListed, PlayShown

QUERY = OpenApiParameter("q", OpenApiTypes.STR, description="Words of the title or the situation.")


class Plays(ListAPIView):
    """The published plays."""

    area = "playbook"

    request: Any
    serializer_class = PlayListed

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Play.objects.none()
        words = self.request.query_params.get("q", "")[:100]
        found = Play.objects.visible_to(self.request.membership).published()
        return found.about(words).select_related("live").order_by("title", "pk")

    @extend_schema(
        operation_id="plays_list", parameters=[QUERY], responses={200: PlayListed(many=True), 401: Problem}
    )
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """What is published, by title."""
        return super().get(request, *args, **kwargs)


class OnePlay(APIView):
    area = "playbook"

    @extend_schema(operation_id="plays_show", responses={200: PlayShown, 401: Problem, 404: Problem})
    def get(self, request: Any, slug: str) -> Response:
        """One play with the text that readers see; a draft has none yet."""
        play = Play.objects.visible_to(request.membership).select_related("live").filter(slug=slug).first()
        if play is None:
            raise Http404
        html = str(version_html(play.live.pk, play.live.body)) if play.live else None
        return Response({**PlayShown(play).data, "html": html})
