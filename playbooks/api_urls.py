from django.urls import path

from playbooks import api

app_name = "playbooks_api"
urlpatterns = [
    path("plays/", api.Plays.as_view(), name="plays"),
    path("plays/<slug:slug>/", api.OnePlay.as_view(), name="play"),
]
