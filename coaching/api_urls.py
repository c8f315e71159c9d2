from django.urls import URLPattern

app_name = "coaching_api"
urlpatterns: list[URLPattern] = []
