from django.urls import URLPattern

app_name = "scorecards_api"
urlpatterns: list[URLPattern] = []
