from django.http import HttpResponse
from django.urls import path

from bench.bare.views import Entries, ManyEntries

urlpatterns = [
    path("healthz", lambda request: HttpResponse("here")),
    path("bare/", Entries.as_view()),
    path("api/v1/o/<slug:organization_slug>/bare/", Entries.as_view()),
    path("api/v1/o/<slug:organization_slug>/bare/many/", ManyEntries.as_view()),
]
