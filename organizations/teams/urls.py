from django.urls import path

from . import views

urlpatterns = [
    path("teams/", views.team_tree, name="team_tree"),
    path("teams/add/", views.add_team, name="add_team"),
    path("teams/place/", views.place_team, name="place_team"),
    path("teams/undo/<int:pk>/", views.undo_team, name="undo_team"),
    path("teams/<int:pk>/", views.team, name="team"),
    path("teams/<int:pk>/name/", views.rename_team, name="rename_team"),
    path("teams/<int:pk>/place/", views.move_team, name="move_team"),
    path("teams/<int:pk>/leader/", views.team_leader, name="team_leader"),
    path("teams/<int:pk>/retire/", views.retire_team, name="retire_team"),
    path("teams/<int:pk>/restore/", views.restore_team, name="restore_team"),
]
