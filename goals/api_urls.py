from django.urls import path

from goals import api

app_name = "goals_api"
urlpatterns = [path("goals/", api.Goals.as_view(), name="goals")]
