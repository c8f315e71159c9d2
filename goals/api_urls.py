from django.urls import URLPattern

app_name = "goals_api"
urlpatterns: list[URLPattern] = []
