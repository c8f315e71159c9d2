from django.urls import path

from meetings import views

app_name = "meetings"
urlpatterns = [
    path("calendars/", views.calendars, name="calendars"),
    path("calendars/feed/", views.start_feed, name="start_feed"),
    path("calendars/feed/end/", views.end_feed, name="end_feed"),
    path("calendars/address/", views.add_address, name="add_address"),
    path("calendars/file/", views.add_file, name="add_file"),
    path("calendars/<int:pk>/remove/", views.remove_source, name="remove_source"),
    path("calendars/<int:pk>/check/", views.check_source, name="check_source"),
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("meetings/<int:pk>/dismiss/", views.dismiss, name="dismiss"),
    path("meetings/<int:pk>/propose/", views.propose_again, name="propose_again"),
]
