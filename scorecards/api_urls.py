from django.urls import path

from scorecards import api

app_name = "scorecards_api"
urlpatterns = [
    path("cards/", api.Cards.as_view(), name="cards"),
    path("cards/<int:pk>/", api.OneCard.as_view(), name="card"),
    path("team-cards/", api.TeamCards.as_view(), name="team_cards"),
    path("team-cards/<int:pk>/", api.OneTeamCard.as_view(), name="team_card"),
]
