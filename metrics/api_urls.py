from django.urls import URLPattern

app_name = "metrics_api"
urlpatterns: list[URLPattern] = []
