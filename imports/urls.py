from django.urls import path

from . import views

app_name = "imports"
urlpatterns = [
    path("imports/", views.batches, name="batches"),
    path("imports/<int:pk>/", views.batch, name="batch"),
]
