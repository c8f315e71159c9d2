from django.urls import path

from activities import api, batch_api, types_api

app_name = "activities_api"
urlpatterns = [
    path("activities/", api.Activities.as_view(), name="activities"),
    path("activities/batch/", batch_api.ManyActivities.as_view(), name="batch"),
    path("activities/types/", types_api.Types.as_view(), name="types"),
    path("activities/types/<slug:key>/", types_api.OneType.as_view(), name="type"),
    path("activities/types/<slug:key>/outcomes/", types_api.Outcomes.as_view(), name="outcomes"),
    path(
        "activities/types/<slug:key>/outcomes/<slug:outcome>/", types_api.OneOutcome.as_view(), name="outcome"
    ),
    path("activities/<int:pk>/", api.OneActivity.as_view(), name="activity"),
]
