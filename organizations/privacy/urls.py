from django.urls import path

from organizations.privacy import views

urlpatterns = [
    path("you/recorded/", views.about_me, name="about_me"),
    path("you/recorded/files/", views.my_files, name="my_files"),
    path("you/recorded/erasure/", views.ask_for_erasure, name="ask_for_erasure"),
    path("files/<int:pk>/", views.fetch_file, name="fetch_file"),
    path("settings/data/", views.data, name="data"),
    path("settings/data/files/", views.organization_files, name="organization_files"),
    path("settings/data/keeping/", views.set_keeping, name="set_keeping"),
    path("settings/data/end/", views.end, name="end"),
    path("settings/data/stay/", views.call_off, name="call_off_end"),
    path("settings/data/erase/<int:pk>/", views.erase, name="erase"),
]
