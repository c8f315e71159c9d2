from django.urls import path

from scorecards import views

app_name = "scorecards"
urlpatterns = [
    path("cards/", views.mine, name="mine"),
    path("cards/of/<int:pk>/", views.person, name="person"),
    path("team/cards/<int:pk>/", views.team_card, name="team_card"),
    path("cards/<int:pk>/", views.card, name="card"),
    path("cards/<int:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
]
