from django.urls import path

from activities import api, batch_api

app_name = "activities_api"
urlpatterns = [
    path("activities/", api.Activities.as_view(), name="activities"),
    path("activities/batch/", batch_api.ManyActivities.as_view(), name="batch"),
    path("activities/types/", api.Types.as_view(), name="types"),
    path("activities/<int:pk>/", api.OneActivity.as_view(), name="activity"),
]
