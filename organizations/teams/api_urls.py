from django.urls import path

from . import api

urlpatterns = [
    path("teams/", api.Teams.as_view(), name="teams"),
    path("teams/<int:pk>/", api.OneTeam.as_view(), name="team"),
    path("teams/<int:pk>/retire/", api.RetireTeam.as_view(), name="retire_team"),
    path("teams/<int:pk>/restore/", api.RestoreTeam.as_view(), name="restore_team"),
    path("teams/<int:pk>/undo/", api.UndoTeam.as_view(), name="undo_team"),
]
