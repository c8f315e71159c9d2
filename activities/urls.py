from django.urls import path

from activities import views

app_name = "activities"
urlpatterns = [
    path("log/", views.log, name="log"),
    path("log/who/", views.who, name="who"),
    path("log/when/", views.when, name="when"),
    path("log/entries/", views.entries, name="entries"),
    path("log/entries/<int:pk>/", views.entry, name="entry"),
    path("log/entries/<int:pk>/delete/", views.delete, name="delete"),
    path("log/entries/<int:pk>/restore/", views.restore, name="restore"),
    path("log/follow-ups/<int:pk>/done/", views.finish, name="finish"),
    path("log/follow-ups/<int:pk>/reopen/", views.reopen, name="reopen"),
    path("log/follow-ups/<int:pk>/later/", views.later, name="later"),
]
