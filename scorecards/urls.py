from django.urls import path

from scorecards import views
from scorecards.card_templates.urls import urlpatterns as card_templates
from scorecards.observers import views as observers

app_name = "scorecards"
urlpatterns = [
    *card_templates,
    path("cards/", views.mine, name="mine"),
    path("cards/of/<int:pk>/", views.person, name="person"),
    path("team/cards/<int:pk>/", views.team_card, name="team_card"),
    path("cards/<int:pk>/", views.card, name="card"),
    path("cards/<int:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("observers/", observers.observers, name="observers"),
    path("observers/<int:pk>/end/", observers.end, name="end_watch"),
    path("observers/<int:pk>/restore/", observers.restore, name="restore_watch"),
    path("observers/<int:pk>/ask-again/", observers.ask_again, name="ask_again"),
]
