"""The plain views. They read and write what a page of ours does, and do nothing else."""

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bench.bare.models import Entry


class EntryShown(serializers.ModelSerializer):
    class Meta:
        model = Entry
        fields = "__all__"


class Entries(APIView):
    area = "activities"  # what a token must be allowed for, where our door stands before it

    def get(self, request: Request) -> Response:
        """The newest 50 of one member; no count and no pages."""
        found = Entry.objects.filter(member=request.query_params["member"]).order_by("-occurred_at")[:50]
        return Response(EntryShown(found, many=True).data)

    def post(self, request: Request) -> Response:
        sent = EntryShown(data=request.data)
        sent.is_valid(raise_exception=True)
        sent.save()
        return Response(sent.data, status=201)


class ManyEntries(APIView):
    area = "activities"

    def post(self, request: Request) -> Response:
        """All that was sent, by one statement; nobody is told which of them were there already."""
        sent = EntryShown(data=request.data, many=True)
        sent.is_valid(raise_exception=True)
        made = Entry.objects.bulk_create([Entry(**row) for row in sent.validated_data])
        return Response({"taken": len(made)}, status=201)
