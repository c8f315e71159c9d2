from django.urls import path

from scorecards import api
from scorecards.card_templates.api_urls import urlpatterns as card_templates
from scorecards.observers import api as observers

app_name = "scorecards_api"
urlpatterns = [
    *card_templates,
    path("cards/", api.Cards.as_view(), name="cards"),
    path("cards/<int:pk>/", api.OneCard.as_view(), name="card"),
    path("team-cards/", api.TeamCards.as_view(), name="team_cards"),
    path("team-cards/<int:pk>/", api.OneTeamCard.as_view(), name="team_card"),
    path("observers/", observers.Observers.as_view(), name="observers"),
    path("observers/<int:pk>/", observers.OneObserver.as_view(), name="observer"),
]
