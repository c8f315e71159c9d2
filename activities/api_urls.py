from django.urls import path

from activities import api

app_name = "activities_api"
urlpatterns = [
    path("activities/", api.Activities.as_view(), name="activities"),
    path("activities/types/", api.Types.as_view(), name="types"),
    path("activities/<int:pk>/", api.OneActivity.as_view(), name="activity"),
]
