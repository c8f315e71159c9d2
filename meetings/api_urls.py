from django.urls import URLPattern

app_name = "meetings_api"
urlpatterns: list[URLPattern] = []
