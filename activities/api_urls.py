from django.urls import URLPattern

app_name = "activities_api"
urlpatterns: list[URLPattern] = []
